import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { PersonName } from "@/components/ui/person-name";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { Fitness } from "@/lib/access-reviews/assign/fitness-view";
import type { AssignmentRow, ReviewerRow } from "@/lib/access-reviews/assign/reviewers-view";

/** Whether it is on record why somebody is fit to review. */
export function FitnessMark({ fitness, words }: { fitness: Fitness; words: string }) {
  return <OutcomeBadge outcome={fitness === "pass" ? "pass" : "attention"}>{words}</OutcomeBadge>;
}

const column = columnsOf<ReviewerRow>();
const columns = column.columns([
  column.accessor("name", {
    header: "Reviewer",
    cell: ({ row: { original } }) => (
      <>
        <PersonName name={original.name} title={original.title} />
        {original.left ? <StateMark tone="fail"> has left</StateMark> : null}
      </>
    ),
  }),
  column.accessor("stage", { header: "Stage" }),
  column.accessor("lines", { header: "Lines", meta: { align: "end" } }),
  column.accessor("decided", { header: "Decided", meta: { align: "end" } }),
  column.accessor("undecided", { header: "Left", meta: { align: "end" } }),
  column.display({
    id: "signed",
    header: "Signed",
    cell: ({ row: { original } }) =>
      original.signedAt ? (
        <TextLink href={`/access-reviews/signatures/${original.signatureId}`}>
          <Instant at={original.signedAt} />
        </TextLink>
      ) : (
        <StateMark tone="muted">not yet</StateMark>
      ),
  }),
  column.display({
    id: "fitness",
    header: "Fit to review",
    cell: ({ row: { original } }) => (
      <FitnessMark fitness={original.fitness} words={original.fitnessWords} />
    ),
  }),
  column.accessor("cannotJudge", { header: "Cannot judge", meta: { align: "end" } }),
  column.accessor("how", { header: "Because", meta: { wrap: true } }),
  column.accessor("flagged", { header: "On record", meta: { wrap: true } }),
]);

/** Who decides how much of a review in which stage. */
export function ReviewerTable({ rows }: { rows: readonly ReviewerRow[] }) {
  return (
    <DataTable
      caption="Reviewers"
      rows={rows}
      columns={columns}
      empty={{
        title: "Nobody has lines yet",
        why: "Each line is given to whoever answers for its server when the review starts.",
      }}
    />
  );
}

const assigned = columnsOf<AssignmentRow>();
const assignedColumns = assigned.columns([
  assigned.accessor("name", { header: "Person" }),
  assigned.accessor("stage", { header: "Stage" }),
  assigned.accessor("numbers", { header: "Lines", meta: { wrap: true } }),
  assigned.accessor("lines", { header: "Count", meta: { align: "end" } }),
  assigned.accessor("how", { header: "Because", meta: { wrap: true } }),
  assigned.accessor("why", { header: "Reason", meta: { wrap: true } }),
  assigned.accessor("from", {
    header: "From",
    cell: ({ row }) => <Instant at={row.original.from} />,
  }),
  assigned.accessor("until", {
    header: "Until",
    cell: ({ row }) =>
      row.original.until ? (
        <Instant at={row.original.until} />
      ) : (
        <StateMark tone="plain">now</StateMark>
      ),
  }),
  assigned.accessor("by", { header: "By" }),
]);

/** Each way in which lines came to somebody, those that are over as well. */
export function AssignmentTable({ rows }: { rows: readonly AssignmentRow[] }) {
  return (
    <DataTable
      caption="Assignments"
      rows={rows}
      columns={assignedColumns}
      empty={{
        title: "Nothing is assigned yet",
        why: "Lines are assigned when the review starts.",
      }}
    />
  );
}
