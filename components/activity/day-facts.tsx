import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type {
  DayEvidence,
  FieldShare,
  FieldTable,
  GroupShare,
  TotalShown,
} from "@/lib/activity/gaps/day-view";
import { DayVerdictBadge } from "./day-table";

/** What a day of a source is as evidence, with every reason. */
export function DayFacts({ day }: { day: DayEvidence }) {
  return (
    <section aria-label="The day as evidence">
      <p className="mb-2">
        <DayVerdictBadge verdict={day.verdict} />
      </p>
      <ul className="mb-4 max-w-[72ch] list-disc pl-5">
        {day.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <DefinitionList
        items={[
          {
            term: "Window",
            value: (
              <>
                <Instant at={day.from} /> to <Instant at={day.to} />, {day.hours} hours
              </>
            ),
            help: `00:00 to 24:00 ${day.zone}`,
          },
          { term: "Calls", value: day.calls.toLocaleString("en") },
          { term: "Recorded after the day", value: day.late.toLocaleString("en") },
          { term: "Heartbeats", value: day.heartbeats.toLocaleString("en") },
          {
            term: "Required fields filled",
            value: day.completeness || "No call",
            help: `${day.threshold} are asked for`,
          },
          { term: "Numbers of the sender", value: day.sequenced },
          { term: "Rhythm", value: day.rhythm },
          { term: "Clock of the sender", value: day.clock },
          { term: "Sampling", value: day.sampling },
          { term: "In quarantine, open", value: day.quarantined.toLocaleString("en") },
          { term: "Checkpoint", value: day.checkpoint || "No call, so none is needed" },
        ]}
      />
      {day.gaps.length > 0 ? <DayGaps gaps={day.gaps} /> : null}
    </section>
  );
}

function DayGaps({ gaps }: { gaps: DayEvidence["gaps"] }) {
  return (
    <>
      <h2 className="mt-6 mb-2 text-lg font-semibold">Gaps</h2>
      <ul className="border-t">
        {gaps.map(({ id, kindWord, detail, dispositionWord }) => (
          <li key={id} className="border-b py-1.5">
            <TextLink href={`/activity/gaps?open=${id}`}>{kindWord}</TextLink>, {dispositionWord}:{" "}
            <span className="text-ink-2">{detail}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

const group = columnsOf<GroupShare>();
const groupColumns = group.columns([
  group.accessor("label", { header: "Group" }),
  group.accessor("filled", {
    header: "Calls that fill it",
    meta: { align: "end" },
    cell: ({ row }) => row.original.filled.toLocaleString("en"),
  }),
  group.accessor("share", { header: "Share", meta: { align: "end" } }),
]);

/** The seven groups of what an auditor asks of a call. */
export function GroupTable({ groups }: { groups: readonly GroupShare[] }) {
  return (
    <DataTable
      caption="Required fields by group"
      rows={groups}
      columns={groupColumns}
      empty={{ title: "No call", why: "There was no call on that day." }}
    />
  );
}

const field = columnsOf<FieldShare>();
const count = (key: Exclude<keyof FieldShare, "id" | "field" | "share">, header: string) =>
  field.accessor(key, {
    header,
    meta: { align: "end" },
    cell: ({ row }) => row.original[key].toLocaleString("en"),
  });
const fieldColumns = field.columns([
  field.accessor("field", {
    header: "Field",
    cell: ({ row }) => <code className="font-mono text-sm">{row.original.field}</code>,
  }),
  field.accessor("share", { header: "Filled", meta: { align: "end" } }),
  count("provided", "As sent"),
  count("derived", "Derived"),
  count("joined", "Joined"),
  count("redacted", "Redacted"),
  count("notProvided", "Not provided"),
  count("redactionFailed", "Redaction failed"),
]);

/** Every field of the day's records: filled, or with the reason why it is not. */
export function DayFields({ table }: { table: FieldTable }) {
  return (
    <DataTable
      caption="Every field of the records"
      rows={table.calls === 0 ? [] : table.fields}
      columns={fieldColumns}
      empty={{ title: "No record", why: "There was no call on that day, so there is no field." }}
    />
  );
}

const total = columnsOf<TotalShown>();
const totalColumns = total.columns([
  total.accessor("origin", { header: "Where from" }),
  total.accessor("total", {
    header: "Total there",
    meta: { align: "end" },
    cell: ({ row }) => row.original.total.toLocaleString("en"),
  }),
  total.accessor("recorded", {
    header: "In the ledger then",
    meta: { align: "end" },
    cell: ({ row }) => row.original.recorded.toLocaleString("en"),
  }),
  total.accessor("difference", { header: "Difference" }),
  total.accessor("explanation", { header: "Explanation", meta: { wrap: true } }),
  total.accessor("enteredBy", { header: "Signed by" }),
  total.accessor("enteredAt", {
    header: "At",
    cell: ({ row }) => <Instant at={row.original.enteredAt} />,
  }),
]);

/** What others counted of the day. */
export function DayTotals({ totals }: { totals: readonly TotalShown[] }) {
  return (
    <DataTable
      caption="Totals from elsewhere"
      rows={totals}
      columns={totalColumns}
      empty={{
        title: "No total from elsewhere",
        why: "Numbers without a hole prove what a gateway stamped. Only a count that does not come from it, such as a load balancer's, says how much went past it.",
      }}
    />
  );
}
