import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { KeyDayRow, UnknownKeyRow } from "@/lib/keys/rotation-view";

const column = columnsOf<KeyDayRow>();
const columns = column.columns([
  column.accessor("label", { header: "Key" }),
  column.accessor("publicId", {
    header: "Public id",
    cell: ({ row }) => <span className="font-mono text-sm">{row.original.publicId}</span>,
  }),
  column.accessor("over", {
    header: "Verdict",
    cell: ({ row }) => <Verdict row={row.original} />,
  }),
  column.accessor("days", { header: "Key-days", meta: { align: "end" } }),
  column.accessor("within", { header: "Within", meta: { align: "end" } }),
  column.accessor("excepted", { header: "Exception", meta: { align: "end" } }),
  column.display({
    id: "overDays",
    header: "Over",
    meta: { align: "end" },
    cell: ({ row }) => row.original.over.toLocaleString("en"),
  }),
  column.accessor("oldest", { header: "Age at the end", meta: { align: "end" } }),
  column.accessor("rotated", {
    header: "Rotated",
    cell: ({ row }) => (row.original.rotated ? "Yes" : <StateMark tone="plain">Never</StateMark>),
  }),
  column.accessor("runs", {
    header: "Days outside",
    meta: { wrap: true },
    cell: ({ row }) => row.original.runs.join("; "),
  }),
  column.accessor("environment", { header: "Environment" }),
  column.accessor("owner", { header: "Owner" }),
]);

/** Every key of a period with its key-days, those over their rule first. */
export function AgeingTable({
  rows,
  caption = "Key-days",
}: {
  rows: readonly KeyDayRow[];
  caption?: string;
}) {
  return (
    <DataTable
      caption={caption}
      rows={rows}
      columns={columns}
      total={rows.length}
      pageSize={Math.max(rows.length, 1)}
      rowHref={({ id }) => `/keys/${id}#key-days`}
      empty={{
        title: "No key was active in this period",
        why: "Key-days are counted from the activation of a key until it is revoked or expires.",
      }}
    />
  );
}

function Verdict({ row }: { row: KeyDayRow }) {
  if (!row.asked) return <OutcomeBadge outcome="na">No rotation asked</OutcomeBadge>;
  if (row.over > 0) return <OutcomeBadge outcome="fail">Over the rule</OutcomeBadge>;
  if (row.excepted > 0) return <OutcomeBadge outcome="attention">By exception</OutcomeBadge>;
  return <OutcomeBadge outcome="pass">Within the rule</OutcomeBadge>;
}

const unknown = columnsOf<UnknownKeyRow>();
const unknownColumns = unknown.columns([
  unknown.accessor("credential", {
    header: "Named as",
    cell: ({ row }) => <span className="font-mono text-sm">{row.original.credential}</span>,
  }),
  unknown.accessor("agents", {
    header: "Used by",
    cell: ({ row }) => row.original.agents.slice(0, 5).join(", ") || "Nobody that the sender names",
  }),
  unknown.accessor("calls", {
    header: "Calls",
    meta: { align: "end" },
    cell: ({ row }) => row.original.calls.toLocaleString("en"),
  }),
  unknown.accessor("lastAt", {
    header: "Last",
    cell: ({ row }) => <Instant at={row.original.lastAt} />,
  }),
]);

/** Keys in use that are not in the register. */
export function UnknownKeyTable({
  rows,
  mayRegister,
}: {
  rows: readonly UnknownKeyRow[];
  mayRegister: boolean;
}) {
  return (
    <DataTable
      caption="Keys in use that are not in the register"
      rows={rows}
      columns={unknownColumns}
      {...(mayRegister && {
        rowHref: ({ credential }: UnknownKeyRow) =>
          `/keys/new?${new URLSearchParams([["publicId", credential]])}`,
      })}
      empty={{
        title: "None",
        why: "Every key that a call of this period names stands in the register.",
      }}
    />
  );
}
