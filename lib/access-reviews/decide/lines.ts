import type { PersonName } from "@/lib/auth/people";
import { accessClassOf, accessClassWord } from "@/lib/core/access-classes";
import { DAY_MS } from "@/lib/core/clock";
import { DATA_CLASS_LABEL, DATA_CLASSES } from "@/lib/core/data-classes";
import { LINE_FLAG_LABEL, LINE_KIND_LABEL, OUTCOME_LABEL, RISK_LABEL } from "../labels";
import type { SnapshotLine } from "../snapshot-view";
import { classOf, EXCEPTIONS, whyCommentToKeep, whyNot } from "./decide-limits";
import type { DecideLine, Fact, LineFacts, SaidView } from "./decide-view";

type Names = ReadonlyMap<string, PersonName>;

/** A line as the list of the decide screen shows it. */
export function toDecideLine(
  id: string,
  line: SnapshotLine,
  names: Names,
  ready: boolean,
): DecideLine {
  const { n, kind, section, risk, flags, change, calls, recommendation } = line;
  return {
    ...{ id, n, kind, section, risk, flags, change, calls, ready },
    who: whoOf(line, names),
    agent: line.agent?.name ?? "",
    server: line.server?.name ?? "",
    operation: operationOf(line),
    environment: line.environment ?? "",
    access: accessClassOf(line.operation?.access ?? null) ?? "",
    recommended: recommendation.decision,
    keepNeeds: whyCommentToKeep(line),
    together: classOf(line),
  };
}

/** Everything REV-05 asks for of a line, in words. `asOf`: when the snapshot was taken. */
export function toLineFacts(
  id: string,
  line: SnapshotLine,
  names: Names,
  asOf: Date,
  first: SaidView | null,
): LineFacts {
  const { meaning, purpose, recommendation, parts, changed, previous } = line;
  return {
    ...{ id, meaning, purpose, recommendation, parts, changed, first },
    title: operationOf(line),
    where: [line.server?.name, line.environment, LINE_KIND_LABEL[line.kind]]
      .filter((word) => word)
      .join(" · "),
    marks: line.flags.map((flag) => ({
      words: LINE_FLAG_LABEL[flag],
      tone: EXCEPTIONS.includes(flag) ? "attention" : "plain",
    })),
    use: callFacts(line, asOf),
    facts: factsOf(line, names),
    canReduce: whyNot(line, "reduce") === null,
    canTransfer: whyNot(line, "transfer") === null,
    previous: previous
      ? `${OUTCOME_LABEL[previous.outcome]}, by ${nameOf(names, previous.byId)}${previous.at ? ` on ${previous.at.slice(0, 10)}` : ""} (${previous.reference})`
      : null,
    href: `/access-reviews/lines/${id}`,
  };
}

function callFacts({ lastUsedAt, calls, denied, flags }: SnapshotLine, asOf: Date): Fact[] {
  const idle = flags.includes("unused") || flags.includes("never-used");
  return [
    {
      term: "Last used",
      value: lastUsedAt?.slice(0, 10) ?? "Never",
      ...(lastUsedAt ? { detail: daysBefore(lastUsedAt, asOf) } : {}),
      ...(idle ? { tone: "attention" as const } : {}),
    },
    { term: "Calls in the quarter", value: calls.toLocaleString("en") },
    {
      term: "Denied calls",
      value: denied.toLocaleString("en"),
      ...(denied > 0 ? { tone: "attention" as const } : {}),
    },
  ];
}

function daysBefore(at: string, asOf: Date): string {
  const days = Math.floor((asOf.getTime() - Date.parse(at)) / DAY_MS);
  if (days <= 0) return "on the day of the snapshot";
  return days === 1 ? "1 day before the snapshot" : `${days} days before the snapshot`;
}

function factsOf(line: SnapshotLine, names: Names): Fact[] {
  const { principal, agent, server, operation, ownerId } = line;
  return [
    { term: "Who may", value: [whoOf(line, names), principal.detail].filter(Boolean).join(" · ") },
    ...(agent
      ? [
          {
            term: "Agent",
            value: `${agent.name} · ${agent.risk.toLowerCase()} risk · ${agent.status.toLowerCase()}`,
            href: `/agents/${agent.id}`,
          },
        ]
      : []),
    {
      term: "Answers for it",
      value: ownerId ? nameOf(names, ownerId) : "Nobody",
      ...(ownerId ? {} : { tone: "attention" as const }),
    },
    ...(operation
      ? [
          {
            term: "Can",
            value: [
              accessClassWord(operation.access),
              dataWords(operation.dataClasses) || "no data class",
            ].join(" · "),
          },
        ]
      : []),
    {
      term: "Risk",
      value:
        line.stages === 2
          ? `${RISK_LABEL[line.risk]} · decided in two stages`
          : RISK_LABEL[line.risk],
    },
    ...grantFacts(line, names),
    enforcedFact(line),
    ...(line.conditions ? [{ term: "Conditions", value: line.conditions }] : []),
    ...(server
      ? [
          {
            term: "Owner of the server",
            value: server.ownerId ? nameOf(names, server.ownerId) : "Nobody",
          },
        ]
      : []),
  ];
}

function grantFacts({ grants, kind }: SnapshotLine, names: Names): Fact[] {
  if (grants.length === 0) {
    return kind === "access"
      ? [{ term: "Granted", value: "No grant is on record", tone: "attention" }]
      : [];
  }
  return grants.map((grant) => ({
    term: "Granted",
    value: `${grant.fromAt.slice(0, 10)} by ${nameOf(names, grant.approvedById)}`,
    detail: `Asked for by ${nameOf(names, grant.requestedById)}, ${endOf(grant)}`,
    href: `/access-matrix/grants/${grant.id}`,
  }));
}

function endOf({ until, endedAt }: SnapshotLine["grants"][number]): string {
  if (endedAt) return `ended ${endedAt.slice(0, 10)}`;
  return until ? `until ${until.slice(0, 10)}` : "without an end";
}

function enforcedFact({ enforced, enforcedBy }: SnapshotLine): Fact {
  const since = enforcedBy.map((each) => each.since).sort()[0];
  switch (enforced) {
    case "yes":
      return {
        term: "Enforced",
        value: since ? `Yes, since ${since.slice(0, 10)}` : "Yes",
      };
    case "no":
      return { term: "Enforced", value: "No: no fresh policy of a gateway allows it" };
    case "unknown":
      return {
        term: "Enforced",
        value: "Not known: no fresh statement of a gateway covers it",
        tone: "attention",
      };
    default:
      return enforced satisfies never;
  }
}

function whoOf({ kind, principal }: SnapshotLine, names: Names): string {
  if (principal.label) return principal.label;
  return kind === "person" ? nameOf(names, personId(principal.id)) : principal.id;
}

/** The id of a person whom a line is about. */
export function personId(principalId: string): string {
  return principalId.replace(/^person:/, "");
}

function operationOf({ operation, kind, principal }: SnapshotLine): string {
  if (!operation) return principal.detail || LINE_KIND_LABEL[kind];
  return operation.name === "*" ? "Every operation" : operation.name;
}

function nameOf(names: Names, id: string | null): string {
  if (id === null) return "nobody";
  return names.get(id)?.name ?? (/^[a-z-]+[.:]/.test(id) ? id : "somebody unknown");
}

const dataWords = (classes: readonly string[]) =>
  DATA_CLASSES.filter((known) => classes.includes(known))
    .map((known) => DATA_CLASS_LABEL[known])
    .join(", ");
