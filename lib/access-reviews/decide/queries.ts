import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { listActivePeople, namesOf, type PersonName } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { partsOf } from "../assign/parts";
import { getReview } from "../prepare/queries";
import { REVIEW_STATUSES, type ReviewStatus } from "../review-view";
import { accessReviewsSettings } from "../settings";
import { signedBy } from "../sign/decisions-file";
import { signedParts } from "../sign/material";
import { lineOf } from "../snapshot/read-line";
import {
  type DecisionRow,
  decisionHistory,
  type LineDecisions,
  newestOf,
} from "./current-decisions";
import type { DecidePart, LineFacts, NamedPerson, SaidByLine, SaidView } from "./decide-view";
import { personId, toLineFacts } from "./lines";
import { decisionOf, outcomeOf } from "./outcome";
import { listedLines } from "./read-lines";

const ROWS_MAX = 200_000;

type Stage = 1 | 2;

/**
 * What the actor has to decide in a stage of a review, in the order of the snapshot, and what they said of it so far. A line
 * that somebody else who has it too has decided is theirs, and left out. Errors: forbidden, not_found (also: not theirs to see).
 */
export async function getDecidePart(
  actor: Actor,
  reviewId: string,
  stage: Stage,
  now: Date,
): Promise<DecidePart> {
  const { review, ids, newest, said } = await partOf(actor, reviewId, stage, now);
  const mine = new Set(ids);
  const twice = await twiceBy(reviewId, { stage: 2, how: "exception" });
  const all = await listedLines(reviewId, review.snapshotHash ?? "");
  const listed = all.filter(({ line }) => mine.has(line.id));
  const names = await namesOf(listed.map((each) => each.personId));
  const values = review.policy?.values ?? {};
  const { secondsPerLine, bulkMax } = accessReviewsSettings.fields;
  return {
    status: statusOf(review.status),
    lines: listed.map(({ line, personId }) => ({
      ...line,
      who: names.get(personId ?? "")?.name ?? line.who,
      together: twice.has(line.id) ? null : line.together,
      ready: stage === 1 || hasFirst(newest.get(line.id)),
    })),
    said,
    secondsPerLine: values.secondsPerLine ?? secondsPerLine.default,
    togetherMax: values.bulkMax ?? bulkMax.default,
  };
}

/** What counts of those lines now, and what the first stage has decided: asked when a tab comes back. Errors: as getDecidePart. */
export async function getSaid(
  actor: Actor,
  reviewId: string,
  stage: Stage,
  now: Date,
): Promise<{ status: ReviewStatus; said: SaidByLine; notReady: readonly string[] }> {
  const { review, ids, newest, said } = await partOf(actor, reviewId, stage, now);
  const notReady = stage === 1 ? [] : ids.filter((id) => !hasFirst(newest.get(id)));
  return { status: statusOf(review.status), said, notReady };
}

/** Everything about some of those lines (at most FACTS_MAX). Lines that are not theirs are left out. Errors: as getDecidePart. */
export async function getLineFacts(
  actor: Actor,
  reviewId: string,
  stage: Stage,
  lineIds: readonly string[],
): Promise<LineFacts[]> {
  authorize(actor, "review:decide");
  const { asOf } = await getReview(actor, reviewId);
  const own = await read().reviewAssignment.findMany({
    where: { reviewId, stage, personId: actor.id, until: null, lineId: { in: [...lineIds] } },
    select: { lineId: true },
    take: lineIds.length,
  });
  const ids = own.flatMap(({ lineId }) => lineId ?? []);
  const [rows, decisions] = await Promise.all([
    read().reviewLine.findMany({
      where: { reviewId, id: { in: ids } },
      select: { id: true, text: true },
      orderBy: { position: "asc" },
      take: ids.length,
    }),
    read().reviewDecision.findMany({
      where: { lineId: { in: ids }, stage: 1 },
      orderBy: { sequence: "asc" },
      take: ROWS_MAX,
    }),
  ]);
  const newest = newestOf(decisions);
  const twice = await twiceBy(reviewId, { stage: 2, lineId: { in: ids } });
  const lines = rows.map(({ id, text }) => {
    const line = lineOf(text);
    return { id, line: twice.has(id) ? { ...line, stages: 2 as const } : line };
  });
  const names = await namesOf([
    ...lines.flatMap(({ line }) => [
      personIn(line),
      line.ownerId,
      line.server?.ownerId ?? null,
      line.previous?.byId ?? null,
      ...line.grants.flatMap((grant) => [grant.requestedById, grant.approvedById]),
    ]),
    ...decisions.map(({ personId }) => personId),
  ]);
  return lines.map(({ id, line }) => {
    const first = newest.get(id)?.[1];
    const said = stage === 2 && first ? saidView(first, actor, names) : null;
    return toLineFacts(id, line, names, asOf ?? new Date(0), said);
  });
}

/** Who can be named as the new owner, or as who can judge. By name, at most 5,000. Errors: forbidden. */
export async function listNameable(actor: Actor): Promise<NamedPerson[]> {
  authorize(actor, "review:decide");
  const people = await listActivePeople();
  return people.map(({ id, name, title }) => ({ id, name, title }));
}

/** Lines that somebody is to look at a second time, of those asked for. */
async function twiceBy(
  reviewId: string,
  asked: { stage: 2; how?: string; lineId?: { in: string[] } },
): Promise<ReadonlySet<string | null>> {
  const rows = await read().reviewAssignment.findMany({
    where: { reviewId, ...asked },
    select: { lineId: true },
    take: ROWS_MAX,
  });
  return new Set(rows.map(({ lineId }) => lineId));
}

async function partOf(actor: Actor, reviewId: string, stage: Stage, now: Date) {
  authorize(actor, "review:decide");
  const review = await getReview(actor, reviewId);
  if (review.status === "draft") throw new AppError("not_found", "This review has not started.");
  const [held, history, parts] = await Promise.all([
    read().reviewAssignment.findMany({
      where: { reviewId, stage, until: null, lineId: { not: null }, fromAt: { lte: now } },
      take: ROWS_MAX,
    }),
    decisionHistory(read(), reviewId),
    signedParts(read(), reviewId),
  ]);
  const newest = newestOf(history);
  const mine = partsOf(held, (lineId) => newest.get(lineId)?.[stage]).get(`${actor.id}:${stage}`);
  const ids = (mine ?? []).map(({ lineId }) => lineId);
  const rows = ids.flatMap((id) => newest.get(id)?.[stage] ?? []);
  const names = await namesOf(rows.map(({ personId }) => personId));
  const signed = signedBy({ parts, assignments: held }, now);
  const said = Object.fromEntries(
    ids.map((id) => {
      const row = newest.get(id)?.[stage];
      return [id, row ? saidView(row, actor, names, signed(row)) : null];
    }),
  );
  return { review, ids, newest, said };
}

const statusOf = (stored: string): ReviewStatus =>
  REVIEW_STATUSES.find((known) => known === stored) ?? "open";

const hasFirst = (decisions: LineDecisions | undefined) =>
  outcomeOf(decisions?.[1], null, 1) !== null;

const personIn = ({ kind, principal }: { kind: string; principal: { id: string } }) =>
  kind === "person" ? personId(principal.id) : null;

/** A decision as its reviewer sees it. */
export function saidView(
  row: DecisionRow,
  actor: Actor,
  names: ReadonlyMap<string, PersonName>,
  signed = false,
): SaidView | null {
  const decision = decisionOf(row.decision);
  if (decision === null) return null;
  return {
    ...{ id: row.id, decision, comment: row.comment, remaining: row.remaining },
    until: row.until?.toISOString() ?? null,
    newOwner: row.newOwnerId,
    by: names.get(row.personId)?.name ?? "Somebody",
    mine: row.personId === actor.id,
    at: row.decidedAt.toISOString(),
    ...{ together: row.bulkId !== null, signed },
  };
}

/** A decision that was just made, as its reviewer sees it; null: it was taken back. */
export async function getSaidOf(
  actor: Actor,
  row: DecisionRow,
): Promise<{ lineId: string; said: SaidView | null }> {
  authorize(actor, "review:decide");
  return { lineId: row.lineId, said: saidView(row, actor, await namesOf([row.personId])) };
}
