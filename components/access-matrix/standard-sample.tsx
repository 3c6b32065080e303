import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import type { GrantRow } from "@/lib/access-matrix/grants/view";
import { environmentWord } from "./matrix-words";

const column = columnsOf<GrantRow>();

const columns = column.columns([
  column.accessor("operation", { header: "Operation" }),
  column.accessor("server", { header: "Server" }),
  column.accessor("environment", {
    header: "Environment",
    cell: ({ row }) => environmentWord(row.original.environment),
  }),
  column.accessor("agent", { header: "Agent" }),
  column.accessor("requestedBy", { header: "Asked by" }),
  column.accessor("fromAt", {
    header: "Given",
    cell: ({ row }) => <Instant at={row.original.fromAt} />,
  }),
  column.accessor("purpose", { header: "Purpose", meta: { wrap: true } }),
]);

/** The sample of a month: the same for everybody, by the hash of month and id. */
export function StandardSample({
  month,
  total,
  rows,
}: {
  month: string;
  total: number;
  rows: readonly GrantRow[];
}) {
  return (
    <Section
      id="sample"
      title={`Sample of ${month}`}
      lead={
        <>
          {rows.length} of {total.toLocaleString("en")} grants that were given at once in that month
          (UTC): those with the smallest SHA-256 of month and id, so nobody chooses them.{" "}
          <TextLink href={`/access-matrix/catalogue?month=${monthBefore(month)}-01`}>
            The month before
          </TextLink>
        </>
      }
    >
      <DataTable
        caption={`Sample of ${month}`}
        rows={rows}
        columns={columns}
        rowHref={({ id }) => `/access-matrix/grants/${id}`}
        empty={{
          title: "Nothing was given at once in this month",
          why: "No entry of the catalogue fitted what was asked for.",
        }}
      />
    </Section>
  );
}

function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7);
}
