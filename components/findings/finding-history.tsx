import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import type { HistoryLine } from "@/lib/findings/view";

const NEVER_EMPTY = { title: "", why: "" };

const column = columnsOf<HistoryLine>();

const columns = column.columns([
  column.accessor("at", {
    header: "When",
    cell: ({ row }) => <Instant at={row.original.at} />,
  }),
  column.accessor("act", { header: "What was done" }),
  column.accessor("who", { header: "By" }),
  column.accessor("reason", { header: "Why", meta: { wrap: true } }),
]);

/** Everything recorded about a finding, newest first. */
export function FindingHistory({ rows }: { rows: readonly HistoryLine[] }) {
  return (
    <Section id="history" title="History" lead="From the change log, newest first.">
      <DataTable caption="History" rows={rows} columns={columns} empty={NEVER_EMPTY} />
    </Section>
  );
}
