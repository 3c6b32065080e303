import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Instant } from "@/components/ui/instant";
import { PersonName } from "@/components/ui/person-name";
import type { FitnessRow } from "@/lib/access-reviews/assign/reviewers-view";
import { FitnessMark } from "./reviewer-table";

const column = columnsOf<FitnessRow>();
const columns = column.columns([
  column.accessor("name", {
    header: "Person",
    cell: ({ row: { original } }) => <PersonName name={original.name} title={original.title} />,
  }),
  column.display({
    id: "fitness",
    header: "Fit to review",
    cell: ({ row: { original } }) => (
      <FitnessMark fitness={original.fitness} words={original.fitnessWords} />
    ),
  }),
  column.accessor("role", { header: "Reviews as" }),
  column.accessor("trainedOn", { header: "Trained on" }),
  column.accessor("suitability", { header: "Why", meta: { wrap: true } }),
  column.accessor("recordedBy", { header: "Recorded by" }),
  column.accessor("recordedAt", {
    header: "Recorded",
    cell: ({ row: { original } }) =>
      original.recordedAt ? <Instant at={original.recordedAt} /> : "",
  }),
]);

/** Everybody who may review, and why they are fit to. */
export function FitnessTable({ rows }: { rows: readonly FitnessRow[] }) {
  return (
    <DataTable
      caption="Who may review"
      rows={rows}
      columns={columns}
      empty={{
        title: "Nobody may review",
        why: "Owners, risk owners and officers decide lines of access reviews. An admin gives people their roles.",
      }}
    />
  );
}
