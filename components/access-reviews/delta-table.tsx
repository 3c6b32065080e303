import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import { DELTA_CHANGE_LABEL, DISPOSITION_LABEL } from "@/lib/access-reviews/labels";
import type { DeltaRowView, DeltaView } from "@/lib/access-reviews/sign/sign-view";

const column = columnsOf<DeltaRowView>();

const columns = column.columns([
  column.accessor("what", {
    header: "Access",
    meta: { wrap: true },
    cell: ({ row: { original } }) => (
      <span>
        {original.what}
        <span
          title={original.line}
          className="block max-w-72 truncate font-mono text-xs text-ink-3"
        >
          {original.line}
        </span>
      </span>
    ),
  }),
  column.accessor("change", {
    header: "Change",
    cell: ({ row: { original } }) => (
      <StateMark
        tone={original.change === "added" || original.change === "expanded" ? "strong" : "plain"}
      >
        {DELTA_CHANGE_LABEL[original.change]}
      </StateMark>
    ),
  }),
  column.display({
    id: "fields",
    header: "Was, and is",
    meta: { wrap: true },
    cell: ({ row: { original } }) => <Fields row={original} />,
  }),
  column.accessor("disposition", {
    header: "What becomes of it",
    meta: { wrap: true },
    cell: ({ row: { original } }) => <Disposed row={original} />,
  }),
]);

/** Everything that changed since the snapshot, with what was said of each change (REV-10). */
export function DeltaTable({ delta }: { delta: DeltaView }) {
  return (
    <DataTable
      caption="Changes since the snapshot"
      rows={delta.rows}
      columns={columns}
      empty={
        delta.frozenAt === null
          ? {
              title: "Not frozen yet",
              why: "Before the sign-off the population is read again, and everything that differs from the snapshot is listed here.",
            }
          : {
              title: "Nothing changed",
              why: "The population was read again, and every line was as the snapshot has it.",
            }
      }
    />
  );
}

function Fields({ row: { fields } }: { row: DeltaRowView }) {
  return (
    <ul className="grid gap-1">
      {fields.map(({ field, label, before, after }) => (
        <li key={field} className="wrap-anywhere">
          <span className="text-ink-2">{label}:</span> {before || "nothing"} → {after || "nothing"}
        </li>
      ))}
    </ul>
  );
}

function Disposed({ row: { disposition, comment, by, at } }: { row: DeltaRowView }) {
  if (disposition === null) return <StateMark tone="attention">Nobody said yet</StateMark>;
  return (
    <span>
      {DISPOSITION_LABEL[disposition]}
      <span className="block text-xs text-ink-2">
        {comment ? `${comment} ` : null}
        {by}, <Instant at={at} />
      </span>
    </span>
  );
}
