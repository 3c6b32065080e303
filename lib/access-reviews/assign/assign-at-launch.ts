import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { AssignableLine } from "./assignable";
import { reviewPeople } from "./people";
import { rangesOf } from "./ranges";
import { kickOffWords } from "./reminder-words";
import { type Proposed, proposeReviewers } from "./rules";
import { standInsAt } from "./stand-ins";
import { tellOfReview } from "./tell";

type Launched = {
  readonly id: string;
  readonly ownerId: string;
  readonly reference: string;
  readonly dueAt: Date;
};

/** A stored line: its row's id beside what its text says. A SnapshotLine serves as `line`. */
export type LaunchedLine = { readonly id: string; readonly line: AssignableLine };

/**
 * Gives each line of a review that starts its reviewers, one a stage, and the sign-off to its owner, in bulk: one row a line and
 * stage, one change a person and stage (`review.assigned`, lines by number). Delegations that were recorded before count.
 * Errors: conflict (lines that nobody may decide, named).
 */
export async function assignAtLaunch(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  review: Launched,
  lines: readonly LaunchedLine[],
): Promise<void> {
  const people = await reviewPeople(tx);
  const standIns = await standInsAt(tx, ctx.now, review.id);
  const proposed = proposeReviewers(
    lines.map(({ line }) => line),
    review,
    people,
    standIns,
  );
  assertSomebody(proposed);
  const rows = rowsOf(ctx, review, lines, proposed);
  await writeAssigned(tx, rows);
  await recordAssigned(record, review.id, rows, "Assigned at the start.");
  await kickOff(tx, record, ctx, review, rows);
}

/** Writes assignments in bulk: one statement a group that differs in nothing but the line. */
export async function writeAssigned(tx: Tx, rows: readonly AssignedRow[]): Promise<void> {
  for (const [row, ...more] of groupsOf(rows)) {
    if (!row) continue;
    const { reviewId, stage, personId, how, why, delegationId, fromAt, byId } = row;
    const lineIds = [row, ...more].map(({ lineId }) => lineId);
    await tx.$executeRaw`
      INSERT INTO "ReviewAssignment"
        ("id", "reviewId", "lineId", "stage", "personId", "how", "why", "delegationId", "fromAt", "byId")
      SELECT gen_random_uuid(), ${reviewId}::uuid, line, ${stage}, ${personId}::uuid, ${how}, ${why},
        ${delegationId}::uuid, ${fromAt.toISOString()}::timestamptz, ${byId}
      FROM unnest(${lineIds}::uuid[]) AS line`;
  }
}

function groupsOf(rows: readonly AssignedRow[]): Iterable<AssignedRow[]> {
  const groups = new Map<string, AssignedRow[]>();
  for (const row of rows) {
    const key = [row.stage, row.personId, row.how, row.why, row.delegationId].join("\u0000");
    const group = groups.get(key) ?? [];
    group.push(row);
    groups.set(key, group);
  }
  return groups.values();
}

function assertSomebody({ nobody }: Proposed): void {
  const [first] = nobody;
  if (!first) return;
  const names = nobody.slice(0, 5).map(({ line }) => line);
  const rest = nobody.length > names.length ? ` and ${nobody.length - names.length} more` : "";
  throw new AppError(
    "conflict",
    `Nobody may decide ${nobody.length} ${nobody.length === 1 ? "line" : "lines"}: ${names.join(", ")}${rest}. ${first.why}`,
  );
}

// Everybody is told at once what awaits them; the job that reminds finds it noted.
async function kickOff(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  review: Launched,
  rows: readonly AssignedRow[],
): Promise<void> {
  const personIds = [...new Set(rows.map(({ personId }) => personId))].sort();
  await tellOfReview(tx, record, ctx, {
    ...{ review, personIds, about: "kick-off" },
    words: kickOffWords(review),
  });
}

/** A row of ReviewAssignment before it is written, with the number of its line (0: the sign-off). */
export type AssignedRow = {
  readonly n: number;
  readonly reviewId: string;
  readonly lineId: string | null;
  readonly stage: number;
  readonly personId: string;
  readonly how: string;
  readonly why: string;
  readonly delegationId: string | null;
  readonly fromAt: Date;
  readonly byId: string;
};

function rowsOf(
  { actor, now }: CommandContext,
  review: Launched,
  lines: readonly LaunchedLine[],
  { proposals }: Proposed,
): AssignedRow[] {
  const placed = new Map(lines.map(({ id, line }) => [line.line, { id, n: line.n }]));
  const common = { reviewId: review.id, fromAt: now, byId: actor.id };
  const ofLines = proposals.flatMap(({ line, ...proposal }) => {
    const at = placed.get(line);
    return at ? [{ ...common, ...proposal, lineId: at.id, n: at.n }] : [];
  });
  const signOff = {
    ...{ ...common, n: 0, lineId: null, stage: 3, personId: review.ownerId },
    ...{ how: "owner", why: "Answers for the review", delegationId: null },
  };
  return [...ofLines, signOff];
}

/** One change a person, stage and way: which lines, by their numbers. `from`: who had them, and whether they still do. */
export async function recordAssigned(
  record: Recorder,
  reviewId: string,
  rows: readonly AssignedRow[],
  reason: string,
  from: { personIds: string[]; kept: boolean } | null = null,
): Promise<void> {
  for (const [row, ...more] of groupsOf(rows)) {
    if (!row) continue;
    await record({
      action: "review.assigned",
      subjectId: reviewId,
      before: from,
      after: {
        ...{ reviewId, stage: row.stage, personId: row.personId, how: row.how, why: row.why },
        ...{ delegationId: row.delegationId, fromAt: row.fromAt.toISOString(), byId: row.byId },
        lines: rangesOf([row, ...more].map(({ n }) => n)),
      },
      reason,
    });
  }
}
