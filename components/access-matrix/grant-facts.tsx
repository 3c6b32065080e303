import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Callout } from "@/components/ui/callout";
import { type Definition, DefinitionList } from "@/components/ui/definition-list";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import type { GrantFacts as Facts, GrantChange } from "@/lib/access-matrix/grants/view";
import { environmentWord } from "./matrix-words";

/** What needs a look about one grant, said before anything else. */
export function GrantRemarks({ grant }: { grant: Facts }) {
  return (
    <div className="mb-5 space-y-3">
      {grant.recorded ? null : (
        <Callout tone="fail" title="No approval on record">
          No change record says that this grant was given, or ended, as it stands now. Somebody
          wrote it behind the application. Find out who, and ask for its removal.
        </Callout>
      )}
      {grant.changedHash ? (
        <Callout tone="attention" title="Definition changed since approval">
          The server says today that this operation is something else than what was approved. Have
          it approved anew, or ask for its removal.
        </Callout>
      ) : null}
      {grant.exception ? (
        <Callout tone="attention" title="Every operation, by exception">
          {grant.exception.reason} What makes up for it: {grant.exception.measures}
        </Callout>
      ) : null}
    </div>
  );
}

/** Which key may call what, and why. */
export function GrantFacts({ grant }: { grant: Facts }) {
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
      <DefinitionList items={whatItems(grant)} />
      <DefinitionList items={whyItems(grant)} />
    </div>
  );
}

function whatItems(grant: Facts): Definition[] {
  return [
    {
      term: "Agent or person",
      value: grant.agentSlug ? (
        <TextLink href={`/agents/${grant.agentSlug}`}>{grant.agent}</TextLink>
      ) : (
        grant.agent
      ),
    },
    {
      term: "Key",
      value: (
        <>
          <TextLink href={`/keys/${grant.keyId}`}>{grant.key}</TextLink>{" "}
          <span className="font-mono text-sm text-ink-2">{grant.publicId}</span>
        </>
      ),
    },
    {
      term: "Operation",
      value: grant.operationId ? (
        <TextLink href={`/servers/operations/${grant.operationId}`}>{grant.operation}</TextLink>
      ) : (
        grant.operation
      ),
    },
    { term: "What it does", value: grant.meaning || "Nobody has said." },
    {
      term: "Server",
      value: <TextLink href={`/servers/${grant.serverSlug}`}>{grant.server}</TextLink>,
    },
    { term: "Environment", value: environmentWord(grant.environment) },
    { term: "Access", value: grant.access || "Everything the server offers" },
    { term: "Kinds of data", value: grant.dataClasses },
    {
      term: "Definition approved",
      value: grant.definitionHash ? <Hash value={grant.definitionHash} /> : "None was known.",
    },
    ...(grant.changedHash
      ? [{ term: "Definition today", value: <Hash value={grant.changedHash} /> }]
      : []),
  ];
}

function whyItems(grant: Facts): Definition[] {
  return [
    { term: "Purpose", value: grant.purpose },
    { term: "From", value: <Instant at={grant.fromAt} /> },
    { term: "Until", value: grant.until ? <Instant at={grant.until} /> : "no end" },
    {
      term: "Asked by",
      value: (
        <>
          {grant.requestedBy}, <Instant at={grant.requestedAt} />
        </>
      ),
    },
    {
      term: grant.approvedWords,
      value: (
        <>
          {grant.approvedBy}, <Instant at={grant.approvedAt} />
        </>
      ),
    },
    ...(grant.decisionNote ? [{ term: "Note of the decision", value: grant.decisionNote }] : []),
    ...linkItems(grant),
    ...endItems(grant),
  ];
}

function linkItems(grant: Facts): Definition[] {
  const links: [string, string, string][] = [
    ["Request", grant.requestId && `/inbox/${grant.requestId}`, "See the request"],
    [
      "Standard change",
      grant.standardId && `/access-matrix/catalogue?open=${grant.standardId}`,
      grant.standardTitle,
    ],
    [
      "Emergency",
      grant.emergencyId && `/access-matrix/emergencies/${grant.emergencyId}`,
      "See the emergency access",
    ],
    [
      "Took the place of",
      grant.replacesId && `/access-matrix/grants/${grant.replacesId}`,
      "An earlier grant",
    ],
    ["Replaced by", grant.nextId && `/access-matrix/grants/${grant.nextId}`, "A later grant"],
  ];
  return links
    .filter(([, href]) => href !== "")
    .map(([term, href, words]) => ({ term, value: <TextLink href={href}>{words}</TextLink> }));
}

function endItems(grant: Facts): Definition[] {
  if (!grant.endedAt) return [];
  return [
    {
      term: "Ended",
      value: (
        <>
          <Instant at={grant.endedAt} /> {grant.endedBy ? `by ${grant.endedBy}` : "by itself"}:{" "}
          {grant.endedReason}{" "}
          {grant.endRequestId ? (
            <TextLink href={`/inbox/${grant.endRequestId}`}>See the request</TextLink>
          ) : null}
        </>
      ),
    },
  ];
}

const column = columnsOf<GrantChange>();
const columns = column.columns([
  column.accessor("at", { header: "When", cell: ({ row }) => <Instant at={row.original.at} /> }),
  column.accessor("act", { header: "What was done" }),
  column.accessor("who", { header: "By" }),
  column.accessor("reason", { header: "Why", meta: { wrap: true } }),
]);

/** Everything recorded about a grant, newest first. */
export function GrantHistory({ rows }: { rows: readonly GrantChange[] }) {
  return (
    <Section id="history" title="History" lead="From the change log, newest first.">
      <DataTable
        caption="History"
        rows={rows}
        columns={columns}
        empty={{
          title: "Nothing is recorded about this grant",
          why: "No command of this application wrote it.",
        }}
      />
    </Section>
  );
}
