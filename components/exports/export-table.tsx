import { DataTable } from "@/components/data-table/data-table";
import { listHref } from "@/components/data-table/list-link";
import type { ExportRow } from "@/lib/exports/view";
import { exportColumns } from "./export-columns";

/** The register of exports; a row opens its provenance block. */
export function ExportTable({
  rows,
  address,
  ...list
}: {
  rows: readonly ExportRow[];
  address: string;
  total: number;
  page: number;
  pageSize: number;
  cols: string;
  openId: string;
}) {
  return (
    <DataTable
      caption="Exports, newest first"
      rows={rows}
      columns={exportColumns}
      rowHref={({ id }) => listHref("/exports", address, { open: id })}
      columnPicker
      {...list}
      empty={{
        title: "Nothing has been exported yet",
        why: "Each file that is taken out of a list stands here, with who took it, when, and the hash by which it is recognised.",
      }}
    />
  );
}
