import { DataTable } from "@/components/data-table/data-table";
import { listHref } from "@/components/data-table/list-link";
import { changeColumns, type ListedChange } from "./change-columns";

/** The log as a table; a row opens what is behind it beside the list. */
export function ChangeTable({
  rows,
  address,
  ...list
}: {
  rows: readonly ListedChange[];
  /** The address of the list, without its path. */
  address: string;
  total: number;
  page: number;
  pageSize: number;
  cols: string;
  openId: string;
}) {
  return (
    <DataTable
      caption="Changes, newest first"
      rows={rows}
      columns={changeColumns}
      rowHref={({ id }) => listHref("/change-log", address, { open: id })}
      columnPicker
      {...list}
      empty={{
        title: "No change is recorded that you may read",
        why: "What people, jobs and machines do stands here from the first act on.",
      }}
    />
  );
}
