import "server-only";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { sameDelta } from "../delta";
import { nextVersion } from "../load-signing";
import { reviewMaterial } from "../material";
import { deltaSince, type ReadPopulation } from "../population-at";
import { storedDelta } from "../stored-delta";

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
