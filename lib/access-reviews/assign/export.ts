import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import type { ExportColumn } from "@/lib/exports/cells";
import { columnsOf } from "@/lib/exports/columns";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { getReview } from "../prepare/queries";
import type { ExportAssignmentsInput, ExportReviewersInput } from "./export-schema";
import { getReviewers } from "./queries-assignments";
import { listReviewers } from "./queries-reviewers";
import { toAssignmentRows, toFitnessRows } from "./reviewer-rows";
import type { AssignmentRow, FitnessRow } from "./reviewers-view";

const at = (iso: string) => (iso === "" ? null : new Date(iso));

const fit = columnsOf<FitnessRow>();
const REVIEWER_COLUMNS: readonly ExportColumn<FitnessRow>[] = [
  fit.text("person", "Person id", "Opaque id.", ({ id }) => id, 36),
  fit.text("name", "Name", "As it is known today.", ({ name }) => name, 24),
  fit.text("title", "Title", "As it is known today.", ({ title }) => title, 24),
  fit.text(
    "fitness",
    "Fit",
    "Until when the newest record counts, by the rules in force.",
    (row) => row.fitnessWords,
  ),
  fit.text("role", "Reviews as", "In which role they judge access.", ({ role }) => role, 24),
  fit.text("trained", "Trained on", "UTC day.", ({ trainedOn }) => trainedOn),
  fit.text("why", "Why", "Why they can judge such access.", (row) => row.suitability, 40),
  fit.text("recordedBy", "Recorded by", "Who recorded it.", ({ recordedBy }) => recordedBy, 24),
  fit.instant("recordedAt", "Recorded", "When.", ({ recordedAt }) => at(recordedAt)),
];

/** Who may review, and why they are fit to (REV-07), as a file. Errors: forbidden, too_large, unavailable. */
export async function exportReviewers(
  ctx: CommandContext,
  { format }: ExportReviewersInput,
): Promise<Download> {
  const rows = toFitnessRows(await listReviewers(ctx.actor, ctx.now), ctx.now);
  return exportTable<FitnessRow>(ctx, {
    ...{ title: "Reviewers and why they are fit", artifactId: "ART-04", format, rows },
    ...{ queryId: "access-reviews.reviewers@1", fileStem: "access-review-reviewers" },
    ...{ columns: REVIEWER_COLUMNS, total: rows.length, parameters: {}, filters: [] },
    ...{ scope: "everybody who may decide reviews", sort: "without a record first, then by name" },
    ...{ primaryKey: "person", asOf: ctx.now },
  });
}

const given = columnsOf<AssignmentRow>();
const ASSIGNMENT_COLUMNS: readonly ExportColumn<AssignmentRow>[] = [
  given.text("number", "Number", "Within this file.", ({ id }) => String(Number(id) + 1)),
  given.text("person", "Person", "As known today.", ({ name }) => name, 24),
  given.text("stage", "Stage", "First, second, or the sign-off.", ({ stage }) => stage),
  given.text("lines", "Lines", "By their numbers in the snapshot.", ({ numbers }) => numbers, 30),
  given.number("count", "Count", "How many lines.", ({ lines }) => lines),
  given.text("how", "Because", "How the lines came to them.", ({ how }) => how, 24),
  given.text("why", "Reason", "As it was recorded.", ({ why }) => why, 36),
  given.instant("from", "From", "Since when.", ({ from }) => at(from)),
  given.instant("until", "Until", "Until when; empty: still.", ({ until }) => at(until)),
  given.text("by", "By", "A person, or a job.", ({ by }) => by, 24),
];

/** Who was to decide what in a review, from when until when, as a file. Errors: forbidden, not_found, too_large, unavailable. */
export async function exportAssignments(
  ctx: CommandContext,
  { review: id, format }: ExportAssignmentsInput,
): Promise<Download> {
  const review = await getReview(ctx.actor, id);
  const rows = toAssignmentRows(await getReviewers(ctx.actor, id, ctx.now));
  return exportTable<AssignmentRow>(ctx, {
    ...{ title: `Assignments of ${review.reference}`, artifactId: "ART-04", format, rows },
    ...{ queryId: "access-reviews.assignments@1" },
    fileStem: `access-review-assignments-${review.reference}`,
    ...{ columns: ASSIGNMENT_COLUMNS, total: rows.length, parameters: { review: id } },
    ...{ filters: [], scope: review.title, sort: "the oldest first" },
    ...{ primaryKey: "number", asOf: ctx.now, timeOf: ({ from }) => new Date(from) },
  });
}
