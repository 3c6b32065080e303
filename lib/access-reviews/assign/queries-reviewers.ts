import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { ROLES } from "@/lib/auth/permissions";
import { permissionsOf } from "@/lib/auth/role-grants";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { accessReviewsSettings } from "../settings";

const PEOPLE_MAX = 2_000;
const RECORDS_MAX = 20_000;
const DELEGATIONS_MAX = 500;
const REVIEWERS = ROLES.filter((role) => permissionsOf(role).includes("review:decide"));

export type FitnessRecord =
  Awaited<ReturnType<typeof newestRecords>> extends Map<string, infer Row> ? Row : never;

/** The newest record of each person that says why they are fit to review (REV-07), by person. */
export async function newestRecords(personIds: readonly string[]) {
  const records = await read().reviewerRecord.findMany({
    where: { personId: { in: [...personIds] } },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
    take: RECORDS_MAX,
  });
  return new Map(records.map((record) => [record.personId, record]));
}

/** How many days old such a record may be, by the rules in force. */
export async function competenceDays(now: Date): Promise<number> {
  const { values } = await policyInForce(accessReviewsSettings, now);
  return values.competenceDays;
}

/**
 * Everybody who may decide reviews, with their newest record; for whoever sees their own reviews only, themselves. At most 2,000.
 */
export async function listReviewers(actor: Actor, now: Date) {
  const all = can(actor, "review:read-all");
  const people = await read().person.findMany({
    where: {
      ...{ deactivatedAt: null, roles: { hasSome: REVIEWERS } },
      ...(all ? {} : { id: actor.kind === "person" ? actor.id : { in: [] } }),
    },
    select: { id: true },
    orderBy: { id: "asc" },
    take: PEOPLE_MAX,
  });
  const ids = people.map(({ id }) => id);
  const [records, days] = await Promise.all([newestRecords(ids), competenceDays(now)]);
  const by = [...records.values()].map(({ recordedById }) => recordedById);
  return { ids, records, days, names: await namesOf([...ids, ...by]) };
}

/** Delegations, the newest first, at most 500: all, or those the actor is part of. */
export async function listDelegations(actor: Actor) {
  const all = can(actor, "review:read-all");
  const rows = await read().reviewDelegation.findMany({
    where: all ? {} : { OR: [{ fromId: actor.id }, { toId: actor.id }] },
    orderBy: [{ recordedAt: "desc" }, { id: "asc" }],
    take: DELEGATIONS_MAX,
  });
  const reviews = await read().accessReview.findMany({
    where: { id: { in: rows.flatMap(({ reviewId }) => reviewId ?? []) } },
    select: { id: true, reference: true },
    take: DELEGATIONS_MAX,
  });
  return {
    rows,
    references: new Map(reviews.map(({ id, reference }) => [id, reference])),
    names: await namesOf(rows.flatMap((row) => [row.fromId, row.toId, row.recordedById])),
  };
}

/** Reviews that are being decided, for choosing one: the soonest due first. */
export async function openReviewChoices(actor: Actor) {
  const all = can(actor, "review:read-all");
  const mine = all ? {} : { id: { in: await assignedReviews(actor.id) } };
  return read().accessReview.findMany({
    where: { status: "open", ...mine },
    select: { id: true, reference: true, title: true },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: 100,
  });
}

async function assignedReviews(personId: string): Promise<string[]> {
  const rows = await read().reviewAssignment.findMany({
    where: { personId, until: null },
    select: { reviewId: true },
    distinct: ["reviewId"],
    orderBy: { reviewId: "asc" },
    take: 1_000,
  });
  return rows.map(({ reviewId }) => reviewId);
}
