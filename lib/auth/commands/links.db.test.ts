import { randomUUID } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { type Actor, GUEST } from "@/lib/auth/actor";
import type { CommandContext } from "@/lib/change-log/transact";
import { addDays, HOUR_MS } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { readRows, sql } from "@/lib/db/read";
import { acceptInvitation } from "./join";
import { makeLink } from "./links";
import { deactivatePerson, invitePerson } from "./people";
import { signIn } from "./sign-in";

const now = new Date("2026-11-21T12:00:00.000Z");
const PASSWORD = "copper lantern oyster ridge";
const admin: Actor = { kind: "job", id: "test.admin", grants: ["person:manage"] };
let email: string;
let personId: string;
let url: string;

beforeEach(async () => {
  email = `${randomUUID()}@example.com`;
  const identity = { name: "Jonas Ferreira", email, title: "Platform lead" };
  ({ personId, url } = await invitePerson(contextOf(admin), { ...identity, roles: ["owner"] }));
});

test("an invitation sets an argon2id password, and the person is in", async () => {
  await accept(url);
  const { hash } = await db().passwordCredential.findUniqueOrThrow({ where: { personId } });
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await signInNow()).toMatchObject({ status: "started" });
  expect(await actionsAbout(personId)).toEqual([
    "person.invited",
    "person.password-set",
    "person.joined",
  ]);
});

test("who joins may correct how their name was spelt", async () => {
  await acceptInvitation(contextOf(GUEST), {
    token: tokenOf(url),
    password: PASSWORD,
    name: "Jónas",
  });
  expect(await db().personIdentity.findUnique({ where: { personId } })).toMatchObject({
    name: "Jónas",
  });
});

test("only the hash of a link is stored", async () => {
  const [link] = await db().invitation.findMany({ where: { personId } });
  expect(link?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(link)).not.toContain(tokenOf(url));
});

test("a link works once", async () => {
  await accept(url);
  await expect(accept(url)).rejects.toMatchObject({ code: "conflict" });
});

test("of two who open one link at once exactly one gets in", async () => {
  const both = await holdingTheLink(() => [accept(url), accept(url)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "conflict" },
  });
  expect(await actionsAbout(personId)).toHaveLength(3);
});

test("a link that is three days old opens nothing", async () => {
  const late = contextOf(GUEST, addDays(now, 3));
  await expect(
    acceptInvitation(late, { token: tokenOf(url), password: PASSWORD }),
  ).rejects.toMatchObject({ code: "conflict" });
  const intime = contextOf(GUEST, new Date(now.getTime() + 72 * HOUR_MS - 1));
  await acceptInvitation(intime, { token: tokenOf(url), password: PASSWORD });
});

test("a new link ends the one before it", async () => {
  const renewed = await makeLink(contextOf(admin), { personId, purpose: "join" });
  await expect(accept(url)).rejects.toMatchObject({ code: "conflict" });
  await accept(renewed.url);
});

test("a password that attackers try first leaves the link as it was", async () => {
  await expect(accept(url, "password1234")).rejects.toMatchObject({
    code: "invalid_input",
    fieldErrors: { password: [expect.stringContaining("attackers")] },
  });
  await accept(url);
});

test("the link of somebody who was deactivated opens nothing", async () => {
  await deactivatePerson(contextOf(admin), { personId, reason: "never started" });
  await expect(accept(url)).rejects.toMatchObject({ code: "conflict" });
});

test("a new-password link ends every session that was open", async () => {
  await accept(url);
  await signInNow();
  const link = await makeLink(contextOf(admin), { personId, purpose: "new-password" });
  await accept(link.url, "quiet harbour violet engine");
  expect(await db().session.count({ where: { personId, endedAt: null } })).toBe(0);
  expect(await signInNow()).toEqual({ status: "refused" });
});

test("nobody makes a link for themselves, whatever their roles", async () => {
  await accept(url);
  const self: Actor = { kind: "person", id: personId, roles: ["admin"] };
  for (const purpose of ["new-password", "passkey"] as const) {
    await expect(makeLink(contextOf(self), { personId, purpose })).rejects.toMatchObject({
      code: "forbidden",
    });
  }
});

test("an owner makes no links", async () => {
  const owner: Actor = { kind: "person", id: randomUUID(), roles: ["owner"] };
  await expect(makeLink(contextOf(owner), { personId, purpose: "join" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("what is recorded of a link does not open it", async () => {
  await accept(url);
  const changes = await db().changeLogEntry.findMany({
    where: { OR: [{ subjectId: personId }, { subjectKind: "invitation" }] },
  });
  const text = JSON.stringify(changes.map(({ seq: _, ...change }) => change));
  const [link] = await db().invitation.findMany({ where: { personId } });
  for (const secret of [tokenOf(url), link?.tokenHash ?? "", email, "Jonas", "argon2"]) {
    expect(text).not.toContain(secret);
  }
});

function accept(link: string, password = PASSWORD) {
  return acceptInvitation(contextOf(GUEST), { token: tokenOf(link), password });
}

function signInNow() {
  const origin = { address: randomUUID(), userAgent: "test" };
  return signIn(contextOf(GUEST), { email, password: PASSWORD }, origin);
}

function tokenOf(link: string): string {
  return link.split("/").at(-1) ?? "";
}

function contextOf(actor: Actor, at = now): CommandContext {
  return { actor, now: at, requestId: randomUUID() };
}

async function actionsAbout(subjectId: string): Promise<string[]> {
  const changes = await db().changeLogEntry.findMany({
    where: { subjectId },
    orderBy: { seq: "asc" },
  });
  return changes.map(({ action }) => action);
}

// Starts `work` while the link's row is locked and lets go once each part waits to use it.
async function holdingTheLink<T>(work: () => Promise<T>[]) {
  const { settled } = await db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "Invitation" WHERE "personId" = ${personId}::uuid FOR UPDATE`;
    const parts = work();
    const outcome = { settled: Promise.allSettled(parts) };
    await vi.waitFor(async () => expect(await waitingForALink()).toBe(parts.length), 5_000);
    return outcome;
  });
  return settled;
}

async function waitingForALink(): Promise<number> {
  const [row] = await readRows(
    z.object({ waiting: z.number() }),
    sql`SELECT count(*)::int AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'
          AND query LIKE 'UPDATE "public"."Invitation"%'`,
  );
  return row?.waiting ?? 0;
}
