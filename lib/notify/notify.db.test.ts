import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { db } from "@/lib/db/client";
import { acknowledge } from "./commands/acknowledge";
import { sendTest } from "./commands/send-test";
import type { Channel } from "./labels";
import { notify } from "./notify";
import { countUnacknowledged, listDeliveries, listNotifications } from "./queries";

const now = new Date("2026-11-21T12:00:00.000Z");
const made: string[] = [];
let first: Actor;
let second: Actor;

beforeEach(async () => {
  first = await person();
  second = await person();
});

// Whoever stays active is told about every request of the tests that follow.
afterAll(() =>
  db().person.updateMany({ where: { id: { in: made } }, data: { deactivatedAt: now } }),
);

test("each person told is a row, a delivery per channel, and one recorded change", async () => {
  await tell([first.id, second.id], ["email"]);
  for (const { id: personId } of [first, second]) {
    const [note, ...more] = await db().notification.findMany({
      where: { personId },
      include: { deliveries: true },
    });
    expect(more).toEqual([]);
    expect(note).toMatchObject({ kind: "test.kind", title: "A title", acknowledgedAt: null });
    expect(note?.deliveries).toMatchObject([{ channel: "email", status: "PENDING", attempts: 0 }]);
    const [change] = await changes(note?.id ?? "");
    expect(change).toMatchObject({
      action: "notification.made",
      before: null,
      after: { title: "A title", deliveries: [{ channel: "email", status: "PENDING" }] },
    });
  }
});

test("the webhook hears once of what several people are told", async () => {
  await tell([first.id, second.id], ["email", "webhook"]);
  const deliveries = await db().delivery.findMany({
    where: { notification: { personId: { in: [first.id, second.id] } } },
  });
  expect(deliveries.map(({ channel }) => channel).sort()).toEqual(["email", "email", "webhook"]);
});

test("people who left, machines and unknown ids are not told", async () => {
  await db().person.update({ where: { id: second.id }, data: { deactivatedAt: now } });
  await tell([first.id, second.id, "agents.remind", randomUUID()], []);
  expect(await listNotifications(first)).toHaveLength(1);
  expect(await listNotifications(second)).toHaveLength(0);
});

test("a person acknowledges one or all of their own, and each is recorded", async () => {
  await tell([first.id], []);
  await tell([first.id], []);
  const [note] = await listNotifications(first);
  const notificationId = note?.id ?? "";
  await expect(acknowledge(contextOf(second), { notificationId })).rejects.toMatchObject({
    code: "not_found",
  });
  await acknowledge(contextOf(first), { notificationId });
  expect(await countUnacknowledged(first)).toBe(1);
  await expect(acknowledge(contextOf(first), { notificationId })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await acknowledge(contextOf(first), { notificationId: "all" })).toEqual({ count: 1 });
  expect((await changes(notificationId)).at(-1)).toMatchObject({
    action: "notification.acknowledged",
    before: { acknowledgedAt: null },
    after: { acknowledgedAt: now.toISOString(), title: "A title" },
  });
});

test("a test notification goes to who asked for it", async () => {
  await sendTest(contextOf(first));
  expect(await listNotifications(first)).toMatchObject([{ kind: "test.sent" }]);
  expect(await listNotifications(second)).toEqual([]);
});

test("who may not read policies sees no deliveries, and a job no notifications", async () => {
  await expect(
    listDeliveries({ kind: "person", id: first.id, roles: ["owner"] }),
  ).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await listNotifications({ kind: "job", id: "a.job", grants: [] })).toEqual([]);
});

async function tell(personIds: string[], channels: Channel[]): Promise<void> {
  const ctx = contextOf(first);
  const note = { personIds, kind: "test.kind", title: "A title", body: "A body.", link: "/inbox" };
  await transact(ctx, async (tx, record) => {
    await record({ action: "session.started", subjectId: "test", before: null, after: null });
    await notify(tx, record, ctx, note, channels);
  });
}

async function person(): Promise<Extract<Actor, { kind: "person" }>> {
  const { id } = await db().person.create({ data: { roles: ["compliance"], joinedAt: now } });
  made.push(id);
  return { kind: "person", id, roles: ["compliance"] };
}

function contextOf(actor: Actor): CommandContext {
  return { actor, now, requestId: randomUUID() };
}

function changes(subjectId: string) {
  return db().changeLogEntry.findMany({
    where: { subjectKind: "notification", subjectId },
    orderBy: { seq: "asc" },
  });
}
