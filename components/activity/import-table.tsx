import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { ImportRow } from "@/lib/activity/imports/import-view";

const column = columnsOf<ImportRow>();

const HEADERS = {
  accepted: "Stored",
  duplicates: "Known already",
  quarantined: "Quarantined",
  skipped: "Left out",
} as const;

const columns = column.columns([
  column.accessor("fileName", { header: "File" }),
  column.display({
    id: "state",
    header: "State",
    meta: { wrap: true },
    cell: ({ row: { original } }) => (
      <>
        <OutcomeBadge outcome={original.state.outcome}>{original.state.label}</OutcomeBadge>
        {original.next === "" ? null : (
          <span className="ml-2 text-sm text-ink-2">{original.next}</span>
        )}
      </>
    ),
  }),
  column.display({
    id: "source",
    header: "Source",
    cell: ({ row: { original } }) => (
      <TextLink href={original.sourceHref}>{original.source}</TextLink>
    ),
  }),
  column.display({
    id: "done",
    header: "Done",
    meta: { align: "end" },
    cell: ({ row: { original } }) => `${original.percent} % of ${original.size}`,
  }),
  ...(["accepted", "duplicates", "quarantined", "skipped"] as const).map((name) =>
    column.display({
      id: name,
      header: HEADERS[name],
      meta: { align: "end" },
      cell: ({ row: { original } }) => original[name].toLocaleString("en"),
    }),
  ),
  column.accessor("startedAt", {
    header: "Begun",
    cell: ({ row: { original } }) => (
      <>
        <Instant at={original.startedAt} /> by {original.startedBy}
      </>
    ),
  }),
  column.display({
    id: "sha256",
    header: "SHA-256 of its content",
    cell: ({ row: { original } }) => <Hash value={original.sha256} />,
  }),
]);

/** Files that were or are imported, newest first. */
export function ImportTable({
  rows,
  ...paging
}: {
  rows: readonly ImportRow[];
  total: number;
  page: number;
  pageSize: number;
}) {
  return (
    <DataTable
      caption="Imports"
      rows={rows}
      columns={columns}
      {...paging}
      empty={{
        title: "No file was imported yet",
        why: "Choose a source and a file above, or run npm run import -- FILE --source S on the server.",
      }}
    />
  );
}
