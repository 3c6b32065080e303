import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Instant } from "@/components/ui/instant";
import { PersonName } from "@/components/ui/person-name";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { PartRow } from "@/lib/access-reviews/overview/overview-view";

const column = columnsOf<PartRow>();

const columns = column.columns([
  column.accessor("name", {
    header: "Reviewer",
    meta: { wrap: true },
    cell: ({ row: { original } }) => <PersonName name={original.name} title={original.title} />,
  }),
  column.accessor("stage", { header: "Stage" }),
  column.accessor("lines", { header: "Lines", meta: { align: "end" } }),
  column.accessor("decided", { header: "Decided", meta: { align: "end" } }),
  column.accessor("undecided", { header: "Not decided", meta: { align: "end" } }),
  column.accessor("cannotJudge", { header: "Cannot judge", meta: { align: "end" } }),
  column.accessor("signedAt", {
    header: "Signed",
    cell: ({ row: { original } }) =>
      original.signatureId ? (
        <TextLink href={`/access-reviews/signatures/${original.signatureId}`}>
          <Instant at={original.signedAt} />
        </TextLink>
      ) : (
        <StateMark tone="muted">not signed</StateMark>
      ),
  }),
]);

/** Who has how much of a review, how far they are, and whether they have signed it. */
export function PartTable({ rows }: { rows: readonly PartRow[] }) {
  return (
    <DataTable
      caption="Parts of the reviewers"
      rows={rows}
      columns={columns}
      empty={{
        title: "Nobody has a part yet",
        why: "Lines are given to reviewers when the review starts.",
      }}
    />
  );
}
