import { columnsOf } from "@/components/data-table/columns";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import type { ExportRow } from "@/lib/exports/view";

const column = columnsOf<ExportRow>();

export const exportColumns = column.columns([
  column.accessor("at", { header: "Taken", cell: ({ row }) => <Instant at={row.original.at} /> }),
  column.accessor("title", { header: "What" }),
  column.accessor("by", { header: "Who" }),
  column.accessor("format", { header: "Format" }),
  column.accessor("rows", {
    header: "Rows",
    meta: { align: "end" },
    cell: ({ row }) => row.original.rows.toLocaleString("en"),
  }),
  column.accessor("size", { header: "Size", meta: { align: "end" } }),
  column.accessor("sha256", {
    header: "SHA-256",
    cell: ({ row }) => <Hash value={row.original.sha256} label="Copy the hash" />,
  }),
  column.accessor("fileName", { header: "File", meta: { hidden: true } }),
  column.accessor("id", {
    header: "Export id",
    meta: { hidden: true },
    cell: ({ row }) => <Hash value={row.original.id} label="Copy the export id" />,
  }),
]);
