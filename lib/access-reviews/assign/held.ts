import "server-only";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { currentDecisions } from "../decide/current-decisions";
import { type AssignableLine, assignableOf } from "./assignable";
import { stagesOf } from "./parts";

/** An assignment that holds now, with its line and what stands of it. */
export type Held = {
  readonly id: string;
  readonly lineId: string;
  readonly stage: 1 | 2;
  readonly personId: string;
  readonly how: string;
  readonly why: string;
  readonly delegationId: string | null;
  /** With the number of stages it really has. */
  readonly line: AssignableLine;
  /** Who decided it in this stage, and what; null: nobody so far. */
  readonly decision: { readonly personId: string; readonly decision: string } | null;
  /** Who has it in its other stage. */
  readonly others: readonly string[];
};

const ROWS_MAX = 50_000;

/** Locks an open review against every other command about who decides it. Errors: not_found, conflict (not open). */
export async function lockedOpenReview(tx: Tx, reviewId: string) {
  await tx.$queryRaw`SELECT 1 FROM "AccessReview" WHERE "id" = ${reviewId}::uuid FOR UPDATE`;
  const review = await tx.accessReview.findUnique({ where: { id: reviewId } });
  if (!review) throw new AppError("not_found", "There is no such review.");
  if (review.status === "open") return review;
  throw new AppError("conflict", `${review.reference} is not in review.`);
}

/** Every assignment of lines of a review that holds now, by line and stage. Four reads, however many lines. */
export async function heldLines(tx: Tx, reviewId: string): Promise<Held[]> {
  const held = await tx.reviewAssignment.findMany({
    where: { reviewId, until: null, lineId: { not: null }, stage: { lt: 3 } },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    take: ROWS_MAX,
  });
  const lines = await tx.reviewLine.findMany({
    where: { reviewId },
    select: { id: true, stages: true, text: true },
    take: ROWS_MAX,
  });
  const decisions = await currentDecisions(tx, reviewId);
  const texts = new Map(lines.map((each) => [each.id, each]));
  const byLine = Map.groupBy(held, ({ lineId }) => lineId);
  return held
    .flatMap(({ lineId, stage: number, ...row }) => {
      const stored = lineId === null ? undefined : texts.get(lineId);
      if (lineId === null || !stored) return [];
      const stage = number === 2 ? (2 as const) : (1 as const);
      const siblings = byLine.get(lineId) ?? [];
      return [
        {
          ...{ ...row, lineId, stage },
          line: { ...assignableOf(stored.text), stages: stagesOf(stored, siblings) },
          decision: decisions.get(lineId)?.[stage] ?? null,
          others: siblings.filter((each) => each.stage !== stage).map(({ personId }) => personId),
        },
      ];
    })
    .sort((a, b) => a.line.n - b.line.n || a.stage - b.stage);
}

/** Who has signed their part of a review: `person:stage`, as partName says it. */
export async function signedParts(tx: Tx, reviewId: string): Promise<ReadonlySet<string>> {
  const signed = await tx.signature.findMany({
    where: {
      subjectKind: "access-review",
      subjectId: reviewId,
      role: { in: ["stage-1", "stage-2"] },
    },
    select: { personId: true, role: true },
    take: ROWS_MAX,
  });
  return new Set(signed.map(({ personId, role }) => `${personId}:${role.slice(-1)}`));
}

/** Whether its holder still owes an answer: none yet, or that they cannot judge. */
export function isOwed({ decision, personId }: Held): boolean {
  return !decision || decision.personId !== personId || decision.decision === "cannot-judge";
}
