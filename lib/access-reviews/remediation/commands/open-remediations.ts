import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import type { Holidays } from "@/lib/core/business-day";
import { utcDay } from "@/lib/core/clock";
import { completed } from "@/lib/settings/completed";
import type { DecisionLine, DeltaLine } from "../../decisions-view";
import type { RemediationProof } from "../../remediation-view";
import { accessReviewsSettings } from "../../settings";
import { policyOf } from "../../stored";
import { type RemovalPolicy, removalDue } from "../due";
import { canBeScheduled, expectedOf } from "../expected";
import { namesOfPrincipals } from "../names";
import { type PlannedRemoval, plannedRemovals, type SignedLine } from "../plan";
import type { RemediationRecord } from "../row";

/** What was signed. `decisions`: the lines of the sign-off's decisions.ndjson; `delta`: those of its delta.ndjson. */
export type SignedOutcomes = {
  readonly review: {
    readonly id: string;
    readonly silenceRule: string;
    readonly snapshotHash: string | null;
    readonly policy: unknown;
  };
  readonly lines: readonly SignedLine[];
  readonly decisions: readonly DecisionLine[];
  readonly delta: readonly DeltaLine[];
  /** An addendum: `decisions` are the corrected lines alone. */
  readonly addendum?: boolean;
};

/**
 * Opens what a signed review takes away (REV-15), inside the transaction of its signature; `ctx.now` is the instant it was signed. A
 * line for which a removal exists already (an addendum made it stricter) has it replaced and opened again. Answers how many were opened.
 */
export async function openRemediations(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { review, lines, decisions, delta, addendum = false }: SignedOutcomes,
): Promise<number> {
  const { silenceRule } = review;
  const signedAt = ctx.now.toISOString();
  const planned = plannedRemovals({ lines, decisions, delta, silenceRule, signedAt, addendum });
  if (planned.size === 0) return 0;
  const names = await namesOfPrincipals(tx, [...planned.values()]);
  const { values } = completed(accessReviewsSettings, policyOf(review.policy)?.values ?? {});
  const rules = { policy: values, holidays: await holidaysOf(tx) };
  const rows = [...planned].map(([lineKey, removal]) => {
    const spelt = names.get(removal.line.principal.id) ?? [];
    return { ...rowOf(removal, spelt, { ctx, review, rules }), reviewId: review.id, lineKey };
  });
  await openAll(tx, record, review.id, rows);
  return planned.size;
}

type Rules = { readonly policy: RemovalPolicy; readonly holidays: Holidays };
type Around = {
  readonly ctx: CommandContext;
  readonly review: SignedOutcomes["review"];
  readonly rules: Rules;
};

function rowOf(
  removal: PlannedRemoval,
  names: readonly string[],
  { ctx: { now }, review, rules }: Around,
) {
  const { line, wish, lineId, n, cause, decidedAt } = removal;
  const critical = line.section === "privileged";
  const later = wish.kind === "until" && wish.until !== null && !canBeScheduled(line);
  const from = later && wish.until ? new Date(wish.until) : now;
  const proof: RemediationProof = {
    before: { snapshot: review.snapshotHash ?? "", n },
    changes: [],
    after: null,
    negative: null,
    exposure: { calls: 0, from: decidedAt, to: now.toISOString(), examples: [] },
  };
  return {
    ...{ lineId, cause, kind: wish.kind, critical, openedAt: now, proof },
    expected: expectedOf(line, wish, names),
    dueAt: removalDue(from, critical, rules.policy, rules.holidays),
  };
}

const AT_ONCE = 1_000; // rows of one statement: PostgreSQL takes 65,535 values

type NewRow = ReturnType<typeof rowOf> & { readonly reviewId: string; readonly lineKey: string };

// Thousands may go at once: new ones are written in few statements, and only what an addendum replaces row by row.
async function openAll(
  tx: Tx,
  record: Recorder,
  reviewId: string,
  rows: readonly NewRow[],
): Promise<void> {
  const earlier = await tx.reviewRemediation.findMany({ where: { reviewId } });
  const known = new Map(earlier.map((each) => [each.lineKey, each]));
  const fresh = rows.filter(({ lineKey }) => !known.has(lineKey));
  for (let from = 0; from < fresh.length; from += AT_ONCE) {
    const opened = await tx.reviewRemediation.createManyAndReturn({
      data: fresh.slice(from, from + AT_ONCE),
    });
    await record.each(opened.map((after) => openedChange(null, after)));
  }
  for (const row of rows) {
    const before = known.get(row.lineKey);
    if (before) await record(openedChange(before, await replaceOne(tx, before, row)));
  }
}

function openedChange(before: RemediationRecord | null, after: RemediationRecord) {
  return { action: "remediation.opened", subjectId: after.id, before, after } as const;
}

function replaceOne(tx: Tx, before: RemediationRecord, row: NewRow): Promise<RemediationRecord> {
  return tx.reviewRemediation.update({
    where: { id: before.id },
    data: {
      ...row,
      ...{ state: "open", registerEndedAt: null, goneAt: null, verifiedAt: null },
      ...{ acceptedById: null, acceptedReason: "", acceptedUntil: null },
      version: { increment: 1 },
    },
  });
}

const YEARS_OF_HOLIDAYS = 2_000;

async function holidaysOf(tx: Tx): Promise<Holidays> {
  const holidays = await tx.holiday.findMany({
    where: { removedAt: null },
    select: { day: true },
    orderBy: { day: "desc" },
    take: YEARS_OF_HOLIDAYS,
  });
  return new Set(holidays.map(({ day }) => utcDay(day)));
}
