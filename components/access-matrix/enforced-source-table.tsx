import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import {
  FRESHNESS_LABEL,
  type Freshness,
  type StatingRow,
} from "@/lib/access-matrix/enforced/enforced-view";

const OUTCOME = { fresh: "pass", stale: "unknown", never: "unknown" } as const;

/** How current what a gateway says is; old words are no knowledge. */
export function FreshnessMark({ freshness }: { freshness: Freshness }) {
  return <OutcomeBadge outcome={OUTCOME[freshness]}>{FRESHNESS_LABEL[freshness]}</OutcomeBadge>;
}

const column = columnsOf<StatingRow>();
const number = { align: "end" } as const;

const columns = column.columns([
  column.accessor("name", { header: "Gateway" }),
  column.display({
    id: "freshness",
    header: "What it enforces is",
    cell: ({ row }) => <FreshnessMark freshness={row.original.freshness} />,
  }),
  column.accessor("statedAt", {
    header: "Last said",
    cell: ({ row: { original } }) =>
      original.statedAt === "" ? (
        <span className="text-ink-3">never</span>
      ) : (
        <Instant at={original.statedAt} />
      ),
  }),
  column.accessor("age", { header: "Age", meta: number }),
  column.accessor("version", { header: "Version", meta: number }),
  column.accessor("label", { header: "Its own name" }),
  column.accessor("lines", {
    header: "Lines",
    meta: number,
    cell: ({ row }) => row.original.lines.toLocaleString("en"),
  }),
  column.accessor("unknown", {
    header: "Unknown names",
    meta: number,
    cell: ({ row }) => row.original.unknown.toLocaleString("en"),
  }),
  column.accessor("late", { header: "Came too late", meta: number }),
]);

/** Each gateway and when it last said what it enforces. */
export function EnforcedSourceTable({ rows }: { rows: readonly StatingRow[] }) {
  return (
    <DataTable
      caption="Gateways and what they last said"
      rows={rows}
      columns={columns}
      rowHref={({ policyId }) =>
        policyId === "" ? "/settings/sources" : `/access-matrix/enforced/${policyId}`
      }
      empty={{
        title: "No gateway yet",
        why: "A gateway stands here once an admin has added it as a source. It then sends its whole effective policy with the token of that source.",
      }}
    />
  );
}
