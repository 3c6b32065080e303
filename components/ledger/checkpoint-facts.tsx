import { ButtonLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import type { LogView } from "@/lib/ledger-store/view";

/** The newest checkpoint of a log; `reads` whether the note itself may be shown and taken. */
export function CheckpointFacts({ log, reads }: { log: LogView; reads: boolean }) {
  const { checkpoint } = log;
  return (
    <Section
      id="checkpoint"
      title="Last checkpoint"
      lead="The signed size and root of the log. Whoever keeps a copy can later prove that nothing before it was changed, dropped or reordered."
      actions={
        checkpoint && reads ? (
          <>
            <CopyButton value={checkpoint.note} label="Copy the checkpoint">
              Copy
            </CopyButton>
            <ButtonLink href={`/api/ledger/${log.id}/checkpoint`} download>
              Download
            </ButtonLink>
          </>
        ) : null
      }
    >
      {checkpoint ? (
        <>
          <DefinitionList
            items={[
              {
                term: "Signed",
                value: (
                  <>
                    <Instant at={checkpoint.at} />{" "}
                    <span className="text-ink-3">{checkpoint.age}</span>
                  </>
                ),
              },
              { term: "Size", help: "entries it covers", value: checkpoint.size },
              {
                term: "Root",
                help: "hex",
                value: <Hash value={checkpoint.root} label="Copy the root" />,
              },
            ]}
          />
          {reads ? <Note text={checkpoint.note} /> : null}
        </>
      ) : (
        <p className="border-y py-3 text-ink-2">
          None yet. The sealer signs the first one within seconds of starting.
        </p>
      )}
    </Section>
  );
}

function Note({ text }: { text: string }) {
  return (
    <section
      aria-label="The checkpoint as it was signed"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: text that scrolls must be reached by keyboard
      tabIndex={0}
      className="overflow-x-auto border-b bg-paper-2 px-3 py-2"
    >
      <pre className="font-mono text-sm print:whitespace-pre-wrap print:wrap-anywhere">
        {text.trimEnd()}
      </pre>
    </section>
  );
}
