import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { PersonName } from "@/components/ui/person-name";
import {
  DECISION_LABEL,
  LINE_CHANGE_LABEL,
  LINE_FLAG_LABEL,
  LINE_KIND_LABEL,
  OUTCOME_LABEL,
  RISK_LABEL,
  SECTION_LABEL,
} from "@/lib/access-reviews/labels";
import type { SnapshotLine } from "@/lib/access-reviews/snapshot-view";

/** The names of people by id; an id without one is shown as it is. */
export type NamesById = Readonly<Record<string, { name: string; title: string }>>;

type LineFactsProps = {
  readonly line: SnapshotLine;
  /** How many stages decide it: two as well where an exception added the second. */
  readonly stages: number;
  readonly names: NamesById;
};

/** Everything the snapshot says of a line, in the order in which one judges it (REV-05). */
export function LineFacts({ line, stages, names }: LineFactsProps) {
  const { operation, agent, server, previous, recommendation } = line;
  const items = [
    { term: "Means", value: line.meaning },
    { term: "Purpose", value: line.purpose || "none was given" },
    { term: "Kind", value: LINE_KIND_LABEL[line.kind] },
    {
      term: "Risk",
      value: `${RISK_LABEL[line.risk]}, ${SECTION_LABEL[line.section].toLowerCase()}, decided in ${stages === 2 ? "two stages" : "one stage"}`,
    },
    {
      term: "Who",
      value: [line.principal.label, line.principal.detail].filter(Boolean).join(", "),
    },
    {
      term: "Agent",
      value: agent
        ? `${agent.name} (${agent.status.toLowerCase()}, ${agent.risk.toLowerCase()} risk)`
        : "none",
    },
    { term: "Answers for it", value: <Person id={line.ownerId} names={names} /> },
    {
      term: "Server",
      value: server ? (
        <>
          {server.name}, <Person id={server.ownerId} names={names} />
        </>
      ) : (
        "none"
      ),
    },
    { term: "Operation", value: operation ? <OperationFacts operation={operation} /> : "none" },
    { term: "Environment", value: line.environment ?? "none" },
    ...(line.parts.length > 0
      ? [
          {
            term: "Parts",
            value: line.parts
              .map((part) => `${part.name} (${part.calls.toLocaleString("en")} calls)`)
              .join(", "),
          },
        ]
      : []),
    { term: "Conditions", value: line.conditions || "none" },
    { term: "Granted", value: <Grants line={line} names={names} /> },
    { term: "Enforced", value: enforcedWords(line) },
    {
      term: "Used",
      value: (
        <>
          {line.calls.toLocaleString("en")} calls and {line.denied.toLocaleString("en")} denied ones
          in the period, last {line.lastUsedAt ? <Instant at={line.lastUsedAt} /> : "never"}
        </>
      ),
    },
    {
      term: "Marked",
      value: line.flags.map((flag) => LINE_FLAG_LABEL[flag]).join(", ") || "nothing",
    },
    {
      term: "Since the last review",
      value: [LINE_CHANGE_LABEL[line.change], line.changed.join(", ")].filter(Boolean).join(": "),
    },
    {
      term: "Last time",
      value: previous
        ? `${OUTCOME_LABEL[previous.outcome]} in ${previous.reference}`
        : "it was in no review before",
    },
    {
      term: "Recommended",
      value: `${DECISION_LABEL[recommendation.decision]}: ${recommendation.because}`,
      help: "chosen for nobody",
    },
    { term: "Key", value: <span className="font-mono text-sm">{line.line}</span> },
  ];
  return <DefinitionList items={items} />;
}

function OperationFacts({ operation }: { operation: NonNullable<SnapshotLine["operation"]> }) {
  const { name, access, dataClasses } = operation;
  return (
    <>
      <span className="font-mono text-sm">{name}</span>, {access ?? "nobody registered it"}
      {dataClasses.length > 0 ? `, touches ${dataClasses.join(", ")}` : ""}
    </>
  );
}

function Person({ id, names }: { id: string | null; names: NamesById }) {
  if (id === null) return "nobody";
  const person = names[id];
  return person ? <PersonName {...person} /> : <span className="font-mono text-sm">{id}</span>;
}

function Grants({ line, names }: { line: SnapshotLine; names: NamesById }) {
  if (line.grants.length === 0) return "no grant stands behind it";
  return (
    <ul>
      {line.grants.map((grant) => (
        <li key={grant.id}>
          {grant.kind}, approved by <Person id={grant.approvedById} names={names} /> at{" "}
          <Instant at={grant.approvedAt} />, {grant.until ? "until " : "without end"}
          {grant.until ? <Instant at={grant.until} /> : null}
        </li>
      ))}
    </ul>
  );
}

function enforcedWords({ enforced, enforcedBy }: SnapshotLine): string {
  if (enforced === "unknown") return "unknown: no fresh statement of a gateway covered it";
  if (enforced === "no") return "no gateway enforced it";
  return `by ${enforcedBy.length} ${enforcedBy.length === 1 ? "gateway" : "gateways"}`;
}
