import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import type { SessionRow } from "@/lib/auth/view";
import type { FormAction } from "@/lib/core/action-state";

const column = columnsOf<SessionRow>();

const facts = column.columns([
  column.accessor("browser", {
    header: "Browser",
    cell: ({ row: { original } }) => (
      <>
        {original.browser} {original.here ? <Badge>this one</Badge> : null}
      </>
    ),
  }),
  column.accessor("method", { header: "Signed in by" }),
  column.accessor("startedAt", {
    header: "Since",
    cell: ({ row }) => <Instant at={row.original.startedAt} />,
  }),
  column.accessor("expiresAt", {
    header: "Ends at the latest",
    cell: ({ row }) => <Instant at={row.original.expiresAt} />,
  }),
]);

/** Open sessions. `end` only for the person whose sessions they are. */
export function SessionTable({ rows, end }: { rows: readonly SessionRow[]; end?: FormAction }) {
  const columns = end
    ? column.columns([
        ...facts,
        column.display({
          id: "acts",
          header: "Acts",
          cell: ({ row: { original } }) =>
            original.here ? null : <EndForm row={original} end={end} />,
        }),
      ])
    : facts;
  return (
    <DataTable
      caption="Open sessions"
      rows={rows}
      columns={columns}
      empty={{ title: "No open session", why: "This person is signed in nowhere." }}
    />
  );
}

function EndForm({ row, end }: { row: SessionRow; end: FormAction }) {
  return (
    <ConfirmForm
      trigger={
        <Button size="sm" aria-label={`End ${row.browser}, since ${row.startedAt}`}>
          End
        </Button>
      }
      title={`End the session in ${row.browser}`}
      description="That browser is signed out on its next request."
      action={end}
      submitLabel="End the session"
      hidden={{ sessionId: row.id }}
    />
  );
}
