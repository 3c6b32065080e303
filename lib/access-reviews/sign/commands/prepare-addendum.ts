import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import type { DecisionLine } from "../../decisions-view";
import { wholeOf } from "../decisions-file";
import { nextVersion } from "../load-signing";
import { type ReviewMaterial, reviewMaterial, type StartedReview } from "../material";
import { deltaSince, type ReadPopulation } from "../population-at";
import type { PrepareAddendumInput } from "../schema";
import { lineWords } from "../sign-words";
import { storedDelta } from "../stored-delta";
import { replaceDelta } from "./freeze-delta";
import { lockReview } from "./review-lock";

/**
 * Prepares an addendum to a signed review (REV-19): why, which outcomes become revoke, and what changed since the last delta.
 * What was signed stays as it is; preparing again replaces what was prepared and not signed. Errors: forbidden (not the one who
 * answers for it), not_found, conflict (not signed), invalid_input (no such line; one that is revoked already).
 */
export async function prepareAddendum(
  ctx: CommandContext,
  { reviewId, reason, lines }: PrepareAddendumInput,
  readPopulation?: ReadPopulation,
): Promise<{ version: number; changes: number }> {
  authorize(ctx.actor, "review:sign");
  const material = await reviewMaterial(read(), reviewId);
  assertTheirs(ctx, material.review);
  const numbers = [...new Set(lines.split(/[\s,;]+/).filter(Boolean))].map(Number);
  const version = await nextVersion(read(), reviewId);
  const ended = await endsOf(material, version);
  const decisions = correctedLines(ctx, ended, numbers, reason);
  const found = await deltaSince(read(), material, version, {
    at: ctx.now,
    ...(readPopulation ? { read: readPopulation } : {}),
  });
  return transact(ctx, async (tx, record) => {
    const review = await lockReview(tx, reviewId);
    if ((await nextVersion(tx, reviewId)) !== version) {
      throw new AppError("conflict", "Another addendum was signed meanwhile. Prepare it again.");
    }
    const before = await storedDelta(tx, reviewId, version);
    const frozen = { ...found, ...{ version, reason, decisions } };
    const header = await replaceDelta(tx, ctx, review, frozen, before);
    await record({
      action: "review.delta-frozen",
      subjectId: reviewId,
      before: before === null ? null : { header: before.header, version },
      after: { ...header, version, corrected: numbers },
      reason,
    });
    return { version, changes: found.lines.length };
  });
}

function assertTheirs({ actor }: CommandContext, review: StartedReview): void {
  if (actor.kind !== "person" || review.ownerId !== actor.id) {
    throw new AppError("forbidden", "Only the person who answers for this review adds to it.");
  }
  if (review.signedAt !== null) return;
  throw new AppError(
    "conflict",
    "An addendum comes after the signature. Freeze the delta instead.",
  );
}

/** What each line ended with, by its number: as signed off, and as addenda corrected it since. */
async function endsOf(
  material: ReviewMaterial,
  version: number,
): Promise<ReadonlyMap<number, DecisionLine>> {
  const { id, signedAt } = material.review;
  const ended = new Map(wholeOf(material, signedAt ?? new Date(0)).map((line) => [line.n, line]));
  for (let earlier = 2; earlier < version; earlier += 1) {
    const delta = await storedDelta(read(), id, earlier);
    for (const line of delta?.corrected ?? []) ended.set(line.n, line);
  }
  return ended;
}

// Only to the strictest: what was taken away is given back by a request of its own, never by a correction.
function correctedLines(
  ctx: CommandContext,
  ended: ReadonlyMap<number, DecisionLine>,
  numbers: readonly number[],
  reason: string,
): string {
  const unknown = numbers.filter((n) => !ended.has(n));
  if (unknown.length > 0) refuse(`The snapshot has no ${lineWords(unknown)}.`);
  const revoked = numbers.filter((n) => ended.get(n)?.outcome === "revoke");
  if (revoked.length > 0) refuse(`Revoked already: ${lineWords(revoked)}.`);
  const corrected = [...numbers]
    .sort((one, other) => one - other)
    .flatMap((n) => {
      const line = ended.get(n);
      return line ? [correctedLine(ctx, line, reason)] : [];
    });
  return corrected.map((line) => `${canonicalJson(line)}\n`).join("");
}

function correctedLine(ctx: CommandContext, line: DecisionLine, reason: string): DecisionLine {
  const ends = { until: null, remaining: [], newOwner: null };
  return {
    ...{ n: line.n, line: line.line, outcome: "revoke", ...ends },
    decisions: [
      {
        ...{ stage: 1, by: ctx.actor.id, decision: "revoke", ...ends },
        ...{ comment: reason, bulk: null, at: ctx.now.toISOString() },
      },
    ],
  };
}

function refuse(message: string): never {
  throw new AppError("invalid_input", { message, fieldErrors: { lines: [message] } });
}
