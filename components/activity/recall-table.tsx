import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import type { RecallRow, RecallView } from "@/lib/activity/redaction-desk/redaction-view";

const column = columnsOf<RecallRow>();

const columns = column.columns([
  column.accessor("label", { header: "Type" }),
  column.accessor("cases", { header: "Cases", meta: { align: "end" } }),
  column.accessor("found", { header: "Found", meta: { align: "end" } }),
  column.display({
    id: "missed",
    header: "Missed",
    meta: { wrap: true },
    cell: ({ row }) => <Texts texts={row.original.missed} />,
  }),
]);

/** How the cases that ship with the product came out, run while the page was made. */
export function RecallTable({ measured }: { measured: RecallView }) {
  const { rows, wronglyFound, clean } = measured;
  return (
    <>
      <DataTable
        caption="Measured recall"
        rows={rows}
        columns={columns}
        empty={{ title: "No cases", why: "This version ships without a corpus." }}
      />
      <p className="mt-3 max-w-[72ch] text-ink-2">
        Of {clean} texts and payloads with nothing to be found {wronglyFound.length} were changed
        all the same: <Texts texts={wronglyFound} />
      </p>
    </>
  );
}

function Texts({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return <span className="text-ink-3">none</span>;
  return texts.map((text) => (
    <code key={text} className="mr-2 font-mono text-sm wrap-anywhere">
      {text}
    </code>
  ));
}
