import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import type { BundleView } from "@/lib/ledger-store/task-view";
import { TaskState } from "./task-state";

const column = columnsOf<BundleView>();

const columns = column.columns([
  column.accessor("askedAt", {
    header: "Asked for",
    cell: ({ row }) => <Instant at={row.original.askedAt} />,
  }),
  column.accessor("stateWords", {
    header: "Stands",
    cell: ({ row }) => <TaskState task={row.original} />,
  }),
  column.accessor("log", { header: "Log" }),
  column.accessor("covers", { header: "Covers", meta: { wrap: true } }),
  column.accessor("by", { header: "By" }),
  column.accessor("made", {
    header: "Entries",
    meta: { align: "end" },
    cell: ({ row }) => row.original.made?.entries ?? "",
  }),
  column.display({
    id: "sha256",
    header: "SHA-256",
    cell: ({ row }) =>
      row.original.made ? (
        <Hash value={row.original.made.sha256} label="Copy the hash of the bundle" />
      ) : null,
  }),
]);

/** The bundles that were asked for. */
export function BundleTable({ rows }: { rows: readonly BundleView[] }) {
  return (
    <DataTable
      caption="Bundles, newest first"
      rows={rows}
      columns={columns}
      rowHref={({ id }) => `/ledger/bundles/${id}`}
      empty={{
        title: "No bundle has been asked for yet",
        why: "A bundle is a ZIP of entries with their tree, signed checkpoint, proofs and verifier: all that somebody outside needs to check them without us.",
      }}
    />
  );
}
