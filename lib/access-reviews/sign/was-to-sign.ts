import "server-only";
import { read } from "@/lib/db/read";
import { fails, HOLDS, type Verdict } from "@/lib/ledger/verdict";
import type { StoredSignature } from "@/lib/signatures/as-record";
import { headerOf } from "../snapshot/read-line";

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

// Who answers for it is frozen with the snapshot; anybody else must have been put there by a change that was recorded.
async function wasToSignOff({
  subjectId,
  personId,
  receivedAt,
}: StoredSignature): Promise<Verdict> {
  const review = await read().accessReview.findUnique({
    where: { id: subjectId },
    select: { snapshotHeader: true },
  });
  if (headerOf(review?.snapshotHeader ?? null)?.owner === personId) return HOLDS;
  const named = await read().changeLogEntry.count({
    where: {
      ...{ action: "review.assigned", subjectKind: "review", subjectId },
      recordedAt: { lte: receivedAt },
      AND: [
        { after: { path: ["stage"], equals: 3 } },
        { after: { path: ["personId"], equals: personId } },
      ],
    },
  });
  return named > 0
    ? HOLDS
    : fails("signer", "Whoever signed was not the one who answers for this review.");
}
