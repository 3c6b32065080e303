import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import type { ExportColumn } from "@/lib/exports/cells";
import { columnsOf } from "@/lib/exports/columns";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import type { ExportRemovalsInput } from "./list-schema";
import { allRemovals, namesIn } from "./queries";
import { REMOVAL_SHOW_LABEL } from "./removal-labels";
import { type RemovalRow, toRemovalRow } from "./removal-view";

const { text, number, instant } = columnsOf<RemovalRow>();
const at = (iso: string) => (iso === "" ? null : new Date(iso));

/** One row for each removal, with its five proofs. */
export const REMOVAL_COLUMNS: readonly ExportColumn<RemovalRow>[] = [
  text("id", "Removal", "Opaque id.", ({ id }) => id, 36),
  text("review", "Review", "Reference of the review.", ({ reference }) => reference),
  text("line", "Line", "Its number in the snapshot; empty: of the delta.", (row) => row.lineNumber),
  text("what", "Access", "Who may what.", ({ what }) => what, 40),
  text("environment", "Environment", "Where.", ({ environment }) => environment),
  text("decision", "Decision", "What was decided.", ({ decision }) => decision),
  text("cause", "Why", "Why it was opened.", ({ cause }) => cause),
  text("state", "State", "Where it stands.", ({ stateWord }) => stateWord),
  text("critical", "Critical", "Privileged, or used again.", (row) =>
    row.critical ? "yes" : "no",
  ),
  instant("due", "Due", "By when it is gone.", ({ dueAt }) => at(dueAt)),
  text("overdue", "Overdue", "How late it is.", ({ overdue }) => overdue),
  instant("register", "Register", "When our register ended it.", (row) => at(row.registerEndedAt)),
  instant("gone", "Gone", "As of when no gateway has it.", ({ goneAt }) => at(goneAt)),
  instant("verified", "Verified", "When the data showed all of it.", (row) => at(row.verifiedAt)),
  instant("reopened", "Reopened", "When it was last open again.", (row) => at(row.reopenedAt)),
  text(
    "changes",
    "Changes",
    "Ids of the changes that ended it (b).",
    ({ proof }) => proof.changes.map(({ id }) => id).join(" "),
    36,
  ),
  text(
    "after",
    "After",
    "What was read back from what enforces it (c).",
    ({ proof: { after } }) => (after === null ? "" : JSON.stringify(after)),
    36,
  ),
  text(
    "negative",
    "Refused",
    "A denied call, a test, or the policy that says no (d).",
    ({ proof: { negative } }) => (negative === null ? "" : JSON.stringify(negative)),
    36,
  ),
  number(
    "exposure",
    "Calls between",
    "Calls let through between decision and removal (e).",
    ({ proof }) => proof.exposure.calls,
  ),
  text("standing", "Data say", "Why it is not verified.", ({ standing }) => standing, 40),
  text("accepted", "Accepted", "By whom and until when.", ({ accepted }) => accepted, 30),
];

const NOT_PRINTED = ["id", "changes", "after", "negative", "register", "reopened", "line"];

/** Removals as a file, all that the list shows. Errors: forbidden, too_large, unavailable. */
export async function exportRemovals(
  ctx: CommandContext,
  { review, show, format }: ExportRemovalsInput,
): Promise<Download> {
  const removals = await allRemovals(
    ctx.actor,
    { reviewId: review ?? null, show, mine: false },
    ctx.now,
  );
  const names = await namesIn(removals);
  const rows = removals.map((each) => toRemovalRow(each, names, ctx.now));
  return exportTable<RemovalRow>(ctx, {
    title: "Removals of access",
    artifactId: "ART-04",
    queryId: "access-reviews.removals@1",
    format,
    fileStem: "access-review-removals",
    columns: REMOVAL_COLUMNS.map((column) =>
      NOT_PRINTED.includes(column.key) ? { ...column, notIn: ["pdf"] as const } : column,
    ),
    rows,
    total: rows.length,
    parameters: { review: review ?? "", show },
    filters: show === "all" ? [] : [`Only: ${REMOVAL_SHOW_LABEL[show]}`],
    scope: review ? "removals of one review" : "removals of all reviews",
    sort: "critical first, then by when it is due",
    primaryKey: "id",
    asOf: ctx.now,
    timeOf: ({ openedAt }) => new Date(openedAt),
  });
}
