import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { type Actor, GUEST } from "@/lib/auth/actor";
import { liveSession } from "@/lib/auth/current-actor";
import type { CommandContext } from "@/lib/change-log/transact";
import { HOUR_MS, MINUTE_MS } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { acceptInvitation } from "./join";
import { deactivatePerson, invitePerson } from "./people";
import { signIn } from "./sign-in";

const now = new Date("2026-11-21T12:00:00.000Z");
const PASSWORD = "copper lantern oyster ridge";
const admin: Actor = { kind: "job", id: "test.admin", grants: ["person:manage"] };
const requests: string[] = [];
let person: { id: string; email: string; name: string };
let address: string;

beforeEach(async () => {
  address = randomUUID();
  person = await joined();
});

test("the right password starts a session as long as the policy says, as the person's own act", async () => {
  const outcome = await tryWith(PASSWORD);
  if (outcome.status !== "started") throw new Error(`got ${outcome.status}`);
  const session = await liveSession(outcome.sessionId, now);
  expect(session).toMatchObject({ personId: person.id, method: "password", name: person.name });
  expect(session?.expiresAt).toEqual(new Date(now.getTime() + 12 * HOUR_MS));
  const [change] = await changesAbout(outcome.sessionId);
  expect(change).toMatchObject({
    action: "session.started",
    actorKind: "person",
    actorId: person.id,
  });
});

test("a session ends at its hour, used or not", async () => {
  const outcome = await tryWith(PASSWORD);
  if (outcome.status !== "started") throw new Error(`got ${outcome.status}`);
  const late = new Date(now.getTime() + 12 * HOUR_MS);
  expect(await liveSession(outcome.sessionId, late)).toBeNull();
});

test("an unknown account, a wrong password and a deactivated person are refused alike", async () => {
  const gone = await joined();
  await deactivatePerson(contextOf(admin), { personId: gone.id, reason: "left" });
  const outcomes = [
    await tryWith(PASSWORD, { email: "nobody@example.com" }),
    await tryWith("wrong horse battery staple"),
    await tryWith(PASSWORD, { email: gone.email }),
  ];
  for (const outcome of outcomes) expect(outcome).toEqual({ status: "refused" });
  const refusals = await refused(requests.slice(-3));
  expect(refusals.map(({ actorKind, action }) => `${actorKind} ${action}`)).toEqual(
    Array(3).fill("guest sign-in.refused"),
  );
});

test("somebody invited who has set no password is refused like anybody else", async () => {
  const email = `${randomUUID()}@example.com`;
  await invitePerson(contextOf(admin), { name: "Ines", email, title: "Analyst", roles: ["owner"] });
  expect(await tryWith("", { email })).toEqual({ status: "refused" });
});

test("the fifth failure is heard, the sixth try waits, right or wrong, and writes nothing", async () => {
  await fail(5);
  const failures = await db().signInFailure.count();
  expect(await tryWith("wrong once more")).toEqual({ status: "wait", minutes: 15 });
  expect(await tryWith(PASSWORD)).toEqual({ status: "wait", minutes: 15 });
  expect(await refused(requests.slice(-2))).toEqual([]);
  expect(await db().signInFailure.count()).toBe(failures);
});

test("an account that does not exist waits in the same way", async () => {
  const email = `${randomUUID()}@example.com`;
  await fail(5, { email });
  expect(await tryWith(PASSWORD, { email })).toEqual({ status: "wait", minutes: 15 });
});

test("an account waits from every address", async () => {
  await fail(5);
  address = randomUUID();
  expect(await tryWith(PASSWORD)).toEqual({ status: "wait", minutes: 15 });
});

test("an address that failed thirty times waits for every account", async () => {
  for (let account = 0; account < 6; account += 1) {
    await fail(5, { email: `${randomUUID()}@example.com` });
  }
  expect(await tryWith(PASSWORD)).toEqual({ status: "wait", minutes: 15 });
  address = randomUUID();
  expect(await tryWith(PASSWORD)).toMatchObject({ status: "started" });
});

test("the wait is over when the first of five failures has left the window", async () => {
  await fail(1, { at: now });
  await fail(4, { at: later(10) });
  expect(await tryWith(PASSWORD, { at: later(11) })).toEqual({ status: "wait", minutes: 4 });
  expect(await tryWith(PASSWORD, { at: later(15) })).toMatchObject({ status: "started" });
});

test("a successful sign-in starts the count anew", async () => {
  await fail(4);
  await tryWith(PASSWORD);
  await fail(4);
  expect(await tryWith(PASSWORD)).toMatchObject({ status: "started" });
});

test("of twelve guesses sent at once five are heard", async () => {
  const guesses = Array.from({ length: 12 }, () => tryWith("wrong and wrong again"));
  const outcomes = await Promise.all(guesses);
  expect(outcomes.filter(({ status }) => status === "refused")).toHaveLength(5);
  expect(outcomes.filter(({ status }) => status === "wait")).toHaveLength(7);
});

test("what is recorded names nobody and holds neither password nor hash", async () => {
  await fail(2);
  await tryWith(PASSWORD);
  const changes = await db().changeLogEntry.findMany({ where: { requestId: { in: requests } } });
  const text = JSON.stringify(changes.map(({ seq: _, ...change }) => change)).toLowerCase();
  for (const secret of [person.email, person.name.toLowerCase(), PASSWORD, "argon2", address]) {
    expect(text).not.toContain(secret);
  }
  const counters = await db().signInFailure.findMany({ select: { accountHash: true } });
  for (const { accountHash } of counters) expect(text).not.toContain(accountHash);
});

async function joined() {
  const id = randomUUID();
  const identity = { name: `Petra ${id}`, email: `petra.${id}@example.com`, title: "Analyst" };
  const made = await invitePerson(contextOf(admin), { ...identity, roles: ["owner"] });
  const token = made.url.split("/").at(-1) ?? "";
  await acceptInvitation(contextOf(GUEST), { token, password: PASSWORD });
  return { id: made.personId, ...identity };
}

type Try = { email?: string; at?: Date };

function tryWith(password: string, { email = person.email, at = now }: Try = {}) {
  return signIn(contextOf(GUEST, at), { email, password }, { address, userAgent: "test" });
}

async function fail(times: number, how: Try = {}) {
  for (let n = 0; n < times; n += 1) {
    expect(await tryWith("wrong and wrong again", how)).toEqual({ status: "refused" });
  }
}

function later(minutes: number): Date {
  return new Date(now.getTime() + minutes * MINUTE_MS);
}

function contextOf(actor: Actor, at = now): CommandContext {
  const requestId = randomUUID();
  requests.push(requestId);
  return { actor, now: at, requestId };
}

function changesAbout(subjectId: string) {
  return db().changeLogEntry.findMany({ where: { subjectId }, orderBy: { seq: "asc" } });
}

function refused(requestIds: readonly string[]) {
  return db().changeLogEntry.findMany({
    where: { requestId: { in: [...requestIds] }, action: "sign-in.refused" },
  });
}
