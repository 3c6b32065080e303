import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { listHref } from "@/components/data-table/list-link";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { GapRowShown } from "@/lib/activity/gaps/gap-view";

const column = columnsOf<GapRowShown>();

const columns = column.columns([
  column.accessor("from", {
    header: "From",
    cell: ({ row }) => <Instant at={row.original.from} />,
  }),
  column.accessor("sourceName", { header: "Source" }),
  column.accessor("kindWord", { header: "Kind" }),
  column.accessor("length", { header: "Length" }),
  column.display({
    id: "state",
    header: "State",
    cell: ({ row }) => <GapStateMark gap={row.original} />,
  }),
  column.accessor("detail", { header: "What is missing", meta: { wrap: true } }),
  column.accessor("foundAt", {
    header: "Found",
    cell: ({ row }) => <Instant at={row.original.foundAt} />,
  }),
]);

const TONES = { unexplained: "fail", explained: "attention", accepted: "plain" } as const;

/** Where a gap stands: a filled one is none any more. */
export function GapStateMark({
  gap: { filledAt, disposition, dispositionWord },
}: {
  gap: GapRowShown;
}) {
  if (filledAt !== "") return <StateMark tone="muted">Filled</StateMark>;
  return <StateMark tone={TONES[disposition]}>{dispositionWord}</StateMark>;
}

/** Times and numbers of which nothing proves that they were quiet. */
export function GapTable({
  rows,
  address,
  ...list
}: {
  rows: readonly GapRowShown[];
  address: string;
  total: number;
  page: number;
  pageSize: number;
  openId: string;
}) {
  return (
    <DataTable
      caption="Gaps, newest first"
      rows={rows}
      columns={columns}
      rowHref={({ id }) => listHref("/activity/gaps", address, { open: id })}
      {...list}
      empty={{
        title: "No gap is known",
        why: "A gap stands here where a sender's numbers have a hole, a source with a rhythm was silent, or its clock ran ahead. A source with neither numbers nor a rhythm has none, and its days are not attested.",
      }}
    />
  );
}
