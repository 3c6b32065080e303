import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { listHref } from "@/components/data-table/list-link";
import { DefinitionList } from "@/components/ui/definition-list";
import { Drawer } from "@/components/ui/drawer";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { RotationRow } from "@/lib/keys/rotation-view";
import { type RotationActions, RotationSteps } from "./rotation-acts";

const column = columnsOf<RotationRow>();
const columns = column.columns([
  column.accessor("oldLabel", { header: "Old key" }),
  column.accessor("newLabel", { header: "New key" }),
  column.accessor("stateWord", {
    header: "State",
    cell: ({ row }) => <RotationStateMark rotation={row.original} />,
  }),
  column.accessor("reason", { header: "Reason" }),
  column.accessor("environment", { header: "Environment" }),
  column.accessor("startedAt", {
    header: "Started",
    cell: ({ row }) => <Instant at={row.original.startedAt} />,
  }),
  column.accessor("oldDisabledAt", {
    header: "Old key disabled",
    cell: ({ row }) => <At at={row.original.oldDisabledAt} none="Not yet" />,
  }),
  column.accessor("proof", {
    header: "Proof of refusal",
    meta: { wrap: true },
    cell: ({ row }) => row.original.proof || <StateMark tone="attention">None yet</StateMark>,
  }),
  column.accessor("performedBy", { header: "Carried out by" }),
]);

/** The rotation log. */
export function RotationTable({
  rows,
  address,
  openId,
}: {
  rows: readonly RotationRow[];
  address: string;
  openId: string;
}) {
  return (
    <DataTable
      caption="Rotations"
      rows={rows}
      columns={columns}
      total={rows.length}
      pageSize={Math.max(rows.length, 1)}
      rowHref={({ id }) => listHref("/keys/rotations", address, { open: id })}
      openId={openId}
      empty={{
        title: "No rotation in this period",
        why: "A log of rotations proves nothing about keys that were never rotated: they stand below.",
      }}
    />
  );
}

/** One rotation: each step with its time, what proves it, and the next step. */
export function RotationDrawer({
  rotation,
  address,
  actions,
}: {
  rotation: RotationRow;
  address: string;
  /** Null where the reader has no part in the key. */
  actions: RotationActions | null;
}) {
  return (
    <Drawer
      title={`${rotation.oldLabel} → ${rotation.newLabel}`}
      description={rotation.reason}
      closeHref={listHref("/keys/rotations", address, { open: null })}
    >
      <DefinitionList items={factsOf(rotation)} />
      {actions ? (
        <section aria-label="Next step" className="mt-6 print:hidden">
          <RotationSteps rotation={rotation} actions={actions} />
        </section>
      ) : null}
    </Drawer>
  );
}

function factsOf(rotation: RotationRow) {
  const { oldKeyId, oldPublicId, newKeyId, newPublicId, proofIndex } = rotation;
  return [
    { term: "State", value: <RotationStateMark rotation={rotation} /> },
    { term: "Old key", value: <TextLink href={`/keys/${oldKeyId}`}>{oldPublicId}</TextLink> },
    { term: "New key", value: <TextLink href={`/keys/${newKeyId}`}>{newPublicId}</TextLink> },
    { term: "Requested by", value: rotation.requestedBy },
    { term: "Carried out by", value: rotation.performedBy },
    { term: "Started", value: <Instant at={rotation.startedAt} /> },
    { term: "New key active", value: <At at={rotation.newActiveAt} none="Not yet" /> },
    { term: "Overlap ends", value: <Instant at={rotation.overlapEndsAt} /> },
    { term: "Old key disabled", value: <At at={rotation.oldDisabledAt} none="Not yet" /> },
    { term: "Proof of refusal", value: rotation.proof || "None yet" },
    ...(proofIndex === ""
      ? []
      : [
          {
            term: "In the ledger",
            value: <TextLink href={`/activity/calls/${proofIndex}`}>calls #{proofIndex}</TextLink>,
          },
        ]),
    { term: "Finished", value: <At at={rotation.finishedAt} none="Not yet" /> },
    { term: "Dependants", value: rotation.dependants },
    { term: "Ticket", value: rotation.ticket },
    { term: "Note", value: rotation.note },
    {
      term: "History",
      value: (
        <TextLink href={`/change-log?subject=key-rotation:${rotation.id}`}>Change log</TextLink>
      ),
    },
  ];
}

function RotationStateMark({ rotation }: { rotation: RotationRow }) {
  const { state, stateWord, late } = rotation;
  if (late) return <StateMark tone="fail">{stateWord}, overlap over</StateMark>;
  return <StateMark tone={state === "finished" ? "muted" : "attention"}>{stateWord}</StateMark>;
}

function At({ at, none }: { at: string; none: string }) {
  return at === "" ? <span className="text-ink-3">{none}</span> : <Instant at={at} />;
}
