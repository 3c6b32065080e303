import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import type { ExportColumn } from "@/lib/exports/cells";
import { columnsOf } from "@/lib/exports/columns";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { REVIEW_KIND_LABEL, REVIEW_STATUS_LABEL } from "../labels";
import { listReviewRows } from "./list";
import type { ReviewRow } from "./list-view";
import type { ExportReviewsInput } from "./schema";

const { text, number, instant } = columnsOf<ReviewRow>();

const at = (iso: string | null) => (iso === null ? null : new Date(iso));

/** One row for each review. */
const COLUMNS: readonly ExportColumn<ReviewRow>[] = [
  text(
    "reference",
    "Reference",
    "The name of the review in every file of it.",
    (row) => row.reference,
  ),
  text("title", "Review", "As the officer named it.", (row) => row.title, 30),
  text("kind", "Kind", "Quarterly, or out of turn.", ({ kind }) => REVIEW_KIND_LABEL[kind]),
  text("quarter", "Quarter", "The calendar quarter under review.", (row) => row.quarter),
  text("status", "Stands", "Where it stands now.", ({ status }) => REVIEW_STATUS_LABEL[status]),
  text(
    "owner",
    "Answers for it",
    "Person by the name of when this file was made.",
    (row) => row.owner,
  ),
  number("lines", "Lines", "Lines of the snapshot; empty before the start.", (row) => row.lines),
  instant("launched_at", "Started", "When its snapshot was frozen.", (row) => at(row.launchedAt)),
  instant("due_at", "Due", "Until when it is to be signed.", (row) => at(row.dueAt)),
  instant("signed_at", "Signed", "When the server received the sign-off.", (row) =>
    at(row.signedAt),
  ),
  instant(
    "remediated_at",
    "Remediated",
    "When the data showed that all it took away is gone.",
    (row) => at(row.remediatedAt),
  ),
  number(
    "open_removals",
    "Removals open",
    "What it took away and is not gone.",
    (row) => row.openRemovals,
  ),
  text(
    "timeliness",
    "In time",
    "Days between the end of the quarter and the signature, by the rules it started under; empty: out of turn.",
    (row) => row.timeliness,
    30,
  ),
  text("outcome", "Outcome", "pass, attention, fail, or none.", (row) => row.timelinessOutcome),
  text("id", "Review (id)", "Its id.", (row) => row.id, 36),
];

/** The list of reviews as a file, with the filters of the screen; taking it out is recorded. Errors: forbidden, unavailable. */
export async function exportReviews(
  ctx: CommandContext,
  { format, status, kind, quarter }: ExportReviewsInput,
): Promise<Download> {
  const { rows } = await listReviewRows(ctx.actor, { status, kind, quarter }, ctx.now);
  const filters = [
    ...(status ? [`State: ${REVIEW_STATUS_LABEL[status]}`] : ["Without those that were discarded"]),
    ...(kind ? [`Kind: ${REVIEW_KIND_LABEL[kind]}`] : []),
    ...(quarter === "" ? [] : [`Quarter holds: ${quarter}`]),
  ];
  return exportTable<ReviewRow>(ctx, {
    ...{ title: "Access reviews", artifactId: "ART-04", queryId: "access-reviews.list@1", format },
    fileStem: "access-reviews",
    columns: COLUMNS.map((column) =>
      column.key === "id" ? { ...column, notIn: ["pdf"] as const } : column,
    ),
    ...{ rows, total: rows.length, filters },
    parameters: { status: status ?? "", kind: kind ?? "", quarter },
    scope: "every access review of this installation",
    sort: "quarter, newest first",
    primaryKey: "id",
    asOf: ctx.now,
  });
}
