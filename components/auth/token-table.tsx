import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { OutcomeBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import type { TokenRow } from "@/lib/auth/view";
import type { FormAction } from "@/lib/core/action-state";

const column = columnsOf<TokenRow>();

/** Machine tokens, with who answers for each. */
export function TokenTable({ rows, revoke }: { rows: readonly TokenRow[]; revoke: FormAction }) {
  const columns = column.columns([
    column.accessor("name", { header: "Token" }),
    column.display({
      id: "state",
      header: "State",
      cell: ({ row: { original } }) => (
        <OutcomeBadge outcome={original.state.outcome}>{original.state.label}</OutcomeBadge>
      ),
    }),
    column.accessor("responsible", { header: "Answers for it" }),
    column.accessor("expiresAt", {
      header: "Expires",
      cell: ({ row }) => <Instant at={row.original.expiresAt} />,
    }),
    column.display({
      id: "acts",
      header: "Acts",
      cell: ({ row: { original } }) =>
        original.revocable ? <RevokeForm row={original} revoke={revoke} /> : null,
    }),
    column.accessor("grants", { header: "May", meta: { wrap: true } }),
    column.accessor("createdAt", {
      header: "Made",
      cell: ({ row: { original } }) => (
        <>
          <Instant at={original.createdAt} /> by {original.createdBy}
        </>
      ),
    }),
  ]);
  return (
    <DataTable
      caption="Machine tokens"
      rows={rows}
      columns={columns}
      empty={{
        title: "No machine tokens",
        why: "A token lets a machine, such as a build, send agents.yaml to POST /api/agents.",
      }}
    />
  );
}

function RevokeForm({ row, revoke }: { row: TokenRow; revoke: FormAction }) {
  return (
    <ConfirmForm
      trigger={
        <Button size="sm" variant="danger" aria-label={`Revoke ${row.name}`}>
          Revoke
        </Button>
      }
      title={`Revoke ${row.name}`}
      description="The machine that holds it is refused from its next request on."
      action={revoke}
      submitLabel="Revoke the token"
      confirmText={row.name}
      danger
      hidden={{ tokenId: row.id }}
    />
  );
}
