// The access reviews of the demo company: one on time and carried out, one signed late with a removal that nobody made, one under way.

import { endReviewedJob } from "@/lib/access-matrix/jobs";
import { delegateReviews } from "@/lib/access-reviews/assign/commands/delegate";
import { decideLine } from "@/lib/access-reviews/decide/commands/decide-line";
import { decideLineInput } from "@/lib/access-reviews/decide/schema";
import type { Quarter } from "@/lib/access-reviews/quarters";
import { watchRemovalsJob } from "@/lib/access-reviews/remediation/jobs";
import { approveLate, explainLate } from "@/lib/access-reviews/sign/commands/explain-late";
import { lineOf } from "@/lib/access-reviews/snapshot/read-line";
import type { SnapshotLine } from "@/lib/access-reviews/snapshot-view";
import { AppError } from "@/lib/core/app-error";
import { addDays, HOUR_MS, MINUTE_MS, startOfDay, utcDay } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { instantOf } from "../calendar";
import { uuidOf } from "../stage";
import { type Company, reviewCompany } from "./company";
import { decideStage, type Verdict } from "./decide";
import { recordFitness, startReview } from "./launch";
import { reviewedQuarters, workdayAfter } from "./review-calendar";
import { signOff, signStage } from "./sign";

/** Plays all three, each act by its command at its own time. A quarter whose review is there already is left as it is. */
export async function seedReviews(now: Date): Promise<void> {
  const { older, younger, now: current } = reviewedQuarters(now);
  const company = await reviewCompany(now);
  if (await isNew(older)) await olderReview(company, older);
  if (await isNew(younger)) await youngerReview(company, younger);
  if (await isNew(current)) await reviewUnderWay(company, current, now);
  await watchRemovalsJob.start(now);
}

async function isNew({ name }: Quarter): Promise<boolean> {
  return (await read().accessReview.count({ where: { quarter: name } })) === 0;
}

async function olderReview(company: Company, older: Quarter): Promise<void> {
  const at = workdayAfter(older.end, 4, "09:10");
  const due = workdayAfter(older.end, 22, "00:00");
  const reviewId = await startReview(company, {
    ...{ quarter: older, at, due, officer: "jurgen", owner: "marguerite", silence: "leave" },
  });
  await recordFitness(company, reviewId, new Date(at.getTime() + HOUR_MS));
  const until = utcDay(addDays(older.end, 150));
  const judge = onceFor(
    ({ kind, grants, environment }) =>
      kind === "access" && environment !== "production" && grants.some((grant) => !grant.endedAt),
    {
      decision: "keep-until",
      until,
      comment: "The trial ends with the year; no longer than that.",
    },
  );
  await decideAndSign(company, reviewId, workdayAfter(older.end, 9, "08:30"), judge);
  const signedAt = await signOff(
    company,
    closing(company, reviewId),
    workdayAfter(older.end, 21, "13:20"),
  );
  await carriedOut(signedAt);
}

async function youngerReview(company: Company, younger: Quarter): Promise<void> {
  const at = workdayAfter(younger.end, 5, "09:25");
  const due = workdayAfter(younger.end, 26, "00:00");
  const reviewId = await startReview(company, {
    ...{ quarter: younger, at, due, officer: "jurgen", owner: "marguerite", silence: "leave" },
  });
  await recordFitness(company, reviewId, new Date(at.getTime() + HOUR_MS));
  const judge = await strangersGo(reviewId);
  await decideAndSign(company, reviewId, workdayAfter(younger.end, 19, "08:15"), judge);
  const late = workdayAfter(younger.end, 41, "14:05");
  const { marguerite, ioana } = {
    marguerite: company.idOf("marguerite"),
    ioana: company.idOf("ioana"),
  };
  await explainLate(await company.as(marguerite, late), { reviewId, reason: WHY_LATE });
  const approved = new Date(late.getTime() + 35 * MINUTE_MS);
  await approveLate(await company.as(ioana, approved), { reviewId, reason: WHY_LATE });
  const closingAt = new Date(late.getTime() + HOUR_MS);
  await carriedOut(await signOff(company, closing(company, reviewId), closingAt));
}

/** What nobody answers for has to go, and what has run out; before the gateways were connected nothing shows so: then one grant. */
async function strangersGo(reviewId: string): Promise<(line: SnapshotLine) => Verdict | null> {
  const rows = await read().reviewLine.findMany({
    where: { reviewId, kind: "access" },
    select: { text: true },
    orderBy: { position: "desc" },
  });
  const lines = rows.map(({ text }) => lineOf(text));
  const odd = lines.filter((line) => strangeness(line) !== null);
  const still = odd.length > 0 ? new Set<string>() : await enforcedNow();
  const chosen = lines.find(
    ({ section, principal, operation }) =>
      section === "standard" && still.has(`${principal.detail} ${operation?.name}`),
  );
  return (line) => (line.line === chosen?.line ? TOO_WIDE : strangeness(line));
}

/** What gateways enforce when the demo is made: whatever of it is revoked now, they went on enforcing. */
async function enforcedNow(): Promise<ReadonlySet<string>> {
  const rows = await read().enforcedGrant.findMany({
    where: { toAt: null },
    select: { principal: true, operation: true },
    take: 10_000,
  });
  return new Set(rows.map(({ principal, operation }) => `${principal} ${operation}`));
}

function strangeness({ kind, flags, enforced }: SnapshotLine): Verdict | null {
  if (kind !== "access") return null;
  if (flags.includes("orphan") && enforced === "yes") return STRANGER;
  return flags.includes("expired-enabled") ? RUN_OUT : null;
}

const TOO_WIDE: Verdict = {
  decision: "revoke",
  comment: "Its work moved to another agent last month; nobody needs it here any more.",
};
const STRANGER: Verdict = {
  decision: "revoke",
  comment: "Nobody knows who this is, and nobody answers for it. It has to go.",
};
const RUN_OUT: Verdict = {
  decision: "revoke",
  comment: "Its grant ran out by its date; the gateway was never told. It has to go.",
};
const WHY_LATE =
  "All parts were signed by their day. Whoever signs the whole was away ill for three weeks, and nobody had been named in her place; a deputy is named since.";

async function reviewUnderWay(company: Company, quarter: Quarter, now: Date): Promise<void> {
  const at = instantOf(now, [8, "09:20"]);
  const due = addDays(startOfDay(utcDay(now)), 16);
  const reviewId = await startReview(company, {
    ...{
      quarter,
      at,
      due,
      officer: "jurgen",
      owner: "marguerite",
      silence: "revoke",
    },
  });
  await recordFitness(company, reviewId, new Date(at.getTime() + HOUR_MS));
  await delegated(company, reviewId, instantOf(now, [7, "08:40"]));
  await triesOwnAgent(company, reviewId, instantOf(now, [7, "10:12"]));
  await decideStage(company, {
    ...{ reviewId, stage: 1, from: instantOf(now, [6, "09:05"]), judge: () => null },
    only: (_, n) => n % 2 === 0,
  });
}

/** The first reviewer who can hands everything to somebody without a conflict while they are away. */
async function delegated(company: Company, reviewId: string, at: Date): Promise<void> {
  const held = await read().reviewAssignment.groupBy({
    by: ["personId"],
    where: { reviewId, stage: 1, until: null },
    _count: { _all: true },
    orderBy: { personId: "asc" },
  });
  const today = startOfDay(utcDay(at));
  const bySize = held.toSorted((one, other) => one._count._all - other._count._all);
  const stand = [company.idOf("ingrid"), company.idOf("siobhan"), company.idOf("birgitta")];
  for (const { personId } of bySize) {
    for (const toId of stand) {
      const wish = {
        ...{
          reviewId,
          fromId: personId,
          toId,
          fromOn: today,
          throughOn: addDays(today, 12),
        },
        reason: "On leave until the week after next; told beforehand.",
      };
      if (await succeeds(async () => delegateReviews(await company.as(personId, at), wish))) return;
    }
  }
}

/** The owner of an agent tries to decide what it may call, and is refused: somebody else was asked instead (G8). */
async function triesOwnAgent(company: Company, reviewId: string, at: Date): Promise<void> {
  const rows = await read().reviewLine.findMany({
    where: { reviewId, kind: "access" },
    select: { id: true, text: true },
    orderBy: { position: "asc" },
  });
  const own = rows.find(({ text }) => lineOf(text).agent !== null && lineOf(text).ownerId !== null);
  const owner = own && lineOf(own.text).ownerId;
  if (!own || !owner) return;
  const input = decideLineInput.parse({
    ...{ reviewId, lineId: own.id, stage: 1, after: null, opened: true, decision: "keep" },
    ...{ id: uuidOf(`tried ${own.id}`), madeAt: at.toISOString(), comment: "My agent needs it." },
  });
  await succeeds(async () => decideLine(await company.as(owner, at), input));
}

/** Whether a command took it; what the rules refuse is tried with somebody else. */
async function succeeds(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

async function decideAndSign(
  company: Company,
  reviewId: string,
  from: Date,
  judge: (line: SnapshotLine) => Verdict | null,
): Promise<void> {
  const decided = await decideStage(company, { reviewId, stage: 1, from, judge });
  const signed = await signStage(company, { reviewId, stage: 1 }, laterThan(decided));
  const second = await decideStage(company, { reviewId, stage: 2, from: laterThan(signed), judge });
  await signStage(company, { reviewId, stage: 2 }, laterThan(second));
}

function laterThan(at: Date): Date {
  return new Date(at.getTime() + 45 * MINUTE_MS);
}

function closing(company: Company, reviewId: string) {
  const others = [company.idOf("ioana"), company.idOf("siobhan"), company.idOf("jurgen")];
  return { reviewId, ownerId: company.idOf("marguerite"), others };
}

// The jobs that carry a review out and look whether it was, as they would have run then.
async function carriedOut(signedAt: Date): Promise<void> {
  await endReviewedJob.start(new Date(signedAt.getTime() + 5 * MINUTE_MS));
  await watchRemovalsJob.start(new Date(signedAt.getTime() + 10 * MINUTE_MS));
  await watchRemovalsJob.start(addDays(signedAt, 2));
}

/** The same verdict for the first line that it fits, in both stages. */
function onceFor(fits: (line: SnapshotLine) => boolean, verdict: Verdict) {
  let chosen: string | null = null;
  return (line: SnapshotLine): Verdict | null => {
    if (chosen === null && fits(line)) chosen = line.line;
    return line.line === chosen ? verdict : null;
  };
}
