import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { listHref } from "@/components/data-table/list-link";
import { CELL_CHANGE_LABEL, FLAG_LABEL } from "@/lib/access-matrix/matrix/matrix-labels";
import {
  CELL_CHANGES,
  type CellState,
  type CompareAnswer,
  type CompareRow,
  DEFAULT_DAYS,
  FLAGS,
} from "@/lib/access-matrix/matrix/matrix-view";
import { cellKey } from "./cell-key";
import { FlagMarks } from "./matrix-marks";
import { agentLabel, environmentWord, keyOrAgent } from "./matrix-words";

type Compared = CompareRow & { readonly id: string };

const column = columnsOf<Compared>();

const compareColumns = column.columns([
  column.accessor("principal.label", {
    id: "key",
    header: "Key",
    cell: ({ row }) => keyOrAgent(row.original.principal),
  }),
  column.accessor("principal.agentName", {
    id: "agent",
    header: "Agent",
    meta: { hidden: true },
    cell: ({ row }) => agentLabel(row.original.principal),
  }),
  column.accessor("operation.server", { id: "server", header: "Server" }),
  column.accessor("operation.operation", {
    id: "operation",
    header: "Operation",
    cell: ({ row }) => (
      <code className="font-mono text-sm">{row.original.operation.operation}</code>
    ),
  }),
  column.accessor("environment", {
    header: "Environment",
    cell: ({ row }) => environmentWord(row.original.environment),
  }),
  column.accessor("before", {
    header: "Before",
    meta: { wrap: true },
    cell: ({ row: { original } }) =>
      original.before === null ? (
        <span className="text-ink-3">nothing</span>
      ) : (
        <del className="text-ink-2">{stateText(original.before)}</del>
      ),
  }),
  column.accessor("after", {
    header: "After",
    meta: { wrap: true },
    cell: ({ row: { original } }) =>
      original.after === null ? (
        <span className="text-ink-3">nothing</span>
      ) : (
        <ins className="no-underline">{stateText(original.after)}</ins>
      ),
  }),
  column.accessor("raised", {
    header: "Now marked",
    meta: { wrap: true },
    cell: ({ row }) => <FlagMarks flags={row.original.raised} />,
  }),
  column.accessor("cleared", {
    header: "No longer marked",
    cell: ({ row }) => (
      <span className="text-ink-2">
        {row.original.cleared.map((flag) => FLAG_LABEL[flag]).join(", ") || "nothing"}
      </span>
    ),
  }),
]);

/** The cells that are not the same, before beside after; a row opens the cell as it was at the later instant. */
export function CellCompare({
  compared,
  ...list
}: {
  compared: CompareAnswer;
  page: number;
  pageSize: number;
  cols: string;
}) {
  const days = compared.days === DEFAULT_DAYS ? "" : `${compared.days}`;
  return (
    <DataTable
      caption="Cells that are not the same"
      rows={compared.rows.map((row) => ({ ...row, id: cellKey(row) }))}
      columns={compareColumns}
      total={compared.total}
      columnPicker
      rowHref={({ id }) =>
        listHref("/access-matrix", "", { asOf: compared.to, days, view: "list", open: id })
      }
      {...list}
      empty={{
        title: "Nothing changed",
        why: "Every cell is granted, enforced, used and marked at the later instant as it was at the earlier one.",
      }}
    />
  );
}

/** How many cells changed in which way, as one line each. */
export function CompareCounts({ compared }: { compared: CompareAnswer }) {
  const changes = CELL_CHANGES.filter((change) => compared.counts[change] > 0).map((change) => ({
    id: change,
    label: CELL_CHANGE_LABEL[change],
    count: compared.counts[change],
  }));
  if (changes.length === 0) return null;
  return (
    <section aria-label="What changed" className="mb-4 text-sm">
      <Counts counts={changes} />
      <Counts counts={marks("now", compared.raised)} />
      <Counts counts={marks("no longer", compared.cleared)} />
    </section>
  );
}

function Counts({ counts }: { counts: readonly { id: string; label: string; count: number }[] }) {
  if (counts.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      {counts.map(({ id, label, count }) => (
        <li key={id}>
          <span className="text-ink-2">{label}</span>{" "}
          <span className="font-medium tabular-nums">{count.toLocaleString("en")}</span>
        </li>
      ))}
    </ul>
  );
}

function marks(when: string, counts: CompareAnswer["raised"]) {
  return FLAGS.filter((flag) => counts[flag] > 0).map((flag) => ({
    id: flag,
    label: `${FLAG_LABEL[flag]}, ${when}`,
    count: counts[flag],
  }));
}

function stateText(state: CellState): string {
  const enforced = { yes: "enforced", no: "", unknown: "enforcement unknown" }[state.enforced];
  const parts = [
    state.granted ? "granted" : "",
    enforced,
    state.used === 0 ? "" : `used ${state.used.toLocaleString("en")}`,
    state.denied === 0 ? "" : `denied ${state.denied.toLocaleString("en")}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "not granted, not enforced" : parts.join(", ");
}
