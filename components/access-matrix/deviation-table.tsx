import { columnsOf } from "@/components/data-table/columns";
import { DataTable, type ListedRows } from "@/components/data-table/data-table";
import { listHref } from "@/components/data-table/list-link";
import { OutcomeBadge } from "@/components/ui/badge";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { DeviationRow } from "@/lib/access-matrix/deviations/deviation-view";
import { environmentWord } from "./matrix-words";

const column = columnsOf<DeviationRow>();

const columns = column.columns([
  column.accessor("kindWord", {
    header: "Difference",
    meta: { sort: "kind" },
    cell: ({ row }) => <KindMark row={row.original} />,
  }),
  column.accessor("principal", {
    header: "Who",
    meta: { sort: "principal" },
    cell: ({ row }) => <Principal name={row.original.principal} />,
  }),
  column.accessor("where", {
    header: "What",
    cell: ({ row }) => <code className="wrap-anywhere">{row.original.where}</code>,
  }),
  column.accessor("environment", {
    header: "Environment",
    cell: ({ row }) => environmentWord(row.original.environment),
  }),
  column.accessor("since", {
    header: "Since",
    meta: { sort: "since" },
    cell: ({ row }) => <Instant at={row.original.since} />,
  }),
  column.accessor("age", { header: "Age", meta: { align: "end" } }),
  column.display({
    id: "state",
    header: "State",
    cell: ({ row }) => <DeviationStateMark row={row.original} />,
  }),
  column.accessor("detail", { header: "What the data show", meta: { wrap: true } }),
  column.accessor("foundAt", {
    header: "Found",
    meta: { sort: "found", hidden: true },
    cell: ({ row }) => <Instant at={row.original.foundAt} />,
  }),
  column.accessor("source", { header: "Gateway", meta: { hidden: true } }),
  column.accessor("ticket", { header: "Ticket", meta: { hidden: true } }),
]);

const LONG_ID = /^[0-9a-f]{32,}$/i;

// Some gateways write the fingerprint of a key where others write its name.
function Principal({ name }: { name: string }) {
  return LONG_ID.test(name) ? <Hash value={name} /> : <code className="wrap-anywhere">{name}</code>;
}

/** What differs; what lets somebody do what nobody allowed is marked as a failure. */
export function KindMark({ row: { serious, kindWord } }: { row: DeviationRow }) {
  return <OutcomeBadge outcome={serious ? "fail" : "attention"}>{kindWord}</OutcomeBadge>;
}

const TONES = { open: "fail", explained: "attention", accepted: "attention" } as const;

/** Where a deviation stands: one that is over is none any more. */
export function DeviationStateMark({ row }: { row: DeviationRow }) {
  const tone = row.clearedAt === "" ? TONES[row.disposition] : "muted";
  return <StateMark tone={tone}>{row.state}</StateMark>;
}

/** Differences between what was granted, what is enforced and what is used. */
export function DeviationTable({
  rows,
  address,
  comparedAt,
  ...list
}: ListedRows<DeviationRow> & {
  address: string;
  /** ISO text; "" where nothing was compared yet. */
  comparedAt: string;
  openId: string;
}) {
  return (
    <DataTable
      caption="Deviations"
      rows={rows}
      columns={columns}
      rowHref={({ id }) => listHref("/access-matrix/deviations", address, { open: id })}
      columnPicker
      {...list}
      empty={{
        title: comparedAt === "" ? "Nothing was compared yet" : "No difference",
        why:
          comparedAt === ""
            ? "Differences stand here once the job access-matrix.compare has run. It does so every few minutes while the sealer runs."
            : "Grants, what gateways say they enforce, and what was used agree. What a silent gateway enforces is unknown and cannot be compared.",
      }}
    />
  );
}
