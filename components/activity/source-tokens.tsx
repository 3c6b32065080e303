import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { SelectField } from "@/components/forms/select-field";
import { OutcomeBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { OVERLAPS } from "@/lib/activity/sources/source-labels";
import type { SourceTokenRow } from "@/lib/activity/sources/source-view";
import type { FormAction } from "@/lib/core/action-state";

const column = columnsOf<SourceTokenRow>();

/** The tokens of a source: never themselves, only how they end. `revoke` is null for who may only look. */
export function SourceTokens({
  sourceId,
  rows,
  revoke,
}: {
  sourceId: string;
  rows: readonly SourceTokenRow[];
  revoke: FormAction | null;
}) {
  const columns = column.columns([
    column.accessor("hint", {
      header: "Token",
      cell: ({ row }) => <code className="font-mono text-sm">{row.original.hint}</code>,
    }),
    column.display({
      id: "state",
      header: "State",
      cell: ({ row: { original } }) => (
        <OutcomeBadge outcome={original.state.outcome}>{original.state.label}</OutcomeBadge>
      ),
    }),
    column.accessor("madeAt", {
      header: "Made",
      cell: ({ row: { original } }) => (
        <>
          <Instant at={original.madeAt} /> by {original.madeBy}
        </>
      ),
    }),
    column.accessor("endsAt", {
      header: "Ends",
      cell: ({ row: { original } }) =>
        original.endsAt === null ? (
          <span className="text-ink-3">when another takes its place</span>
        ) : (
          <Instant at={original.endsAt} />
        ),
    }),
    column.display({
      id: "acts",
      header: "Acts",
      cell: ({ row: { original } }) =>
        original.revocable && revoke ? (
          <RevokeForm sourceId={sourceId} row={original} revoke={revoke} />
        ) : null,
    }),
  ]);
  return (
    <DataTable
      caption="Tokens of the source"
      rows={rows}
      columns={columns}
      empty={{
        title: "No token",
        why: "Without a token nothing of this source is taken. Make one.",
      }}
    />
  );
}

function RevokeForm({
  sourceId,
  row,
  revoke,
}: {
  sourceId: string;
  row: SourceTokenRow;
  revoke: FormAction;
}) {
  return (
    <ConfirmForm
      trigger={
        <Button size="sm" variant="danger" aria-label={`Revoke ${row.hint}`}>
          Revoke
        </Button>
      }
      title={`Revoke ${row.hint}`}
      description="Whatever sends with it is refused from its next request on. Most gateways then drop what they have."
      action={revoke}
      submitLabel="Revoke the token"
      confirmText={row.hint.slice(-4)}
      danger
      hidden={{ id: sourceId, tokenId: row.id }}
    />
  );
}

/** Another token, with a time in which both are good. */
export function NewSourceToken({ sourceId, make }: { sourceId: string; make: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button>Make another token</Button>}
      title="Make another token"
      description="It is shown once; only its hash is kept. Give it to the gateway before the tokens it has now end."
      action={make}
      submitLabel="Make the token"
      hidden={{ id: sourceId }}
    >
      <SelectField
        name="overlapHours"
        label="How long the tokens before it stay good"
        options={OVERLAPS.map(({ hours, label }) => ({ value: String(hours), label }))}
        defaultValue="24"
        placeholder={null}
      />
    </ConfirmForm>
  );
}
