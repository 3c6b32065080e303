import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { db, type Snapshot } from "@/lib/db/client";
import type { ChangeAction } from "./actions";
import { listAsOf, stateAsOf } from "./as-of";
import { getChange, listChanges, listHistory, searchChanges } from "./queries";
import type { ChangesFilter } from "./schema";
import { type CommandContext, transact } from "./transact";

const start = new Date("2026-11-21T12:00:00.000Z").getTime();
const at = (second: number) => new Date(start + second * 1000);
const everything: ChangesFilter = {
  q: "",
  who: "",
  action: null,
  kind: null,
  subject: null,
  from: null,
  to: null,
};
const firstPage = { page: 1, pageSize: 50 };

let officer: Actor;
let owner: Actor;
let agentId: string;

beforeEach(() => {
  officer = person("compliance");
  owner = person("owner");
  agentId = randomUUID();
});

test("the state at an instant is the record before and after an edit, to the millisecond", async () => {
  await agentAct("agent.registered", at(0), { name: "First" });
  await agentAct("agent.edited", at(10), { name: "Second" });
  expect(await stateAsOf(officer, "agent", agentId, at(-1))).toBeNull();
  expect(await stateName(at(0))).toBe("First");
  expect(await stateName(new Date(at(10).getTime() - 1))).toBe("First");
  expect(await stateName(at(10))).toBe("Second");
  expect(await stateName(at(99))).toBe("Second");
});

test("of two changes recorded at the same instant the last written counts", async () => {
  await transact(context(owner, at(0)), async (_tx, record) => {
    for (const name of ["One", "Two", "Three"]) {
      await record({
        action: "agent.edited",
        subjectId: agentId,
        before: null,
        after: { id: agentId, name },
      });
    }
  });
  expect(await stateName(at(0))).toBe("Three");
  const { records } = await listHistory(officer, "agent", agentId);
  expect(records.map(({ after }) => after)).toMatchObject([
    { name: "Three" },
    { name: "Two" },
    { name: "One" },
  ]);
});

test("a command that began earlier and was written later is the later state", async () => {
  await agentAct("agent.edited", at(10), { name: "Won the lock" });
  await agentAct("agent.edited", at(9), { name: "Waited for it" });
  expect(await stateName(at(20))).toBe("Waited for it");
});

test("acts beside the record do not change its state, and notes of an act are no part of it", async () => {
  const personId = randomUUID();
  await act("person.joined", personId, at(0), { id: personId, roles: ["owner"] });
  await act("person.password-set", personId, at(1), { personId, changedAt: at(1) });
  await act("person.identity-changed", personId, at(2), {
    id: personId,
    roles: ["owner"],
    changedFields: ["name"],
  });
  const known = await stateAsOf(officer, "person", personId, at(5));
  expect(known?.state).toEqual({ id: personId, roles: ["owner"] });
});

test("a register as of an instant holds each record once, as it was", async () => {
  const other = randomUUID();
  await agentAct("agent.registered", at(0), { name: "First" });
  await act("agent.registered", other, at(5), { id: other, name: "Later" });
  await agentAct("agent.edited", at(10), { name: "Second" });
  const names = async (instant: Date) =>
    (await listAsOf(officer, "agent", instant))
      .filter(({ subjectId }) => [agentId, other].includes(subjectId))
      .map(({ state }) => state.name)
      .sort();
  expect(await names(at(-1))).toEqual([]);
  expect(await names(at(0))).toEqual(["First"]);
  expect(await names(at(9))).toEqual(["First", "Later"]);
  expect(await names(at(10))).toEqual(["Later", "Second"]);
});

test("the log is filtered by who, what, subject, kind, time and id", async () => {
  const requestId = await agentAct("agent.registered", at(0), { name: "First" });
  await agentAct("agent.suspended", at(10), { name: "First" }, officer);
  const subject = { kind: "agent" as const, id: agentId };
  const found = async (filter: Partial<ChangesFilter>) =>
    (await listChanges(officer, { ...everything, subject, ...filter }, firstPage)).records.map(
      ({ action }) => action,
    );
  expect(await found({})).toEqual(["agent.suspended", "agent.registered"]);
  expect(await found({ who: owner.id })).toEqual(["agent.registered"]);
  expect(await found({ action: "agent.suspended" })).toEqual(["agent.suspended"]);
  expect(await found({ kind: "person" })).toEqual([]);
  expect(await found({ from: at(1) })).toEqual(["agent.suspended"]);
  expect(await found({ to: at(10) })).toEqual(["agent.registered"]);
  expect(await found({ q: requestId })).toEqual(["agent.registered"]);
  expect(await found({ q: agentId })).toHaveLength(2);
  expect(await found({ q: "suspend" })).toEqual(["agent.suspended"]);
  expect(await found({ q: "' OR 1=1 --" })).toEqual([]);
});

test("pages go through the log without a gap, and the count is the whole", async () => {
  for (let n = 0; n < 5; n += 1) await agentAct("agent.edited", at(n), { name: `${n}` });
  const filter = { ...everything, subject: { kind: "agent" as const, id: agentId } };
  const pages = await Promise.all(
    [1, 2, 3].map((page) => listChanges(officer, filter, { page, pageSize: 2 })),
  );
  expect(pages.map(({ total }) => total)).toEqual([5, 5, 5]);
  const names = pages.flatMap(({ records }) => records.map(({ after }) => after));
  expect(names).toMatchObject([4, 3, 2, 1, 0].map((n) => ({ name: `${n}` })));
});

test("a change knows its neighbours of the same subject", async () => {
  await agentAct("agent.registered", at(0), { name: "a" });
  await agentAct("agent.edited", at(1), { name: "b" });
  await agentAct("agent.edited", at(2), { name: "c" });
  const { records } = await listHistory(officer, "agent", agentId);
  const [newest, middle, oldest] = records.map(({ id }) => id);
  const found = await getChange(officer, middle ?? "");
  expect([found.previousId, found.nextId]).toEqual([oldest, newest]);
  expect((await getChange(officer, oldest ?? "")).previousId).toBeNull();
});

test("an owner reads agents and their own acts; what is not theirs is not found", async () => {
  const personId = randomUUID();
  await act("person.deactivated", personId, at(0), { id: personId }, person("admin"));
  await act("person.invited", personId, at(1), { id: personId }, owner);
  const subject = { kind: "person" as const, id: personId };
  const seen = await listChanges(owner, { ...everything, subject }, firstPage);
  expect(seen.records.map(({ action }) => action)).toEqual(["person.invited"]);
  const all = await listChanges(officer, { ...everything, subject }, firstPage);
  const hidden = all.records.find(({ action }) => action === "person.deactivated");
  await expect(getChange(owner, hidden?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
  await expect(listHistory(owner, "person", personId)).rejects.toMatchObject({ code: "not_found" });
  await expect(stateAsOf(owner, "person", personId, at(9))).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(listAsOf(owner, "person", at(9))).rejects.toMatchObject({ code: "not_found" });
});

test("an admin reads people and no agents", async () => {
  const admin = person("admin");
  await agentAct("agent.registered", at(0), { name: "a" });
  const subject = { kind: "agent" as const, id: agentId };
  expect((await listChanges(admin, { ...everything, subject }, firstPage)).total).toBe(0);
  await expect(listHistory(admin, "agent", agentId)).rejects.toMatchObject({ code: "not_found" });
});

test("names are joined when shown: of who acted, of people in records, of tokens", async () => {
  const named = await aPerson("Anna Weiss");
  const token = await aToken(named);
  await agentAct("agent.registered", at(0), { ownerId: named }, { ...owner, id: named });
  await act("agent.edited", agentId, at(1), { id: agentId }, token);
  const { names } = await listHistory(officer, "agent", agentId);
  expect(names.get(named)?.name).toBe("Anna Weiss");
  expect(names.get(token.id)?.name).toBe("Pipeline");
});

test.each(["", "nonsense", "8f2d1c3a"])("the id %j is no change", async (id) => {
  await expect(getChange(officer, id)).rejects.toMatchObject({ code: "not_found" });
  expect(await searchChanges(officer, id)).toEqual([]);
});

function person(role: Role): Actor {
  return { kind: "person", id: randomUUID(), roles: [role] };
}

function context(actor: Actor, now: Date): CommandContext {
  return { actor, now, requestId: randomUUID() };
}

function agentAct(action: ChangeAction, now: Date, after: Snapshot, by = owner): Promise<string> {
  return act(action, agentId, now, { id: agentId, ...after }, by);
}

async function act(
  action: ChangeAction,
  subjectId: string,
  now: Date,
  after: Snapshot,
  by = owner,
): Promise<string> {
  const ctx = context(by, now);
  await transact(ctx, (_tx, record) => record({ action, subjectId, before: null, after }));
  return ctx.requestId;
}

async function stateName(instant: Date) {
  return (await stateAsOf(officer, "agent", agentId, instant))?.state?.name;
}

async function aPerson(name: string): Promise<string> {
  const { id } = await db().person.create({
    data: {
      roles: ["owner"],
      joinedAt: at(0),
      identity: { create: { name, title: "", email: `${randomUUID()}@x.test` } },
    },
  });
  return id;
}

async function aToken(responsibleId: string): Promise<Actor> {
  const { id } = await db().machineToken.create({
    data: {
      name: "Pipeline",
      grants: [],
      tokenHash: randomUUID(),
      responsibleId,
      createdById: responsibleId,
      createdAt: at(0),
      expiresAt: at(0),
    },
  });
  return { kind: "token", id, grants: [], responsibleId };
}
