import { OutcomeBadge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { Section } from "@/components/ui/section";

/** What the probe found at the start of the web server; null where the store could not be opened. */
export type StorageShown = {
  mode: string;
  place: string;
  checks: readonly { name: string; ok: boolean; detail: string }[];
} | null;

/** Where the evidence lies, and what that place promises. */
export function StorageFacts({ storage }: { storage: StorageShown }) {
  return (
    <Section
      id="storage"
      title="Storage"
      lead="Where the entries lie, and what the probe found when this server started. Each bundle says the same."
    >
      {storage === null ? (
        <Callout tone="fail" title="The store could not be opened">
          Its fault stands at the top of this page. Nothing is read from it or written to it
          meanwhile.
        </Callout>
      ) : (
        <DefinitionList
          items={[
            { term: "Kind", value: storage.mode },
            {
              term: "Place",
              value: <code className="font-mono text-sm wrap-anywhere">{storage.place}</code>,
            },
            ...storage.checks.map(({ name, ok, detail }) => ({
              term: `Probe: ${name}`,
              value: (
                <>
                  <OutcomeBadge outcome={ok ? "pass" : "fail"} />{" "}
                  <span className="text-ink-2">{detail}</span>
                </>
              ),
            })),
          ]}
        />
      )}
    </Section>
  );
}
