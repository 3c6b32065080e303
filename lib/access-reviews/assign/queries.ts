import "server-only";
import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { currentDecisions } from "../decide/current-decisions";
import { visibleReviews } from "../prepare/visible";
import type { MyLine, ReviewerPart } from "./assign-view";
import { partName, partsOf, stagesOf } from "./parts";

type Finders = ReturnType<typeof read>;
type PartSource = Pick<Finders, "reviewAssignment" | "reviewDecision" | "signature">;
type TxSource = Pick<Tx, "reviewAssignment" | "reviewDecision" | "signature">;

const ROWS_MAX = 200_000;

/**
 * The lines of a review that the actor is to decide now, in both stages, by position. Empty for whoever has none. Errors:
 * not_found (also: not theirs to see).
 */
export async function linesOf(actor: Actor, reviewId: string): Promise<MyLine[]> {
  await assertVisible(actor, reviewId);
  const own = await read().reviewAssignment.findMany({
    where: { reviewId, personId: actor.id, until: null, lineId: { not: null }, stage: { lt: 3 } },
    select: { lineId: true, stage: true, how: true, why: true, delegationId: true },
    take: ROWS_MAX,
  });
  const ids = own.flatMap(({ lineId }) => (lineId ? [lineId] : []));
  const [lines, second, delegations] = await Promise.all([
    read().reviewLine.findMany({
      where: { reviewId, id: { in: ids } },
      select: { id: true, position: true, stages: true },
      orderBy: { position: "asc" },
      take: ROWS_MAX,
    }),
    read().reviewAssignment.findMany({
      where: { reviewId, stage: 2, until: null, how: "exception" },
      select: { lineId: true, stage: true },
      take: ROWS_MAX,
    }),
    read().reviewDelegation.findMany({
      where: { id: { in: own.flatMap((each) => each.delegationId ?? []) } },
      select: { id: true, fromId: true },
      take: ROWS_MAX,
    }),
  ]);
  const excepted = new Set(second.map(({ lineId }) => lineId));
  const from = new Map(delegations.map((each) => [each.id, each.fromId]));
  const held = Map.groupBy(own, ({ lineId }) => lineId);
  return lines.flatMap(({ id, stages }) =>
    (held.get(id) ?? []).map(({ stage, how, why, delegationId }) => ({
      ...{ lineId: id, stage: stage === 2 ? (2 as const) : (1 as const) },
      stages: stagesOf({ stages }, excepted.has(id) ? [{ stage: 2 }] : []),
      ...{ how, why, inPlaceOf: (delegationId && from.get(delegationId)) || null },
    })),
  );
}

/**
 * Who has how much of a review in which stage, and how far they are: by stage, then by person. A line that several have counts for
 * each until one of them has decided it (parts.ts). `from`: a command's transaction.
 */
export async function reviewerParts(
  reviewId: string,
  from: PartSource | TxSource = read(),
): Promise<ReviewerPart[]> {
  const held = await from.reviewAssignment.findMany({
    where: { reviewId, until: null, lineId: { not: null } },
    select: { lineId: true, stage: true, personId: true, how: true },
    orderBy: { lineId: "asc" },
    take: ROWS_MAX,
  });
  const decisions = await currentDecisions(from, reviewId);
  const signatures = await from.signature.findMany({
    where: {
      subjectKind: "access-review",
      subjectId: reviewId,
      role: { in: ["stage-1", "stage-2"] },
    },
    select: { id: true, role: true, personId: true, receivedAt: true },
    orderBy: { sequence: "asc" },
    take: ROWS_MAX,
  });
  const signed = new Map(
    signatures.map((each) => [partName(each.personId, each.role === "stage-2" ? 2 : 1), each]),
  );
  const parts = partsOf(held, (lineId, stage) => decisions.get(lineId)?.[stage]);
  return [...parts]
    .map(([name, lines]) => {
      const signature = signed.get(name);
      return partOf(name, lines, signature);
    })
    .sort((a, b) => a.stage - b.stage || (a.personId < b.personId ? -1 : 1));
}

function partOf(
  name: string,
  lines: readonly { lineId: string; decided: boolean; cannotJudge: boolean }[],
  signature: { id: string; receivedAt: Date } | undefined,
): ReviewerPart {
  const cannotJudge = lines.filter((line) => line.cannotJudge).length;
  const decided = lines.filter((line) => line.decided).length - cannotJudge;
  return {
    ...{ personId: name.slice(0, -2), stage: name.endsWith("2") ? 2 : 1 },
    ...{ lineIds: lines.map(({ lineId }) => lineId), lines: lines.length, decided, cannotJudge },
    undecided: lines.length - decided - cannotJudge,
    signedAt: signature?.receivedAt.toISOString() ?? null,
    signatureId: signature?.id ?? null,
  };
}

/** Errors: not_found (also: not theirs to see). */
export async function assertVisible(actor: Actor, reviewId: string): Promise<void> {
  const seen = isUuid(reviewId)
    ? await read().accessReview.count({
        where: { AND: [{ id: reviewId }, await visibleReviews(actor)] },
      })
    : 0;
  if (seen === 0) throw new AppError("not_found", "There is no such review.");
}
