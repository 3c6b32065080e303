import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import type { CountRow, WindowView } from "@/lib/activity/redaction-desk/redaction-view";

const column = columnsOf<CountRow>();

/** What was taken out of stored records, per type and window. */
export function RedactionCounts({
  rows,
  windows,
}: {
  rows: readonly CountRow[];
  windows: readonly WindowView[];
}) {
  const columns = column.columns([
    column.accessor("label", { header: "Type" }),
    ...windows.map(({ id, label }, at) =>
      column.display({
        id,
        header: label,
        meta: { align: "end" },
        cell: ({ row }) => (row.original.counts[at] ?? 0).toLocaleString("en"),
      }),
    ),
  ]);
  return (
    <>
      <ul className="mb-3 space-y-0.5 text-ink-2">
        {windows.map(({ id, label, basis, records, withAny, failed }) => (
          <li key={id}>
            <span className="font-medium text-ink">{label}:</span> {basis}, of them{" "}
            {records.toLocaleString("en")} records counted; {withAny.toLocaleString("en")} had
            something taken out, in {failed.toLocaleString("en")} a value could not be looked
            through and was left out.
          </li>
        ))}
      </ul>
      <DataTable
        caption="Values taken out, by type"
        rows={rows}
        columns={columns}
        empty={{ title: "Nothing counted", why: "No record is stored yet." }}
      />
    </>
  );
}
