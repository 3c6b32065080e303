import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import type { SignatureRow } from "@/lib/access-reviews/overview/overview-view";

const column = columnsOf<SignatureRow>();

const columns = column.columns([
  column.accessor("name", {
    header: "Signed by",
    cell: ({ row: { original } }) => `${original.name}, ${original.title}`,
  }),
  column.accessor("role", { header: "As" }),
  column.accessor("whole", {
    header: "Checked again",
    cell: ({ row: { original } }) => (
      <span title={original.detail}>
        {original.whole ? (
          <OutcomeBadge outcome="pass">Holds</OutcomeBadge>
        ) : (
          <OutcomeBadge outcome="fail">BROKEN</OutcomeBadge>
        )}
      </span>
    ),
  }),
  column.accessor("method", { header: "With", meta: { wrap: true } }),
  column.accessor("at", { header: "At", cell: ({ row }) => <Instant at={row.original.at} /> }),
  column.accessor("hash", {
    header: "Hash",
    cell: ({ row }) => <Hash value={row.original.hash} label="Copy the hash of the signature" />,
  }),
]);

/** The signatures of a review in their order; a row leads to its page. */
export function SignatureTable({ rows }: { rows: readonly SignatureRow[] }) {
  return (
    <DataTable
      caption="Signatures"
      rows={rows}
      columns={columns}
      rowHref={({ id }) => `/access-reviews/signatures/${id}`}
      empty={{
        title: "Nobody has signed yet",
        why: "Each reviewer signs their own part; then whoever answers for the review signs all of it.",
      }}
    />
  );
}
