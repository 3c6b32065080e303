import { countAlertsFor, listAlertsFor } from "@/lib/access-matrix/emergency/queries-waiting";
import { listEndingsWaitingFor } from "@/lib/access-matrix/grants/queries-waiting";
import { countReviewsWaitingFor, listReviewsWaitingFor } from "@/lib/agents/queries-waiting";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { countFindingsOf, listFindingsOf } from "@/lib/findings/queries-waiting";
import { listRotationsWaitingFor } from "@/lib/keys/queries-waiting";
import { countWaitingFor, listWaitingFor } from "@/lib/requests/queries";
import { kindOf } from "@/lib/requests/registry";
import { toWaiting } from "@/lib/requests/view";
import { inOrder, type Waiting, type WaitingRow } from "@/lib/requests/waiting-view";
import { countAccessReviews, listAccessReviews } from "./waiting-reviews";

/** Everything that waits for a person, whichever room it comes from: what is overdue first, then by the day it is due. */
export async function listWaiting(actor: Actor, now: Date): Promise<WaitingRow[]> {
  const parts = await Promise.all([
    requests(actor),
    alerts(actor),
    reviews(actor, now),
    findings(actor),
    rotations(actor, now),
    endings(actor, now),
    listAccessReviews(actor, now),
  ]);
  return inOrder(parts.flat(), now);
}

/** How many things wait for a person: the number beside the inbox. */
export async function countWaiting(actor: Actor, now: Date): Promise<number> {
  const counts = await Promise.all([
    countWaitingFor(actor),
    countAlertsFor(actor),
    countReviewsWaitingFor(actor, now),
    countFindingsOf(actor),
    rotations(actor, now).then(({ length }) => length),
    endings(actor, now).then(({ length }) => length),
    countAccessReviews(actor, now),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

async function requests(actor: Actor): Promise<Waiting[]> {
  const listed = await listWaitingFor(actor);
  const names = await namesOf(listed.map(({ requestedById }) => requestedById));
  return listed.map((each) => toWaiting(each, { names, kind: kindOf(each.kind) }));
}

async function alerts(actor: Actor): Promise<Waiting[]> {
  const listed = await listAlertsFor(actor);
  const names = await namesOf(listed.map(({ personId }) => personId));
  return listed.map(({ id, personId, environment, startedAt, dueAt }) => ({
    id: `emergency:${id}`,
    act: "Acknowledge",
    title: `Emergency access to ${environment}`,
    what: `Taken by ${names.get(personId)?.name ?? personId}; you are on call`,
    href: `/access-matrix/emergencies/${id}`,
    since: startedAt.toISOString(),
    dueAt: dueAt.toISOString(),
  }));
}

async function reviews(actor: Actor, now: Date): Promise<Waiting[]> {
  return (await listReviewsWaitingFor(actor, now)).map(({ id, slug, name, since, dueAt }) => ({
    id: `review:${id}`,
    act: "Review",
    title: `Review the agent ${name}`,
    what: "Review of an agent; somebody other than its owner confirms it",
    href: `/agents/${slug}`,
    since: since.toISOString(),
    dueAt: dueAt.toISOString(),
  }));
}

async function findings(actor: Actor): Promise<Waiting[]> {
  return (await listFindingsOf(actor)).map(({ id, title, severity, raisedAt, dueAt }) => ({
    id: `finding:${id}`,
    act: "Triage",
    title,
    what: `Finding assigned to you, ${severity}`,
    href: `/findings/${id}`,
    since: raisedAt.toISOString(),
    dueAt: dueAt.toISOString(),
  }));
}

async function rotations(actor: Actor, now: Date): Promise<Waiting[]> {
  return (await listRotationsWaitingFor(actor, now)).map(({ id, label, since, dueAt }) => ({
    id: `rotation:${id}`,
    act: "Rotate",
    title: `Rotate the key ${label}`,
    what: "Your key; it becomes too old by the rules, or is so already",
    href: `/keys/${id}`,
    since: since.toISOString(),
    dueAt: dueAt.toISOString(),
  }));
}

async function endings(actor: Actor, now: Date): Promise<Waiting[]> {
  return (await listEndingsWaitingFor(actor, now)).map(
    ({ keyId, serverId, key, server, grants, since, dueAt }) => ({
      id: `ending:${keyId}:${serverId}`,
      act: "Renew",
      title: `Access to ${server} ends: ${key}`,
      what: `${grants} ${grants === 1 ? "grant" : "grants"} of your agent; ask again for what is still needed, or let it end`,
      href: `/access-matrix/grants?key=${keyId}&server=${serverId}`,
      since: since.toISOString(),
      dueAt: dueAt.toISOString(),
    }),
  );
}
