import "server-only";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { type StartedReview, startedReview } from "../material";

/** A started review that nobody else decides in, signs or changes until the transaction ends. Errors: not_found, conflict. */
export async function lockReview(tx: Tx, reviewId: string): Promise<StartedReview> {
  if (!isUuid(reviewId)) throw new AppError("not_found", "There is no such review.");
  await tx.$executeRaw`SELECT 1 FROM "AccessReview" WHERE "id" = ${reviewId}::uuid FOR UPDATE`;
  return startedReview(tx, reviewId);
}

/** The same, of one that is not signed yet. Errors: not_found, conflict (also: signed). */
export async function lockOpenReview(tx: Tx, reviewId: string): Promise<StartedReview> {
  const review = await lockReview(tx, reviewId);
  if (review.status === "open") return review;
  throw new AppError("conflict", "This review is signed: what was signed is not changed.");
}
