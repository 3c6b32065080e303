import { DataTable } from "@/components/data-table/data-table";
import { ButtonLink } from "@/components/ui/button";
import type { CallRow } from "@/lib/activity/calls/call-view";
import { callColumns } from "./call-columns";

/** The calls as a table, newest first. */
export function CallTable({
  rows,
  total,
  page,
  pageSize,
  cols,
  maySeeSources,
}: {
  rows: readonly CallRow[];
  total: number;
  page: number;
  pageSize: number;
  cols: string;
  maySeeSources: boolean;
}) {
  return (
    <DataTable
      caption="Calls"
      rows={rows.map((row) => ({ ...row, id: row.idx }))}
      columns={callColumns}
      rowHref={({ idx }) => `/activity/calls/${idx}`}
      total={total}
      page={page}
      pageSize={pageSize}
      columnPicker
      cols={cols}
      empty={{
        title: "No call is recorded yet",
        why: "A call stands here once a gateway has pushed it. Each source has the configuration to copy.",
        action: maySeeSources ? (
          <ButtonLink variant="primary" href="/settings/sources">
            See the sources
          </ButtonLink>
        ) : null,
      }}
    />
  );
}
