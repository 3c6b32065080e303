import "server-only";
import type { ChangeAction } from "@/lib/change-log/actions";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import type { RemediationProof } from "../../remediation-view";
import { accessReviewsSettings } from "../../settings";
import { type Judgement, judge, type Seen } from "../judge";
import { type RemediationRecord, writeRemoval } from "../row";
import { seeRemoval } from "../see";
import { readExpected, readProof } from "../stored-removal";
import { watchedFacts } from "../watched";
import { closeReviews } from "./close-reviews";
import { tellOfReopened } from "./tell-removals";

const AT_ONCE = 5_000;
const WATCHED_DAYS = 400; // a removal that was verified is looked at for longer than a year
const DAY = 86_400_000;

/**
 * Looks at every removal by what the data say now, records what changed, and closes reviews of which all that was taken away is gone
 * (or opens them again). Verified ones are watched too: a later call reopens them as critical (G10). Run by a job and after pushes.
 */
export async function watchRemovals(ctx: CommandContext): Promise<void> {
  const rows = await watchedRows(ctx.now);
  if (rows.length > 0) {
    const { values } = await policyInForce(accessReviewsSettings, ctx.now);
    const watched = rows.flatMap((row) => {
      const expected = readExpected(row.expected);
      return expected ? [{ expected, from: decidedAt(row) }] : [];
    });
    const { staleHours, criticalHours } = values;
    const facts = await watchedFacts(watched, { now: ctx.now, staleHours });
    for (const row of rows) {
      const seen = await seeRemoval(row, facts, ctx.now);
      if (seen) await settle(ctx, row, seen, criticalHours);
    }
  }
  await closeReviews(ctx);
}

async function watchedRows(now: Date): Promise<RemediationRecord[]> {
  return read().reviewRemediation.findMany({
    where: {
      openedAt: { lte: now },
      OR: [
        { state: { not: "verified" } },
        { verifiedAt: { gt: new Date(now.getTime() - WATCHED_DAYS * DAY) } },
        { kind: "until", goneAt: null },
      ],
    },
    // Those that are settled come last by the alphabet.
    orderBy: [{ state: "asc" }, { openedAt: "desc" }, { id: "asc" }],
    take: AT_ONCE,
  });
}

function decidedAt(row: RemediationRecord): Date {
  const from = new Date(readProof(row.proof).exposure.from);
  return Number.isNaN(from.getTime()) ? row.openedAt : from;
}

const ACTIONS = {
  advanced: "remediation.advanced",
  verified: "remediation.verified",
  reopened: "remediation.reopened",
} as const satisfies Record<NonNullable<Judgement["act"]>, ChangeAction>;

async function settle(
  ctx: CommandContext,
  row: RemediationRecord,
  seen: Seen,
  criticalHours: number,
): Promise<void> {
  const { act, because, negative, ...state } = judge(row, seen, { now: ctx.now, criticalHours });
  if (act === null) return;
  const reopenedBecause = act === "reopened" ? because : row.reopenedBecause;
  const proof = proofOf(seen, negative, act);
  await transact(ctx, async (tx, record) => {
    const data = { ...stored(state), reopenedBecause, proof };
    const after = await writeRemoval(tx, row, data);
    const change = { action: ACTIONS[act], subjectId: row.id, before: row, after };
    await record({ ...change, reason: because });
    if (act === "reopened") await tellOfReopened(tx, record, ctx, after);
  });
}

function stored(judged: Omit<Judgement, "act" | "because" | "negative">) {
  const { state, critical, dueAt, registerEndedAt, goneAt } = judged;
  const { verifiedAt, reopenedAt, heldCall, standing } = judged;
  const when = { dueAt, registerEndedAt, goneAt, verifiedAt, reopenedAt };
  return { state, critical, heldCall, standing, ...when };
}

function proofOf(
  { register, gone, proof }: Seen,
  negative: RemediationProof["negative"],
  act: NonNullable<Judgement["act"]>,
): RemediationProof {
  const changes = register.changes.map(({ id, action, at }) => ({
    ...{ id, action, at: at.toISOString() },
  }));
  const after = act === "reopened" ? null : (gone?.after ?? null);
  return { ...proof, changes, after, negative };
}
