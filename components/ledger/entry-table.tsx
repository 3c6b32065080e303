import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import type { EntryRow } from "@/lib/ledger-store/entry-view";

const EMPTY = {
  title: "No entry",
  why: "The log has no entry at or after that time, or none at all yet.",
};

const column = columnsOf<EntryRow>();

const columns = column.columns([
  column.accessor("index", { header: "Index" }),
  column.accessor("ts", {
    header: "Accepted",
    cell: ({ row }) => <Instant at={row.original.ts} />,
  }),
  column.accessor("type", { header: "Type", meta: { wrap: true } }),
  column.accessor("subject", {
    header: "Subject",
    cell: ({ row }) => <Subject {...row.original} />,
  }),
  column.accessor("source", {
    header: "Source",
    cell: ({ row }) => <code className="font-mono text-sm">{row.original.source}</code>,
  }),
  column.accessor("leafHash", {
    header: "Leaf hash in the index",
    cell: ({ row }) => <Hash value={row.original.leafHash} label="Copy the leaf hash" />,
  }),
]);

/** Places of a log, from its search index. Each page of an entry reads the ledger itself. */
export function EntryTable({
  rows,
  log,
  ...list
}: {
  rows: readonly EntryRow[];
  log: string;
  total: number;
  page: number;
  pageSize: number;
}) {
  // The log in the address is no filter that could be cleared.
  if (rows.length === 0) return <EmptyState {...EMPTY} />;
  return (
    <DataTable
      caption={`Entries of the ${log} log`}
      rows={rows}
      columns={columns}
      rowHref={({ id }) => `/ledger/entries/${id}`}
      {...list}
      empty={EMPTY}
    />
  );
}

function Subject({ subject, subjectId }: EntryRow) {
  if (subject === "") return null;
  return (
    <>
      {subject} <code className="font-mono text-sm">{subjectId}</code>
    </>
  );
}
