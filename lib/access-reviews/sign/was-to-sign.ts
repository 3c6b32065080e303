import "server-only";
import { read } from "@/lib/db/read";
import { fails, HOLDS, type Verdict } from "@/lib/ledger/verdict";
import type { StoredSignature } from "@/lib/signatures/as-record";

/** Whether whoever signed was the one to sign, as the assignments say. Whether they still work here is asked of nobody. */
export async function wasToSign(row: StoredSignature): Promise<Verdict> {
  const { subjectId: reviewId, personId, receivedAt } = row;
  if (row.role === "sign-off" || row.role === "addendum") return wasToSignOff(row);
  const stage = row.role === "stage-2" ? 2 : 1;
  const held = await read().reviewAssignment.count({
    where: { reviewId, personId, stage, fromAt: { lte: receivedAt } },
  });
  return held > 0 ? HOLDS : fails("signer", "Whoever signed had no line of this stage to decide.");
}

async function wasToSignOff({
  subjectId,
  personId,
  receivedAt,
}: StoredSignature): Promise<Verdict> {
  const [review, held] = await Promise.all([
    read().accessReview.findUnique({ where: { id: subjectId }, select: { ownerId: true } }),
    read().reviewAssignment.count({
      where: { reviewId: subjectId, personId, stage: 3, fromAt: { lte: receivedAt } },
    }),
  ]);
  return review?.ownerId === personId || held > 0
    ? HOLDS
    : fails("signer", "Whoever signed was not the one who answers for this review.");
}
