import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextField } from "@/components/forms/text-field";
import { OutcomeBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { PASSKEY_NAME_MAX } from "@/lib/auth/limits";
import type { PasskeyRow } from "@/lib/auth/view";
import type { FormAction } from "@/lib/core/action-state";

type Acts = { rename: FormAction; revoke: FormAction };

const column = columnsOf<PasskeyRow>();

const head = column.columns([
  column.accessor("name", { header: "Passkey" }),
  column.display({ id: "state", header: "State", cell: ({ row }) => <State row={row.original} /> }),
]);

const facts = column.columns([
  column.accessor("kind", { header: "Kind" }),
  column.accessor("enrolledAt", {
    header: "Enrolled",
    cell: ({ row }) => <Instant at={row.original.enrolledAt} />,
  }),
  column.accessor("revokedAt", {
    header: "Revoked",
    cell: ({ row: { original } }) =>
      original.revokedAt ? <Instant at={original.revokedAt} /> : "no",
  }),
  column.accessor("verification", { header: "Person shown by" }),
]);

/** A person's passkeys, revoked ones too: what they signed stays signed. `acts` only for their owner. */
export function PasskeyTable({ rows, acts }: { rows: readonly PasskeyRow[]; acts?: Acts }) {
  const columns = acts
    ? column.columns([
        ...head,
        column.display({
          id: "acts",
          header: "Acts",
          cell: ({ row: { original } }) =>
            original.revokedAt ? null : <RowActs row={original} {...acts} />,
        }),
        ...facts,
      ])
    : column.columns([...head, ...facts]);
  return (
    <DataTable
      caption="Passkeys"
      rows={rows}
      columns={columns}
      empty={{
        title: "No passkeys yet",
        why: "A passkey signs reviews later on: it shows that this person, at this device, agreed to exactly these lines.",
      }}
    />
  );
}

function State({ row: { revokedAt, fresh } }: { row: PasskeyRow }) {
  if (revokedAt) return <OutcomeBadge outcome="na">Revoked</OutcomeBadge>;
  return fresh ? (
    <OutcomeBadge outcome="attention">Enrolled in the last 24 hours</OutcomeBadge>
  ) : (
    <OutcomeBadge outcome="pass">In use</OutcomeBadge>
  );
}

function RowActs({ row, rename, revoke }: Acts & { row: PasskeyRow }) {
  return (
    <span className="inline-flex gap-1">
      <ConfirmForm
        trigger={
          <Button size="sm" aria-label={`Rename ${row.name}`}>
            Rename
          </Button>
        }
        title={`Rename ${row.name}`}
        description="Only the name changes; the key stays the same."
        action={rename}
        submitLabel="Rename the passkey"
        hidden={{ passkeyId: row.id }}
      >
        <TextField
          name="name"
          label="Name of the passkey"
          defaultValue={row.name}
          maxLength={PASSKEY_NAME_MAX}
        />
      </ConfirmForm>
      <ConfirmForm
        trigger={
          <Button size="sm" variant="danger" aria-label={`Revoke ${row.name}`}>
            Revoke
          </Button>
        }
        title={`Revoke ${row.name}`}
        description="It signs nothing from now on, and cannot be taken back into use. What it signed before stays signed. After the last one a new passkey takes an admin's link."
        action={revoke}
        submitLabel="Revoke the passkey"
        confirmText={row.name}
        danger
        hidden={{ passkeyId: row.id }}
      />
    </span>
  );
}
