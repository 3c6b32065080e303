import "server-only";
import { randomUUID } from "node:crypto";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { assignAtLaunch } from "../../assign/assign-at-launch";
import { lineText, snapshotHashOf } from "../../snapshot/canonical";
import type { SnapshotLine } from "../../snapshot-view";
import { draftOf, movedOn } from "../draft-state";
import { headerFor } from "../header-for";
import { launchBlocks } from "../launch-blocks";
import { populationOf } from "../population-of";
import { previousReview } from "../previous-review";
import type { LaunchReviewInput } from "../schema";
import { type AccessReviewRow, recordedReview } from "../stored-row";

export type Launched = {
  readonly id: string;
  readonly reference: string;
  readonly lines: number;
  readonly snapshotHash: string;
};

const AT_ONCE = 2_000; // rows of one statement: PostgreSQL takes 65,535 values

/**
 * Starts a review: everything that may call as of now is frozen line by line and hashed, each line gets its reviewers, and the change
 * `review.launched` with the hash is on its way to the governance ledger before the first decision can be made. Errors: forbidden,
 * not_found, conflict (no draft any more, changed meanwhile; a source is stale, a difference is undiscussed, nothing is in its
 * scope, nobody may decide a line: in a sentence each).
 */
export async function launchReview(
  ctx: CommandContext,
  { reviewId, version }: LaunchReviewInput,
): Promise<Launched> {
  authorize(ctx.actor, "review:prepare");
  if (ctx.actor.kind !== "person") throw new AppError("forbidden", "A person starts a review.");
  const draft = await draftOf(read(), reviewId, version);
  const previousId = await previousReview(read(), draft.periodEnd, ctx.now);
  const { population, policy } = await populationOf({ ...draft, previousId }, ctx.now);
  const [block] = launchBlocks(draft, population, ctx.now);
  if (block !== undefined) throw new AppError("conflict", block);
  const header = headerFor(draft, population, policy, ctx.now);
  const texts = population.lines.map(lineText);
  const snapshotHash = snapshotHashOf(header, texts);
  return transact(ctx, async (tx, record) => {
    const before = await draftOf(tx, reviewId, version);
    const review = await frozen(tx, before, {
      ...{ previousId, policy, asOf: ctx.now, launchedAt: ctx.now, launchedById: ctx.actor.id },
      ...{ snapshotHeader: header, snapshotHash, snapshotLines: texts.length },
    });
    const rows = rowsOf(reviewId, population.lines, texts);
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      await tx.reviewLine.createMany({
        data: rows.slice(from, from + AT_ONCE).map(({ line: _, ...row }) => row),
      });
    }
    await recordLaunch(record, before, review);
    await assignAtLaunch(tx, record, ctx, review, rows);
    return { id: reviewId, reference: review.reference, lines: texts.length, snapshotHash };
  });
}

type Frozen = {
  readonly previousId: string | null;
  readonly policy: { readonly version: number; readonly values: Readonly<Record<string, number>> };
  readonly asOf: Date;
  readonly launchedAt: Date;
  readonly launchedById: string;
  readonly snapshotHeader: string;
  readonly snapshotHash: string;
  readonly snapshotLines: number;
};

async function frozen(tx: Tx, { id, version }: AccessReviewRow, facts: Frozen) {
  const [review] = await tx.accessReview.updateManyAndReturn({
    where: { id, version, status: "draft" },
    data: {
      ...facts,
      policy: { version: facts.policy.version, values: { ...facts.policy.values } },
      ...{ status: "open", version: version + 1 },
    },
  });
  if (!review) throw movedOn();
  return review;
}

type NewLine = {
  readonly id: string;
  readonly line: SnapshotLine;
  readonly reviewId: string;
  readonly position: number;
  readonly lineKey: string;
  readonly kind: string;
  readonly section: string;
  readonly risk: string;
  readonly stages: number;
  readonly text: string;
};

function rowsOf(
  reviewId: string,
  lines: readonly SnapshotLine[],
  texts: readonly string[],
): NewLine[] {
  return lines.map((line, at) => ({
    ...{ id: randomUUID(), reviewId, position: line.n, lineKey: line.line, kind: line.kind },
    ...{ section: line.section, risk: line.risk, stages: line.stages },
    ...{ text: texts[at] ?? "", line },
  }));
}

// The signature records the whole row twice more: what would not fit into an entry of the ledger then is refused now.
const RECORD_MAX = 28_000;

async function recordLaunch(
  record: Recorder,
  before: AccessReviewRow,
  review: AccessReviewRow,
): Promise<void> {
  const after = recordedReview(review);
  if (Buffer.byteLength(JSON.stringify(after)) > RECORD_MAX) {
    throw new AppError(
      "too_large",
      "Scope, exclusions and sources of this review are too long to be recorded. Name fewer of them, or shorten the reasons.",
    );
  }
  await record({
    action: "review.launched",
    subjectId: review.id,
    before: recordedReview(before),
    after,
  });
}
