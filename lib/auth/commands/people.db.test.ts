import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { type Actor, GUEST } from "@/lib/auth/actor";
import { liveSession } from "@/lib/auth/current-actor";
import { isActivePerson, listActivePeople, namesOf, peopleByEmail } from "@/lib/auth/people";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { db } from "@/lib/db/client";
import { endAllSessions, endSession, endSessionsFor } from "./end-session";
import { changeIdentity, eraseIdentity } from "./identity";
import { acceptInvitation } from "./join";
import { changeRoles, deactivatePerson, invitePerson, reactivatePerson } from "./people";
import { signIn } from "./sign-in";

const now = new Date("2026-11-21T12:00:00.000Z");
const PASSWORD = "copper lantern oyster ridge";
const admin: Actor = { kind: "job", id: "test.admin", grants: ["person:manage"] };
let person: { id: string; name: string; email: string; title: string };

beforeEach(async () => {
  person = await joined();
});

test("an address belongs to one person, whatever its case was", async () => {
  const again = { name: "Somebody Else", email: person.email, title: "Analyst" };
  await expect(
    invitePerson(contextOf(admin), { ...again, roles: ["owner"] }),
  ).rejects.toMatchObject({ code: "invalid_input", fieldErrors: { email: [expect.any(String)] } });
});

test("roles hold from the next look on, and the log has both sets", async () => {
  const sessionId = await session();
  await roles(["owner", "risk-owner"], 2);
  expect(await liveSession(sessionId, now)).toMatchObject({ roles: ["owner", "risk-owner"] });
  expect((await changes()).at(-1)).toMatchObject({
    action: "person.roles-changed",
    before: { roles: ["owner"] },
    after: { roles: ["owner", "risk-owner"], version: 3 },
    reason: "reorganised",
  });
});

test("nobody changes their own roles or deactivates themselves", async () => {
  const self = contextOf({ kind: "person", id: person.id, roles: ["admin"] });
  const change = { personId: person.id, version: 2, roles: ["compliance" as const], reason: "" };
  await expect(changeRoles(self, change)).rejects.toMatchObject({ code: "forbidden" });
  await expect(
    deactivatePerson(self, { personId: person.id, reason: "leaving" }),
  ).rejects.toMatchObject({ code: "forbidden" });
});

test("an owner manages nobody", async () => {
  const owner = contextOf({ kind: "person", id: randomUUID(), roles: ["owner"] });
  const acts = [
    changeRoles(owner, { personId: person.id, version: 2, roles: ["auditor"], reason: "" }),
    deactivatePerson(owner, { personId: person.id, reason: "x" }),
    changeIdentity(owner, { ...person, personId: person.id, version: 2 }),
    eraseIdentity(owner, { personId: person.id, confirmation: person.name }),
    endSessionsFor(owner, { personId: person.id }),
    reactivatePerson(owner, { personId: person.id }),
  ];
  for (const act of acts) await expect(act).rejects.toMatchObject({ code: "forbidden" });
});

test("who edits an older version sees both sets of roles, and nothing changes", async () => {
  await roles(["risk-owner"], 2);
  await expect(roles(["auditor"], 2)).rejects.toMatchObject({
    code: "conflict",
    conflict: [
      { field: "roles", mine: "Auditor", theirs: "Risk owner", theirsValue: ["risk-owner"] },
      { field: "version", mine: "2", theirs: "3" },
    ],
  });
  expect(await stored()).toMatchObject({ roles: ["risk-owner"] });
});

test("a deactivated person is out on their next request, and reactivating revives no session", async () => {
  const sessionId = await session();
  expect(await liveSession(sessionId, now)).not.toBeNull();
  await deactivate();
  expect(await liveSession(sessionId, now)).toBeNull();
  await reactivatePerson(contextOf(admin), { personId: person.id });
  expect(await liveSession(sessionId, now)).toBeNull();
  expect(await signInNow()).toMatchObject({ status: "started" });
});

test("a deactivated person cannot be chosen, an invited one can", async () => {
  const invited = await invite();
  await deactivate();
  const ids = (await listActivePeople()).map(({ id }) => id);
  expect(ids).toContain(invited.id);
  expect(ids).not.toContain(person.id);
  expect(await peopleByEmail([person.email.toUpperCase(), invited.email])).toEqual(
    new Map([[invited.email, invited.id]]),
  );
  await expect(asked(person.id)).resolves.toBe(false);
  await expect(asked(invited.id)).resolves.toBe(true);
  await expect(asked("not an id")).resolves.toBe(false);
});

test("a change of identity says which fields changed and never what they held", async () => {
  const married = { ...person, personId: person.id, version: 2, name: "Vera Novotná" };
  const { id: _, ...input } = married;
  await changeIdentity(contextOf(admin), input);
  const change = (await changes()).at(-1);
  expect(change).toMatchObject({ after: { changedFields: ["name"], version: 3 } });
  expect(JSON.stringify(change?.after)).not.toContain("Novotná");
  expect((await namesOf([person.id])).get(person.id)?.name).toBe("Vera Novotná");
});

test("two admins who correct one person see each other's words", async () => {
  const { id: personId, ...identity } = person;
  await changeIdentity(contextOf(admin), { personId, version: 2, ...identity, title: "Counsel" });
  await expect(
    changeIdentity(contextOf(admin), { personId, version: 2, ...identity, title: "Partner" }),
  ).rejects.toMatchObject({
    code: "conflict",
    conflict: [
      { field: "title", mine: "Partner", theirs: "Counsel" },
      { field: "version", theirs: "3" },
    ],
  });
});

test("erasing takes the typed name and a person who has left", async () => {
  const typed = { personId: person.id, confirmation: person.name };
  await expect(eraseIdentity(contextOf(admin), typed)).rejects.toMatchObject({ code: "conflict" });
  await deactivate();
  await expect(
    eraseIdentity(contextOf(admin), { ...typed, confirmation: "someone" }),
  ).rejects.toMatchObject({ code: "invalid_input" });
});

test("an erased person keeps their id and their acts, and nothing names them", async () => {
  await deactivate();
  const typed = { personId: person.id, confirmation: person.name };
  await eraseIdentity(contextOf(admin), typed);
  expect(await db().personIdentity.count({ where: { personId: person.id } })).toBe(0);
  expect(await db().passwordCredential.count({ where: { personId: person.id } })).toBe(0);
  expect((await namesOf([person.id])).get(person.id)).toEqual({
    id: person.id,
    name: `Erased person ${person.id.slice(0, 8)}`,
    title: "",
  });
  expect(await stored()).toMatchObject({ id: person.id, roles: ["owner"] });
  await expect(reactivatePerson(contextOf(admin), { personId: person.id })).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(eraseIdentity(contextOf(admin), typed)).rejects.toMatchObject({ code: "conflict" });
});

test("ids of jobs and strangers have no name", async () => {
  const names = await namesOf(["auth.sweep", "guest", null, randomUUID(), person.id]);
  expect([...names.keys()]).toEqual([person.id]);
});

test("one ends one's own sessions, not another's", async () => {
  const sessionId = await session();
  const stranger = contextOf({ kind: "person", id: randomUUID(), roles: ["admin"] });
  await expect(endSession(stranger, { sessionId })).rejects.toMatchObject({ code: "not_found" });
  await endSession(contextOf(self()), { sessionId });
  expect(await liveSession(sessionId, now)).toBeNull();
  await expect(endSession(contextOf(self()), { sessionId })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("signing out everywhere can spare the session it is asked from", async () => {
  const [here, there] = [await session(), await session()];
  const ended = await endAllSessions(contextOf(self(here)), { keep: "this" });
  expect(ended).toBe(1);
  expect(await liveSession(here, now)).not.toBeNull();
  expect(await liveSession(there, now)).toBeNull();
  await endAllSessions(contextOf(self(here)), { keep: "none" });
  expect(await liveSession(here, now)).toBeNull();
});

test("no change about a person holds a name, an address or a title", async () => {
  const { id: personId, ...identity } = person;
  await changeIdentity(contextOf(admin), { personId, version: 2, ...identity, title: "Counsel-X" });
  await session();
  await deactivate();
  await eraseIdentity(contextOf(admin), { personId, confirmation: person.name });
  const entries = await db().changeLogEntry.findMany({
    where: { OR: [{ subjectId: personId }, { actorId: personId }] },
  });
  expect(entries.length).toBeGreaterThan(6);
  const text = JSON.stringify(entries.map(({ seq: _, ...entry }) => entry));
  for (const word of [person.name, person.email, person.title, "Counsel-X"]) {
    expect(text).not.toContain(word);
  }
});

async function invite() {
  const mark = randomUUID();
  const identity = {
    name: `Vera ${mark}`,
    email: `vera.${mark}@example.com`,
    title: `Lead ${mark}`,
  };
  const made = await invitePerson(contextOf(admin), { ...identity, roles: ["owner"] });
  return { id: made.personId, ...identity, token: made.url.split("/").at(-1) ?? "" };
}

async function joined() {
  const { token, ...rest } = await invite();
  await acceptInvitation(contextOf(GUEST), { token, password: PASSWORD });
  return rest;
}

function signInNow() {
  const origin = { address: randomUUID(), userAgent: "test" };
  return signIn(contextOf(GUEST), { email: person.email, password: PASSWORD }, origin);
}

async function session(): Promise<string> {
  const outcome = await signInNow();
  if (outcome.status !== "started") throw new Error(`got ${outcome.status}`);
  return outcome.sessionId;
}

function self(sessionId?: string): Actor {
  return { kind: "person", id: person.id, roles: ["owner"], ...(sessionId ? { sessionId } : {}) };
}

function roles(wanted: ("owner" | "risk-owner" | "auditor")[], version: number) {
  const input = { personId: person.id, version, roles: wanted, reason: "reorganised" };
  return changeRoles(contextOf(admin), input);
}

function deactivate() {
  return deactivatePerson(contextOf(admin), { personId: person.id, reason: "left the company" });
}

// Asked inside a transaction that is given up, because nothing is recorded in it.
async function asked(id: string): Promise<boolean> {
  let answer: boolean | undefined;
  const asking = transact(contextOf(admin), async (tx) => {
    answer = await isActivePerson(tx, id);
  });
  await expect(asking).rejects.toThrow("without recording");
  return answer ?? false;
}

function stored() {
  return db().person.findUniqueOrThrow({ where: { id: person.id } });
}

function changes() {
  return db().changeLogEntry.findMany({
    where: { subjectId: person.id },
    orderBy: { seq: "asc" },
  });
}

function contextOf(actor: Actor, at = now): CommandContext {
  return { actor, now: at, requestId: randomUUID() };
}
