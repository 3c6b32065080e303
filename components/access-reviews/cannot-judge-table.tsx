import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { TextLink } from "@/components/ui/text-link";
import type { CannotJudgeRow } from "@/lib/access-reviews/assign/reviewers-view";

type Row = CannotJudgeRow & { readonly handOver: string };

const column = columnsOf<Row>();
const columns = column.columns([
  column.accessor("n", { header: "Line" }),
  column.accessor("what", { header: "What", meta: { wrap: true } }),
  column.accessor("by", { header: "Cannot judge it" }),
  column.accessor("named", {
    header: "Who can",
    cell: ({ row: { original } }) =>
      original.handOver ? (
        <TextLink href={original.handOver}>{original.named}</TextLink>
      ) : (
        original.named || "nobody named"
      ),
  }),
  column.accessor("comment", { header: "Comment", meta: { wrap: true } }),
]);

/** Lines that wait for somebody who can judge them; the name fills in the form below. `base`: the address of the page. */
export function CannotJudgeTable({
  rows,
  base,
  mayHandOver,
}: {
  rows: readonly CannotJudgeRow[];
  base: string;
  mayHandOver: boolean;
}) {
  const withLink = rows.map((row) => ({
    ...row,
    handOver:
      mayHandOver && row.namedId
        ? `${base}?part=${row.byId}:${row.stage}&to=${row.namedId}&lines=${row.n}#hand-over`
        : "",
  }));
  return (
    <DataTable
      caption="Lines that cannot be judged"
      rows={withLink}
      columns={columns}
      rowHref={({ lineId }) => `/access-reviews/lines/${lineId}`}
      empty={{
        title: "Every reviewer can judge their lines",
        why: "A line whose reviewer says that they cannot judge it stands here until it is handed over.",
      }}
    />
  );
}
