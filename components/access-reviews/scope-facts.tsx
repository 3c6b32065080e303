import { DefinitionList } from "@/components/ui/definition-list";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { LINE_KIND_LABEL, SILENCE_RULE_LABEL } from "@/lib/access-reviews/labels";
import type { SnapshotHeader } from "@/lib/access-reviews/snapshot-view";

/** What the review is about and what it leaves out, as it was frozen (REV-01). */
export function ScopeFacts({
  header,
  snapshotHash,
  words,
}: {
  header: SnapshotHeader;
  snapshotHash: string;
  /** Names of the servers and agents of the scope. */
  words: { servers: readonly string[]; agents: readonly string[] };
}) {
  const { scope, exclusions, period, policy } = header;
  const all = (list: readonly string[], every: string) =>
    list.length === 0 ? every : list.join(", ");
  const items = [
    { term: "Environments", value: all(scope.environments, "all") },
    { term: "Servers", value: all(words.servers, "all") },
    { term: "Agents", value: all(words.agents, "all") },
    {
      term: "Kinds of lines",
      value: all(
        scope.kinds.map((kind) => LINE_KIND_LABEL[kind]),
        "all",
      ),
    },
    {
      term: "Left out",
      value:
        exclusions.length === 0 ? (
          "none"
        ) : (
          <ul>
            {exclusions.map(({ kind, id, name, reason }) => (
              <li key={`${kind}:${id}`}>
                {name} ({kind}): {reason}
              </li>
            ))}
          </ul>
        ),
    },
    {
      term: "Period of use",
      value: (
        <>
          <Instant at={period.start} /> to before <Instant at={period.end} />
        </>
      ),
    },
    { term: "Frozen as of", value: <Instant at={header.asOf} /> },
    { term: "Query", value: <span className="font-mono text-sm">{header.query}</span> },
    { term: "Rules", value: `Version ${policy.version} of the policy of access reviews` },
    { term: "Silence", value: SILENCE_RULE_LABEL[header.silenceRule] },
    {
      term: "Snapshot",
      value: <Hash value={snapshotHash} label="Copy the hash of the snapshot" />,
      help: "SHA-256 over header and lines",
    },
  ];
  return <DefinitionList items={items} />;
}
