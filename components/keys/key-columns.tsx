import { columnsOf } from "@/components/data-table/columns";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import type { KeyRow } from "@/lib/keys/view";
import { KeyBearer, KeyMarks, KeyPerson, KeyStateMark } from "./key-marks";

const column = columnsOf<KeyRow>();

export const keyColumns = column.columns([
  column.accessor("label", { header: "Key", meta: { sort: "label" } }),
  column.accessor("publicId", {
    header: "Public id",
    cell: ({ row }) => (
      <span
        className="inline-block max-w-64 truncate align-middle font-mono text-sm"
        title={row.original.publicId}
      >
        {row.original.publicId}
      </span>
    ),
  }),
  column.accessor("marks", {
    header: "Marked",
    meta: { sort: "marks" },
    cell: ({ row }) => <KeyMarks marks={row.original.marks} short />,
  }),
  column.accessor("state", {
    header: "State",
    cell: ({ row }) => <KeyStateMark state={row.original.state} word={row.original.stateWord} />,
  }),
  column.accessor("bearer", {
    header: "Belongs to",
    cell: ({ row }) => <KeyBearer bearer={row.original.bearer} />,
  }),
  column.accessor("environment", {
    header: "Environment",
    cell: ({ row }) => (
      <StateMark tone={row.original.production ? "strong" : "plain"}>
        {row.original.environment}
      </StateMark>
    ),
  }),
  column.accessor("age", {
    header: "Age, days",
    meta: { sort: "issued", align: "end" },
    cell: ({ row }) => row.original.age.toLocaleString("en"),
  }),
  column.accessor("goodUntil", {
    header: "Good until",
    meta: { sort: "goodUntil" },
    cell: ({ row }) => <GoodUntil row={row.original} />,
  }),
  column.accessor("lastUsedAt", {
    header: "Last used",
    meta: { sort: "lastUsed" },
    cell: ({ row }) => <At at={row.original.lastUsedAt} none="Never" />,
  }),
  column.accessor("owner", {
    header: "Owner",
    cell: ({ row }) => <KeyPerson person={row.original.owner} />,
  }),
  column.accessor("kindWord", { header: "Kind", meta: { hidden: true } }),
  column.accessor("purpose", { header: "Purpose", meta: { hidden: true, wrap: true } }),
  column.accessor("names", { header: "Other names", meta: { hidden: true } }),
  column.accessor("algorithm", { header: "Algorithm", meta: { hidden: true } }),
  column.accessor("store", { header: "Kept in", meta: { hidden: true } }),
  column.accessor("issuedAt", {
    header: "Issued",
    meta: { hidden: true },
    cell: ({ row }) => <Instant at={row.original.issuedAt} />,
  }),
  column.accessor("expiresAt", {
    header: "Expires",
    meta: { hidden: true },
    cell: ({ row }) => <At at={row.original.expiresAt} none="Does not" />,
  }),
]);

function At({ at, none }: { at: string; none: string }) {
  return at === "" ? <span className="text-ink-3">{none}</span> : <Instant at={at} />;
}

function GoodUntil({ row }: { row: KeyRow }) {
  if (row.goodUntil !== "") return <span className="tabular-nums">{row.goodUntil}</span>;
  return <span className="text-ink-3">{row.max === null ? "Not asked" : "Ended"}</span>;
}
