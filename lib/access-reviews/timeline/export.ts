import "server-only";
import type { ChangeRecord } from "@/lib/change-log/queries";
import type { CommandContext } from "@/lib/change-log/transact";
import type { ExportColumn } from "@/lib/exports/cells";
import { columnsOf } from "@/lib/exports/columns";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import type { Names } from "../overview/lines-view";
import { getReview } from "../prepare/queries";
import { countTimeline, timelinePages } from "./queries";
import type { ExportTimelineInput, TimelineShow } from "./schema";
import { toTimelineRow } from "./timeline-view";

export type TimelineFileRow = { readonly record: ChangeRecord; readonly names: Names };

const { text, number, instant } = columnsOf<TimelineFileRow>();

/** One row for each act, in the order in which they were recorded. */
export const TIMELINE_COLUMNS: readonly ExportColumn<TimelineFileRow>[] = [
  number("position", "Position", "Place in the change log.", ({ record }) => Number(record.seq)),
  instant("at", "When", "When the server had it, by its clock.", ({ record }) => record.recordedAt),
  text(
    "who",
    "Who",
    "Person by the name of when this file was made, or the job that acted.",
    ({ record, names }) => toTimelineRow(record, names).who,
  ),
  text(
    "who_id",
    "Who (id)",
    "Opaque id of the person, or the name of the job.",
    ({ record }) => record.actorId,
    36,
  ),
  text("action", "Act", "The act as the change log names it.", ({ record }) => record.action),
  text("subject", "About", "Kind of what it was about.", ({ record }) => record.subjectKind),
  text("subject_id", "About (id)", "Its id.", ({ record }) => record.subjectId, 36),
  text(
    "words",
    "In words",
    "The people, numbers and hashes its record holds.",
    ({ record, names }) => toTimelineRow(record, names).words,
    50,
  ),
  text(
    "reason",
    "Reason",
    "Why, in the words of whoever acted; empty: none was asked for.",
    ({ record }) => record.reason,
    30,
  ),
  text(
    "change_id",
    "Change (id)",
    "Id of the change, which the governance ledger holds as well.",
    ({ record }) => record.id,
    36,
  ),
];

const NOT_PRINTED = ["who_id", "subject_id", "change_id", "action"];

/** The rows of a timeline page by page, all of them. */
export async function* timelineRows(reviewId: string, show: TimelineShow) {
  for await (const { records, names } of timelinePages(reviewId, show)) {
    yield records.map((record): TimelineFileRow => ({ record, names }));
  }
}

/** The timeline of a review as a file; taking it out is recorded. Errors: forbidden, not_found (also: not theirs), too_large, unavailable. */
export async function exportTimeline(
  ctx: CommandContext,
  { review: id, show, format }: ExportTimelineInput,
): Promise<Download> {
  const review = await getReview(ctx.actor, id);
  return exportTable<TimelineFileRow>(ctx, {
    title: `Timeline of ${review.reference}`,
    artifactId: "ART-04",
    queryId: "access-reviews.timeline@1",
    format,
    fileStem: `access-review-timeline-${review.reference}`,
    columns: TIMELINE_COLUMNS.map((column) =>
      NOT_PRINTED.includes(column.key) ? { ...column, notIn: ["pdf"] as const } : column,
    ),
    rows: timelineRows(review.id, show),
    total: await countTimeline(review.id, show),
    parameters: { review: id, show },
    filters: show === "all" ? [] : ["Single decisions, reminders and challenges are left out"],
    scope: `everything recorded about ${review.reference}`,
    sort: "position in the change log, oldest first",
    primaryKey: "change_id",
    asOf: ctx.now,
    timeOf: ({ record }) => record.recordedAt,
  });
}
