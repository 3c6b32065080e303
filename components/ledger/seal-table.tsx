import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { SealRow } from "@/lib/ledger-store/view";

type Shown = SealRow & { log: string; newest: string };

const EMPTY = {
  title: "No checkpoint has been signed yet",
  why: "The sealer signs one within seconds whenever there is something new.",
};

const column = columnsOf<Shown>();

const columns = column.columns([
  column.accessor("shown", { header: "Size", meta: { align: "end" } }),
  column.accessor("at", {
    header: "Signed",
    cell: ({ row }) => <Instant at={row.original.at} />,
  }),
  column.accessor("root", {
    header: "Root",
    cell: ({ row }) => <Hash value={row.original.root} label="Copy the root" />,
  }),
  column.display({
    id: "consistency",
    header: "Consistency",
    cell: ({ row: { original } }) => <Consistency {...original} />,
  }),
]);

/** The checkpoints of a log, each with the proof that the newest one continues it. */
export function SealTable({
  rows,
  log,
  newest,
  ...list
}: {
  rows: readonly SealRow[];
  log: string;
  /** The size of the newest checkpoint, as addresses say it. */
  newest: string;
  total: number;
  page: number;
  pageSize: number;
}) {
  // The log in the address is no filter that could be cleared.
  if (rows.length === 0) return <EmptyState {...EMPTY} />;
  return (
    <DataTable
      caption={`Checkpoints of the ${log} log, newest first`}
      rows={rows.map((row) => ({ ...row, log, newest }))}
      columns={columns}
      {...list}
      empty={EMPTY}
    />
  );
}

function Consistency({ log, size, shown, newest }: Shown) {
  if (size === newest) return <span className="text-ink-3">the newest</span>;
  return (
    <TextLink
      href={`/api/ledger/${log}/consistency/${size}/${newest}`}
      download={`${log}-${size}-${newest}.txt`}
      aria-label={`Download the proof that the newest checkpoint continues size ${shown}`}
    >
      to the newest
    </TextLink>
  );
}
