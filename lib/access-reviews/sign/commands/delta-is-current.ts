import "server-only";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { snapshotIntegrity } from "../../snapshot/integrity";
import { sameDelta } from "../delta";
import { nextVersion } from "../load-signing";
import { reviewMaterial } from "../material";
import { deltaSince, type ReadPopulation } from "../population-at";
import { storedDelta } from "../stored-delta";

/**
 * Asserts that the snapshot is still the one that was frozen: nobody signs over another one (G6). Errors: conflict.
 */
export async function assertSnapshotIsWhole(reviewId: string): Promise<void> {
  const { state, detail } = isUuid(reviewId) ? await snapshotIntegrity(reviewId) : NO_REVIEW;
  if (state === "whole") return;
  throw new AppError("conflict", `BROKEN: ${detail} Nothing of this review is signed.`);
}

const NO_REVIEW = { state: "whole", detail: "" } as const; // said by whoever loads it

/**
 * Asserts that the frozen delta is what changed until this very moment (REV-10): asked before the signature, outside its
 * transaction, because it reads the whole population. Errors: not_found, conflict (not frozen; something changed since).
 */
export async function assertDeltaIsCurrent(
  reviewId: string,
  role: string,
  at: Date,
  readPopulation?: ReadPopulation,
): Promise<void> {
  if (role !== "sign-off" && role !== "addendum") return;
  const version = role === "addendum" ? await nextVersion(read(), reviewId) : 1;
  const stored = await storedDelta(read(), reviewId, version);
  if (stored === null) return; // said with everything else that is missing
  const material = await reviewMaterial(read(), reviewId);
  const now = await deltaSince(read(), material, version, {
    at,
    ...(readPopulation ? { read: readPopulation } : {}),
  });
  if (sameDelta(now.lines, stored.rows)) return;
  throw new AppError(
    "conflict",
    "Something changed since the delta was frozen, so it is no longer all that changed. Freeze it again, and say what becomes of what is new.",
  );
}
