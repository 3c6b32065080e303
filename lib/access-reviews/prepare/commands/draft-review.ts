import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { DAY_MS } from "@/lib/core/clock";
import { type Quarter, quarterAt, quarterNamed } from "../../quarters";
import { triggerStarted } from "../../triggers/commands/dispose-trigger";
import { draftColumns } from "../draft-row";
import { fieldError } from "../field-error";
import { OFF_CYCLE_DAYS } from "../prepare-limits";
import { previousReview } from "../previous-review";
import type { DraftReviewInput } from "../schema";
import { recordedReview } from "../stored-row";

export type Drafted = { readonly id: string; readonly reference: string };

/**
 * Drafts a review. A quarterly one is of a calendar quarter that has begun, and the only one of it; an off-cycle one looks back
 * from today. Errors: forbidden, invalid_input (by field), conflict (the quarter has its review).
 */
export async function draftReview(ctx: CommandContext, input: DraftReviewInput): Promise<Drafted> {
  return transact(ctx, (tx, record) => writeDraft(tx, record, ctx, input));
}

/** The same inside another command: a trigger that starts a review. */
export async function writeDraft(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { kind, quarter: named, triggerId, ...typed }: DraftReviewInput,
): Promise<Drafted> {
  authorize(ctx.actor, "review:prepare");
  if (ctx.actor.kind !== "person") throw new AppError("forbidden", "A person drafts a review.");
  const columns = await draftColumns(tx, ctx, typed);
  // Two officers who draft at once must not both find the quarter free.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('access-reviews.draft'))`;
  const bounds = kind === "quarterly" ? quarterOf(named, ctx.now) : offCycleAt(ctx.now);
  if (kind === "quarterly") await assertFree(tx, bounds.quarter);
  const review = await tx.accessReview.create({
    data: {
      ...columns,
      ...{ kind, triggerId, status: "draft" },
      ...bounds,
      reference: await referenceFor(tx, bounds.quarter, kind === "quarterly"),
      previousId: await previousReview(tx, bounds.periodEnd, ctx.now),
      createdById: ctx.actor.id,
      createdAt: ctx.now,
    },
  });
  await record({
    action: "review.drafted",
    subjectId: review.id,
    before: null,
    after: recordedReview(review),
  });
  if (triggerId !== null) await triggerStarted(tx, record, ctx, triggerId, review.id);
  return { id: review.id, reference: review.reference };
}

type Bounds = {
  readonly quarter: string;
  readonly periodStart: Date;
  readonly periodEnd: Date;
};

function quarterOf(name: string | null, now: Date): Bounds {
  const quarter = quarterNamed(name ?? "");
  if (!quarter || quarter.start > now) {
    throw fieldError("quarter", "Choose a quarter that has begun.");
  }
  return boundsOf(quarter);
}

function boundsOf({ name, start, end }: Quarter): Bounds {
  return { quarter: name, periodStart: start, periodEnd: end };
}

// Whole days: calls are summed by them. Today is among them.
function offCycleAt(now: Date): Bounds {
  const periodEnd = new Date((Math.floor(now.getTime() / DAY_MS) + 1) * DAY_MS);
  const periodStart = new Date(periodEnd.getTime() - OFF_CYCLE_DAYS * DAY_MS);
  return { quarter: quarterAt(now).name, periodStart, periodEnd };
}

async function assertFree(tx: Tx, quarter: string): Promise<void> {
  const there = await tx.accessReview.findFirst({
    where: { quarter, kind: "quarterly", status: { not: "discarded" } },
    select: { reference: true },
  });
  if (!there) return;
  throw new AppError(
    "conflict",
    `${there.reference} is the review of this quarter. Start an off-cycle one instead.`,
  );
}

/** AR-2026-Q3 for the quarterly one; the next free number behind it for any other, and where a draft was discarded. */
async function referenceFor(tx: Tx, quarter: string, isQuarterly: boolean): Promise<string> {
  const plain = `AR-${quarter}`;
  const taken = await tx.accessReview.findMany({
    where: { reference: { startsWith: plain } },
    select: { reference: true },
    orderBy: { reference: "asc" },
    take: REFERENCES_MAX,
  });
  const names = new Set(taken.map(({ reference }) => reference));
  if (isQuarterly && !names.has(plain)) return plain;
  let nth = 2;
  while (names.has(`${plain}-${nth}`)) nth += 1;
  return `${plain}-${nth}`;
}

const REFERENCES_MAX = 5_000;
