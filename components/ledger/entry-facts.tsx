import { OutcomeBadge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { EntryView } from "@/lib/ledger-store/entry-view";

/** Where an entry stands, what kind it is, and whether the search index says the same. */
export function EntryFacts({ entry }: { entry: EntryView }) {
  return (
    <DefinitionList
      className="mt-4"
      items={[
        { term: "Log", value: <Mono>{entry.origin}</Mono> },
        { term: "Index", value: entry.shownIndex },
        { term: "Accepted", value: <Instant at={entry.ts} /> },
        {
          term: "Type",
          value: (
            <>
              {entry.type} <Mono muted>{entry.typeCode}</Mono>
            </>
          ),
        },
        {
          term: "Source",
          value: (
            <>
              <Mono>{entry.source}</Mono> <span className="text-ink-3">{entry.numbered}</span>
            </>
          ),
        },
        { term: "Key", help: "what makes a repetition known", value: <KeyOf entry={entry} /> },
        { term: "Length", value: `${entry.bytes} bytes` },
        {
          term: "Leaf hash",
          help: "SHA-256 of 0x00 and the stored line",
          value: (
            <span>
              <code className="font-mono text-sm wrap-anywhere">{entry.leafHash}</code>
              <CopyButton value={entry.leafHash} label="Copy the leaf hash" />
            </span>
          ),
        },
        { term: "Search index", value: <IndexRow differences={entry.differences} /> },
        {
          term: "Sealed by",
          value: entry.seal ? (
            <>
              the checkpoint of size {entry.seal.size}, <Instant at={entry.seal.at} />
            </>
          ) : (
            "no checkpoint yet"
          ),
        },
      ]}
    />
  );
}

function KeyOf({ entry }: { entry: EntryView }) {
  return (
    <>
      <Mono>{entry.key}</Mono>{" "}
      {entry.changeId === "" ? null : (
        <TextLink href={`/change-log?open=${entry.changeId}`}>the change</TextLink>
      )}
    </>
  );
}

function IndexRow({ differences }: { differences: readonly string[] }) {
  if (differences.length === 0) {
    return (
      <>
        <OutcomeBadge outcome="pass">The same</OutcomeBadge>{" "}
        <span className="text-ink-2">
          Its row says what the entry says, and its leaf hash is the same.
        </span>
      </>
    );
  }
  return (
    <>
      <OutcomeBadge outcome="fail">Differs</OutcomeBadge>
      <ul>
        {differences.map((difference) => (
          <li key={difference}>{difference}</li>
        ))}
      </ul>
      <span className="text-ink-2">
        The entry is the evidence; the row was changed in the database. Run{" "}
        <Mono>npm run ledger -- compare</Mono>, then find out who did it.
      </span>
    </>
  );
}

function Mono({ muted = false, children }: { muted?: boolean; children: string }) {
  return (
    <code className={`font-mono text-sm wrap-anywhere ${muted ? "text-ink-3" : ""}`}>
      {children}
    </code>
  );
}
