import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import type { RuleRow } from "@/lib/activity/redaction-desk/redaction-view";

const column = columnsOf<RuleRow>();

const columns = column.columns([
  column.accessor("label", { header: "Rule" }),
  column.accessor("matches", { header: "Matches", meta: { wrap: true } }),
  column.display({
    id: "before",
    header: "Example",
    meta: { wrap: true },
    cell: ({ row }) => <Sample text={row.original.before} />,
  }),
  column.display({
    id: "after",
    header: "Is stored as",
    meta: { wrap: true },
    cell: ({ row }) => <Sample text={row.original.after} />,
  }),
]);

/** What is taken out, in words, with what becomes of an example. */
export function RedactionRules({ rows }: { rows: readonly RuleRow[] }) {
  return (
    <DataTable
      caption="Rules of redaction"
      rows={rows}
      columns={columns}
      empty={{ title: "No rules", why: "This version takes nothing out." }}
    />
  );
}

function Sample({ text }: { text: string }) {
  return <code className="font-mono text-sm whitespace-pre-wrap wrap-anywhere">{text}</code>;
}
