import "server-only";
import { authorize } from "@/lib/auth/actor";
import { recordOf } from "@/lib/change-log/record-json";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { HOUR_MS, MINUTE_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import type { Matrix } from "../../matrix/evaluate";
import { accessMatrixSettings } from "../../settings";
import { deviationsOf } from "../found";
import { accessRevision, matrixNow } from "../matrix-now";
import { type KnownDeviation, type Plan, planOf } from "../plan";
import { clearRows, insertRows, raiseAgain, refreshRows } from "./deviation-rows";

/** A comparison that came to nothing new is written down once an hour. */
const QUIET_MINUTES = 55;
const KNOWN_MAX = 500_000;
const REOPENED_MAX = 1_000;

/** What became of the list. `lasting`: all that stand now; `held`: of which nobody can say, as what is enforced there is unknown. */
export type Compared = {
  readonly lasting: number;
  readonly held: number;
  readonly found: number;
  readonly again: number;
  readonly cleared: number;
  readonly reopened: number;
};

/**
 * Compares where anything moved since the list was made (a push, a grant, somebody's hand in the database), and once an hour
 * whatever happened, as calls and time move too. Null: nothing to do. Errors: as compareDeviations.
 */
export async function compareWhereMoved(ctx: CommandContext): Promise<Compared | null> {
  authorize(ctx.actor, "deviation:find");
  const [revision, last] = await Promise.all([accessRevision(), lastComparison()]);
  const isSame = recordOf(last?.after)?.revision === revision;
  if (isSame && last && isRecent(last.recordedAt, ctx.now)) return null;
  return compareDeviations(ctx, await matrixNow(ctx.now), revision);
}

/**
 * Makes the list of deviations say what the matrix shows: what is new comes in with since when, what is over is cleared, and
 * what was set aside until a date that has passed is open again. What cannot be judged now is left as it is. Two at once
 * come to the same. Errors: forbidden (only the job that finds), the database's.
 */
export async function compareDeviations(
  ctx: CommandContext,
  matrix: Matrix,
  revision = "",
): Promise<Compared> {
  authorize(ctx.actor, "deviation:find");
  const { values } = await policyInForce(accessMatrixSettings, ctx.now);
  const comparison = deviationsOf(matrix, { unmatchedMs: values.unmatchedHours * HOUR_MS });
  const before = planOf(comparison, await knownIn(read()), ctx.now);
  if (isNothingNew(before) && (await wasLately(ctx.now))) return countsOf(before);
  return transact(ctx, async (tx, record) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('access-matrix.deviations'))`;
    const plan = planOf(comparison, await knownIn(tx), ctx.now);
    await insertRows(tx, plan.raise, ctx.now);
    await clearRows(tx, plan.clear, ctx.now);
    await refreshRows(tx, plan.last, ctx.now);
    await raiseAgain(tx, plan.again, ctx.now);
    await reopen(tx, record, plan, ctx.now);
    const counts = countsOf(plan);
    const kinds = Map.groupBy(comparison.found, ({ kind }) => kind);
    const byKind = [...kinds].map(([kind, all]) => [kind, all.length] as const);
    await record({
      action: "deviation.compared",
      subjectId: "access-matrix",
      before: null,
      after: {
        ...counts,
        revision,
        asOf: new Date(matrix.instant.asOf),
        unmatchedHours: values.unmatchedHours,
        kinds: Object.fromEntries(byKind),
      },
    });
    return counts;
  });
}

async function knownIn(
  from: Pick<Tx | ReturnType<typeof read>, "deviation">,
): Promise<KnownDeviation[]> {
  return from.deviation.findMany({
    select: {
      ...{ id: true, mark: true, clearedAt: true },
      ...{ disposition: true, disposedUntil: true },
    },
    orderBy: { id: "asc" },
    take: KNOWN_MAX,
  });
}

function isNothingNew({ raise, again, clear, reopen: back }: Plan): boolean {
  return raise.length + again.length + clear.length + back.length === 0;
}

async function wasLately(now: Date): Promise<boolean> {
  const last = await lastComparison();
  return last !== null && isRecent(last.recordedAt, now);
}

function isRecent(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() < QUIET_MINUTES * MINUTE_MS;
}

async function lastComparison() {
  return read().changeLogEntry.findFirst({
    where: { action: "deviation.compared" },
    select: { recordedAt: true, after: true },
    orderBy: { seq: "desc" },
  });
}

function countsOf({ raise, again, last, clear, held, reopen: back }: Plan): Compared {
  return {
    lasting: raise.length + again.length + last.length + held,
    ...{ held, found: raise.length, again: again.length, cleared: clear.length },
    reopened: back.length,
  };
}

// Each has a record of its own: somebody had said that it may stay, and that no longer holds.
async function reopen(tx: Tx, record: Recorder, plan: Plan, now: Date): Promise<void> {
  const ids = plan.reopen.slice(0, REOPENED_MAX).map(({ id }) => id);
  const rows = await tx.deviation.findMany({
    where: { id: { in: ids }, disposition: { not: "open" } },
    orderBy: { id: "asc" },
    take: REOPENED_MAX,
  });
  for (const before of rows) {
    const after = await tx.deviation.update({
      where: { id: before.id },
      data: { disposition: "open", disposedUntil: null, version: before.version + 1 },
    });
    const ranOut = before.disposedUntil !== null && before.disposedUntil <= now;
    await record({
      action: "deviation.reopened",
      subjectId: before.id,
      before,
      after,
      reason: ranOut
        ? "The time for which it was set aside is over."
        : "It was over and has come back.",
    });
  }
}
