import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { type Actor, can } from "@/lib/auth/actor";
import { authenticateToken, hashToken } from "@/lib/auth/machine-token";
import type { CommandContext } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { deactivatePerson, invitePerson } from "./people";
import { makeToken, revokeToken } from "./tokens";

const grants = ["person:manage", "token:manage"] as const;
const admin: Actor = { kind: "job", id: "test.admin", grants };
let responsibleId: string;
let token: { id: string; text: string };

beforeEach(async () => {
  const identity = { name: "Omar", email: `${randomUUID()}@example.com`, title: "Platform" };
  const made = await invitePerson(contextOf(), { ...identity, roles: ["owner"] });
  responsibleId = made.personId;
  token = await make();
});

test("a token acts with its own rights and names who answers for it", async () => {
  const actor = await ask(token.text);
  expect(actor).toMatchObject({ kind: "token", id: token.id, responsibleId });
  expect(can(actor, "agent:import")).toBe(true);
  expect(can(actor, "agent:edit-all")).toBe(false);
});

test("a token is 256 random bits behind a prefix, and only its hash is kept", async () => {
  expect(token.text).toMatch(/^csn_[\w-]{43}$/);
  const stored = await db().machineToken.findUniqueOrThrow({ where: { id: token.id } });
  expect(stored.tokenHash).toBe(hashToken(token.text));
  const changes = await db().changeLogEntry.findMany({ where: { subjectId: token.id } });
  const text = JSON.stringify(changes.map(({ seq: _, ...change }) => change));
  expect(text).not.toContain(token.text);
  expect(text).not.toContain(stored.tokenHash);
});

test("a revoked, an expired and an unknown token open nothing", async () => {
  const expired = await make(new Date(Date.now() - 31 * 86_400_000));
  await revokeToken(contextOf(), { tokenId: token.id });
  for (const text of [token.text, expired.text, `csn_${"a".repeat(43)}`, "", "nonsense"]) {
    await expect(ask(text)).rejects.toMatchObject({ code: "unauthenticated" });
  }
});

test("a token stops when the person who answers for it is deactivated", async () => {
  await deactivatePerson(contextOf(), { personId: responsibleId, reason: "left" });
  await expect(ask(token.text)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a token never does what the person who answers for it may no longer do", async () => {
  await db().person.update({ where: { id: responsibleId }, data: { roles: ["auditor"] } });
  expect(can(await ask(token.text), "agent:import")).toBe(false);
});

test("whoever answers for a token is told of it, unless they made it", async () => {
  const notes = () =>
    db().notification.findMany({ where: { personId: responsibleId, kind: "token.made" } });
  const [note, ...more] = await notes();
  expect(more).toEqual([]);
  expect(JSON.stringify(note)).not.toContain(token.text);
  const own: Actor = { kind: "person", id: responsibleId, roles: ["admin"] };
  const input = { name: "Mine", grants: ["agent:import" as const], responsibleId, days: 30 };
  await makeToken({ ...contextOf(), actor: own }, input);
  expect(await notes()).toHaveLength(1);
});

test("nobody who has left can answer for a new token", async () => {
  await deactivatePerson(contextOf(), { personId: responsibleId, reason: "left" });
  await expect(make()).rejects.toMatchObject({ code: "invalid_input" });
});

test("a token is revoked once, and an unknown one is not found", async () => {
  await revokeToken(contextOf(), { tokenId: token.id });
  await expect(revokeToken(contextOf(), { tokenId: token.id })).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(revokeToken(contextOf(), { tokenId: randomUUID() })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a right that a token cannot be given counts for nothing, even if it is stored", async () => {
  await db().machineToken.update({
    where: { id: token.id },
    data: { grants: ["agent:import", "person:manage"] },
  });
  const actor = await ask(token.text);
  expect(can(actor, "person:manage")).toBe(false);
});

function make(at = new Date()) {
  const input = { name: "CI", grants: ["agent:import" as const], responsibleId, days: 30 };
  return makeToken(contextOf(at), input);
}

function ask(text: string) {
  const headers = { authorization: `Bearer ${text}` };
  return authenticateToken(new Request("http://localhost/api/agents", { headers }));
}

function contextOf(now = addDays(new Date(), 0)): CommandContext {
  return { actor: admin, now, requestId: randomUUID() };
}
