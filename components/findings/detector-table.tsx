import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { DetectorRow } from "@/lib/findings/detector-view";

const NEVER_EMPTY = { title: "", why: "" };

const column = columnsOf<DetectorRow>();

const name = column.accessor("title", { header: "Name", meta: { wrap: true } });
const alive = column.accessor("alive", {
  header: "Looks",
  cell: ({ row: { original } }) => <Alive row={original} />,
  meta: { wrap: true },
});
const means = column.accessor("means", { header: "What it notices", meta: { wrap: true } });
const canary = column.accessor("lastCanary", {
  header: "Last canary noticed",
  cell: ({ row }) => <At at={row.original.lastCanary} />,
});

const detectorColumns = column.columns([
  name,
  alive,
  means,
  column.accessor("found", { header: "Found in 30 days", meta: { align: "end" } }),
  column.accessor("lastRun", {
    header: "Last look",
    cell: ({ row }) => <At at={row.original.lastRun} />,
  }),
  canary,
  column.accessor("thresholds", {
    header: "Thresholds in force",
    meta: { wrap: true },
    cell: ({ row }) => (
      <ul>
        {row.original.thresholds.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    ),
  }),
  column.accessor("every", { header: "How often", meta: { hidden: true } }),
  column.accessor("examined", { header: "Rows examined", meta: { align: "end", hidden: true } }),
  column.accessor("version", { header: "Version", meta: { align: "end" } }),
]);

const pathColumns = column.columns([name, alive, means, canary]);

/** Each detector: what it does, and whether it can be believed when it finds nothing. */
export function DetectorTable({ rows, cols }: { rows: readonly DetectorRow[]; cols: string }) {
  return (
    <DataTable
      caption="Detectors"
      rows={rows}
      columns={detectorColumns}
      rowHref={({ id }) => `/findings?show=all&detector=${id}`}
      columnPicker
      cols={cols}
      empty={NEVER_EMPTY}
    />
  );
}

/** The ways in, each with the canary that goes through it. */
export function PathTable({ rows }: { rows: readonly DetectorRow[] }) {
  return <DataTable caption="Log paths" rows={rows} columns={pathColumns} empty={NEVER_EMPTY} />;
}

function Alive({ row: { alive: isAlive, why } }: { row: DetectorRow }) {
  if (isAlive) return <OutcomeBadge outcome="pass">Alive</OutcomeBadge>;
  return (
    <span className="block min-w-48">
      <OutcomeBadge outcome="unknown">Not evaluated</OutcomeBadge>
      <span className="mt-1 block text-sm text-ink-2">{why}</span>
    </span>
  );
}

function At({ at }: { at: string }) {
  return at === "" ? <span className="text-ink-3">Never</span> : <Instant at={at} />;
}
