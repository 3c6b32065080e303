import { CopyButton } from "@/components/ui/copy-button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { StateMark } from "@/components/ui/state-mark";
import type { KeyView, LogView } from "@/lib/ledger-store/view";

/** The keys that sign a log, the one in force first, and how somebody outside pins it. */
export function KeyList({ log }: { log: LogView }) {
  const inForce = log.keys.filter(({ state }) => state === "in force");
  const earlier = log.keys.filter(({ state }) => state !== "in force").toReversed();
  return (
    <Section
      id="keys"
      title="Key"
      lead="The signing key's public half. A verifier trusts nothing but this line, and it must come to its user from elsewhere than the file that is checked."
    >
      {inForce.length === 0 ? (
        <p className="border-y py-3 text-ink-2">
          No key is in force. <code className="font-mono text-sm">npm run ledger -- init</code>{" "}
          makes the first one.
        </p>
      ) : (
        inForce.map((key) => <Key key={key.vkey} shown={key} />)
      )}
      {inForce.length > 0 ? <HowToPin log={log} /> : null}
      {earlier.length > 0 ? (
        <details className="mt-3" open={earlier.some(({ state }) => state === "revoked")}>
          <summary className="text-ink-2">
            Earlier keys <span className="tabular-nums">{earlier.length}</span>
          </summary>
          <div className="mt-2 space-y-3">
            {earlier.map((key) => (
              <Key key={key.vkey} shown={key} />
            ))}
          </div>
        </details>
      ) : null}
    </Section>
  );
}

/** One key: its id, the line to pin, and from which size on it signs. */
export function Key({ shown }: { shown: KeyView }) {
  return (
    <DefinitionList
      items={[
        {
          term: "Key id",
          value: (
            <>
              <code className="font-mono text-sm">{shown.id}</code>{" "}
              <StateMark tone={shown.state === "revoked" ? "fail" : "plain"}>
                {shown.state}
              </StateMark>
            </>
          ),
        },
        {
          term: "Verifier key",
          help: "vkey",
          value: (
            <span>
              <code className="font-mono text-sm wrap-anywhere">{shown.vkey}</code>
              <CopyButton value={shown.vkey} label={`Copy the verifier key ${shown.id}`} />
            </span>
          ),
        },
        { term: "Signs since", value: `size ${shown.since}` },
        ...(shown.rotatedAt === ""
          ? []
          : [{ term: "Rotated", value: <Instant at={shown.rotatedAt} /> }]),
        ...(shown.revokedFrom === ""
          ? []
          : [
              {
                term: "Revoked",
                value: `What it signed above size ${shown.revokedFrom} is no evidence.`,
              },
            ]),
      ]}
    />
  );
}

function HowToPin({ log }: { log: LogView }) {
  return (
    <details className="mt-3">
      <summary className="text-ink-2">How to pin it</summary>
      <ol className="mt-2 max-w-[72ch] list-decimal space-y-1.5 pl-5 text-ink-2">
        <li>
          Read the key id over the phone, or take it from where the operator publishes it: a DNS TXT
          record, a signed letter, the report of an earlier audit. Compare all eight letters.
        </li>
        <li>
          Keep the verifier key in a place that whoever runs this server cannot write to, and give
          it to the verifier each time:{" "}
          <code className="font-mono text-sm wrap-anywhere">
            node verify.mjs bundle.zip --vkey "{log.keys.at(-1)?.vkey}"
          </code>
        </li>
        <li>
          Tools that read a C2SP policy take these lines:
          <span className="mt-1 flex items-start gap-1 border-y bg-paper-2 px-3 py-2">
            <code className="min-w-0 flex-1 font-mono text-sm whitespace-pre-line wrap-anywhere">
              {log.policyLine.trimEnd()}
            </code>
            <CopyButton value={log.policyLine} label="Copy the policy" />
          </span>
        </li>
        <li>
          Keep a checkpoint as well: only somebody who holds an earlier one can show that history
          was rewritten with this key.
        </li>
      </ol>
    </details>
  );
}
