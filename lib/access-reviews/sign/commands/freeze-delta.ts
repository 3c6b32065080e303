import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import { assertVisible } from "../../assign/queries";
import type { DeltaHeader } from "../../decisions-view";
import { sameChange } from "../delta";
import { reviewMaterial, type StartedReview } from "../material";
import { deltaSince, type ReadPopulation } from "../population-at";
import type { FreezeDeltaInput } from "../schema";
import { type DeltaText, type StoredDelta, storedDelta } from "../stored-delta";
import { lockOpenReview } from "./review-lock";

/**
 * Freezes what changed between the snapshot and now, for the sign-off (REV-10). What somebody said of a change that is still
 * the same stays said. Answers how many changes there are. Errors: forbidden, not_found (also: not theirs to see), conflict (not
 * started, signed).
 */
export async function freezeDelta(
  ctx: CommandContext,
  { reviewId }: FreezeDeltaInput,
  readPopulation?: ReadPopulation,
): Promise<{ changes: number }> {
  authorize(ctx.actor, "review:sign");
  await assertVisible(ctx.actor, reviewId);
  const material = await reviewMaterial(read(), reviewId);
  const found = await deltaSince(read(), material, 1, {
    at: ctx.now,
    ...(readPopulation ? { read: readPopulation } : {}),
  });
  return transact(ctx, async (tx, record) => {
    const review = await lockOpenReview(tx, reviewId);
    const before = await storedDelta(tx, reviewId, 1);
    const frozen = { ...found, version: 1, reason: "", decisions: "" };
    const header = await replaceDelta(tx, ctx, review, frozen, before);
    await tx.accessReview.update({ where: { id: reviewId }, data: { deltaAt: ctx.now } });
    await record({
      action: "review.delta-frozen",
      subjectId: reviewId,
      before: before === null ? null : { header: before.header, version: 1 },
      after: { ...header, version: 1 },
    });
    return { changes: found.lines.length };
  });
}

export type FrozenDelta = {
  readonly version: number;
  readonly lines: readonly DeltaText[];
  readonly from: Date;
  readonly query: string;
  readonly reason: string;
  readonly decisions: string;
};

/** Writes a delta in the place of what stood there under its version. Inside a transaction that holds the review. */
export async function replaceDelta(
  tx: Tx,
  ctx: CommandContext,
  { id: reviewId, snapshotHash }: StartedReview,
  { version, lines, from, query, reason, decisions }: FrozenDelta,
  before: StoredDelta | null,
): Promise<DeltaHeader> {
  if (ctx.actor.kind !== "person") throw new AppError("forbidden", "Only a person freezes it.");
  const header: DeltaHeader = {
    ...{ v: 1, file: "delta", review: reviewId, snapshot: snapshotHash },
    ...{ from: from.toISOString(), to: ctx.now.toISOString(), query, lines: lines.length },
  };
  await tx.reviewDelta.deleteMany({ where: { reviewId, version } });
  await tx.reviewDeltaFile.deleteMany({ where: { reviewId, version } });
  const text = canonicalJson(header);
  const head = { reviewId, version, header: text, frozenAt: ctx.now, frozenById: ctx.actor.id };
  await tx.reviewDeltaFile.create({ data: { ...head, reason, decisions } });
  const said = new Map(before?.rows.map((row) => [row.line, row]));
  await tx.reviewDelta.createMany({
    data: lines.map((line) => {
      const earlier = said.get(line.line);
      const same = earlier && sameChange(line, earlier) ? earlier : null;
      return {
        ...{ reviewId, version, position: line.n, lineKey: line.line, change: line.change },
        text: canonicalJson(line),
        disposition: same?.disposition ?? null,
        comment: same?.comment ?? "",
        disposedById: same?.by ?? null,
        disposedAt: same?.at ? new Date(same.at) : null,
      };
    }),
  });
  return header;
}
