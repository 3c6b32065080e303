import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { type Actor, GUEST } from "@/lib/auth/actor";
import type { CommandContext } from "@/lib/change-log/transact";
import { db } from "@/lib/db/client";
import { acceptFirstAdmin, acceptInvitation } from "./join";
import { makeFirstAdminLink } from "./links";
import { changeRoles, deactivatePerson, invitePerson } from "./people";

const now = new Date("2026-11-21T12:00:00.000Z");
const PASSWORD = "copper lantern oyster ridge";
const starter: Actor = { kind: "job", id: "test.start", grants: ["installation:establish"] };
const keeper: Actor = { kind: "job", id: "test.keeper", grants: ["person:manage"] };

// How many admins there are counts the whole house: this needs the database of its own that `npm test` gives it.
beforeEach(async () => {
  await db().person.updateMany({ data: { deactivatedAt: now } });
});

test("the first admin comes in by a link and may take on other roles too", async () => {
  const link = await makeFirstAdminLink(contextOf(starter));
  await introduce(link.url, ["admin", "compliance"]);
  const [admin] = await admins();
  expect(admin).toMatchObject({ roles: ["admin", "compliance"], joinedAt: now });
});

test("with an admin in place no further first-admin link is made or honoured", async () => {
  const link = await makeFirstAdminLink(contextOf(starter));
  await invite("admin");
  await expect(makeFirstAdminLink(contextOf(starter))).rejects.toMatchObject({ code: "conflict" });
  await expect(introduce(link.url, ["admin"])).rejects.toMatchObject({ code: "conflict" });
  expect(await admins()).toHaveLength(1);
});

test("an admin who was invited and never came is not in the way of the first one", async () => {
  const identity = { name: "Nils", email: `${randomUUID()}@example.com`, title: "IT" };
  await invitePerson(contextOf(keeper), { ...identity, roles: ["admin"] });
  await introduce((await makeFirstAdminLink(contextOf(starter))).url, ["admin"]);
});

test("a second start replaces the first-admin link of the one before", async () => {
  const earlier = await makeFirstAdminLink(contextOf(starter));
  const later = await makeFirstAdminLink(contextOf(starter));
  await expect(introduce(earlier.url, ["admin"])).rejects.toMatchObject({ code: "conflict" });
  await introduce(later.url, ["admin"]);
});

test("of two who open the first-admin link at once one becomes admin", async () => {
  const { url } = await makeFirstAdminLink(contextOf(starter));
  const both = await Promise.allSettled([introduce(url, ["admin"]), introduce(url, ["admin"])]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await admins()).toHaveLength(1);
});

test("nobody but the start of the installation makes a first-admin link", async () => {
  const admin: Actor = { kind: "person", id: randomUUID(), roles: ["admin"] };
  await expect(makeFirstAdminLink(contextOf(admin))).rejects.toMatchObject({ code: "forbidden" });
});

test("the last active admin keeps the role and the account", async () => {
  const last = await invite("admin");
  await expect(demote(last)).rejects.toMatchObject({ code: "conflict" });
  await expect(deactivate(last)).rejects.toMatchObject({ code: "conflict" });
  expect(await admins()).toHaveLength(1);
});

test("an admin who has not joined yet cannot take over from the last one", async () => {
  const last = await invite("admin");
  const identity = { name: "Nils", email: `${randomUUID()}@example.com`, title: "IT" };
  await invitePerson(contextOf(keeper), { ...identity, roles: ["admin"] });
  await expect(deactivate(last)).rejects.toMatchObject({ code: "conflict" });
});

test("two admins who remove each other at once leave one", async () => {
  for (const act of [demote, deactivate]) {
    await db().person.updateMany({ data: { deactivatedAt: now } });
    const [one, other] = [await invite("admin"), await invite("admin")];
    const both = await Promise.allSettled([act(one), act(other)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await admins()).toHaveLength(1);
  }
});

async function invite(role: "admin"): Promise<string> {
  const identity = { name: "Ada", email: `${randomUUID()}@example.com`, title: "IT" };
  const made = await invitePerson(contextOf(keeper), { ...identity, roles: [role] });
  const token = made.url.split("/").at(-1) ?? "";
  await acceptInvitation(contextOf(GUEST), { token, password: PASSWORD });
  return made.personId;
}

function introduce(url: string, roles: ("admin" | "compliance")[]) {
  const identity = {
    name: "Ada Lovell",
    email: `${randomUUID()}@example.com`,
    title: "Head of IT",
  };
  const token = url.split("/").at(-1) ?? "";
  return acceptFirstAdmin(contextOf(GUEST), { token, ...identity, password: PASSWORD, roles });
}

function demote(personId: string) {
  return changeRoles(contextOf(keeper), { personId, version: 2, roles: ["owner"], reason: "" });
}

function deactivate(personId: string) {
  return deactivatePerson(contextOf(keeper), { personId, reason: "left" });
}

function admins() {
  return db().person.findMany({
    where: { roles: { has: "admin" }, deactivatedAt: null, joinedAt: { not: null } },
  });
}

function contextOf(actor: Actor): CommandContext {
  return { actor, now, requestId: randomUUID() };
}
