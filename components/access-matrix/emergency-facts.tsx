import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type {
  EmergencyCall,
  EmergencyChange,
  EmergencyFacts as Facts,
} from "@/lib/access-matrix/emergency/view";
import { environmentWord } from "./matrix-words";

/** Who took what, for how long, who was alerted, and what became of it. */
export function EmergencyFacts({ emergency }: { emergency: Facts }) {
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
      <DefinitionList
        items={[
          { term: "Taken by", value: emergency.person },
          { term: "Environment", value: environmentWord(emergency.environment) },
          {
            term: "Key",
            value: (
              <>
                <TextLink href={`/keys/${emergency.keyId}`}>{emergency.key}</TextLink>{" "}
                <span className="font-mono text-sm text-ink-2">{emergency.publicId}</span>
              </>
            ),
          },
          { term: "From", value: <Instant at={emergency.startedAt} /> },
          {
            term: "Until",
            value: <Instant at={emergency.endsAt} />,
            ...(emergency.endedAt ? { help: "Ended before its time." } : {}),
          },
          { term: "Operations", value: <Taken emergency={emergency} /> },
        ]}
      />
      <DefinitionList
        items={[
          { term: "On call", value: emergency.onCall },
          { term: "Acknowledged", value: <Acknowledged emergency={emergency} /> },
          {
            term: "Approval afterwards",
            value: <OutcomeBadge outcome={emergency.outcome}>{emergency.judgement}</OutcomeBadge>,
          },
          { term: "Due", value: <Instant at={emergency.approvalDueAt} /> },
          ...(emergency.decidedAt
            ? [
                {
                  term: "Judged by",
                  value: (
                    <>
                      {emergency.decidedBy}, <Instant at={emergency.decidedAt} />
                    </>
                  ),
                },
                { term: "Note", value: emergency.note },
              ]
            : []),
          {
            term: "Request",
            value: <TextLink href={`/inbox/${emergency.requestId}`}>See the request</TextLink>,
          },
        ]}
      />
    </div>
  );
}

function Taken({ emergency }: { emergency: Facts }) {
  return (
    <ul className="space-y-1">
      {emergency.taken.map(({ id, name, server, access, meaning }) => (
        <li key={id}>
          <TextLink href={`/servers/operations/${id}`}>
            <span className="font-mono text-sm">{name}</span>
          </TextLink>{" "}
          on {server}, {access.toLowerCase()}. <span className="text-ink-2">{meaning}</span>
        </li>
      ))}
    </ul>
  );
}

function Acknowledged({ emergency }: { emergency: Facts }) {
  const late = emergency.ackLate ? (
    <OutcomeBadge outcome="fail">Later than {emergency.ackMinutes} min</OutcomeBadge>
  ) : null;
  if (!emergency.acknowledgedAt) return <>Not yet {late}</>;
  return (
    <>
      <Instant at={emergency.acknowledgedAt} />, after {emergency.minutesToAcknowledge} min {late}
    </>
  );
}

const call = columnsOf<EmergencyCall>();
const calls = call.columns([
  call.accessor("at", { header: "When", cell: ({ row }) => <Instant at={row.original.at} /> }),
  call.accessor("server", { header: "Server" }),
  call.accessor("operation", {
    header: "Operation",
    cell: ({ row }) => <span className="font-mono text-sm">{row.original.operation}</span>,
  }),
  call.accessor("environment", { header: "Environment" }),
  call.accessor("outcome", { header: "Outcome" }),
  call.display({
    id: "remark",
    header: "Remark",
    cell: ({ row: { original } }) => (
      <span className="inline-flex gap-2">
        {original.late ? <StateMark tone="fail">After it had ended</StateMark> : null}
        {original.other ? <StateMark tone="attention">Was not asked for</StateMark> : null}
      </span>
    ),
  }),
]);

/** Every call made with the key, from the ledger; also on the day after it ended. */
export function EmergencyCalls({ emergency }: { emergency: Facts }) {
  const { calls: rows, callTotal, publicId, startedAt } = emergency;
  const query = new URLSearchParams({ key: publicId, from: startedAt.slice(0, 16) });
  return (
    <Section
      id="calls"
      title="Calls"
      lead={
        <>
          {callTotal.toLocaleString("en")} with this key since it was taken, until a day after it
          ended{callTotal > rows.length ? `; the first ${rows.length} are listed` : ""}.{" "}
          <TextLink href={`/activity?${query}`}>See them in the calls log</TextLink>
        </>
      }
    >
      <DataTable
        caption="Calls"
        rows={rows}
        columns={calls}
        rowHref={({ id }) => `/activity/calls/${id}`}
        empty={{
          title: "No calls",
          why: "No gateway has recorded a call with this key in that time.",
        }}
      />
    </Section>
  );
}

const change = columnsOf<EmergencyChange>();
const changes = change.columns([
  change.accessor("at", { header: "When", cell: ({ row }) => <Instant at={row.original.at} /> }),
  change.accessor("act", { header: "What was done" }),
  change.accessor("who", { header: "By" }),
  change.accessor("reason", { header: "Why", meta: { wrap: true } }),
]);

/** Everything recorded about it, newest first. */
export function EmergencyHistory({ rows }: { rows: readonly EmergencyChange[] }) {
  return (
    <Section id="history" title="History" lead="From the change log, newest first.">
      <DataTable
        caption="History"
        rows={rows}
        columns={changes}
        empty={{ title: "Nothing recorded", why: "No command of this application wrote it." }}
      />
    </Section>
  );
}
