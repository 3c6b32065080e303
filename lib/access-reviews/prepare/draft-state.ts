import "server-only";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { AccessReviewRow } from "./stored-row";

/** The draft a command is about. Errors: not_found, conflict (it started or was discarded; changed meanwhile). */
export async function draftOf(
  from: { readonly accessReview: Pick<Tx["accessReview"], "findUnique"> },
  reviewId: string,
  version: number,
): Promise<AccessReviewRow> {
  const review = await from.accessReview.findUnique({ where: { id: reviewId } });
  if (!review) throw new AppError("not_found", "No such access review.");
  if (review.status !== "draft") {
    const became = review.status === "discarded" ? "was discarded" : "has started";
    throw new AppError("conflict", `${review.reference} ${became}: it is no draft any more.`);
  }
  if (review.version !== version) throw movedOn();
  return review;
}

export function movedOn(): AppError {
  return new AppError("conflict", "Somebody else changed this draft meanwhile. Reload the page.");
}
