import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { type Actor, GUEST } from "@/lib/auth/actor";
import type { CommandContext } from "@/lib/change-log/transact";
import { db } from "@/lib/db/client";
import { admitOidc } from "./admit-oidc";
import { changeIdentity } from "./identity";
import { acceptInvitation } from "./join";
import { deactivatePerson, invitePerson } from "./people";
import { startProviderSession } from "./start-session";

const now = new Date("2026-11-21T12:00:00.000Z");
const issuer = "https://id.example.com";
const admin: Actor = { kind: "job", id: "test.admin", grants: ["person:manage"] };
let email: string;
let personId: string;
let url: string;
let subject: string;

beforeEach(async () => {
  email = `${randomUUID()}@example.com`;
  subject = randomUUID();
  const identity = { name: "Leila Haddad", email, title: "Officer" };
  ({ personId, url } = await invitePerson(contextOf(admin), { ...identity, roles: ["owner"] }));
});

test("an invited person comes in by a verified address, is bound and has joined", async () => {
  expect(await admit()).toEqual({ status: "admitted", personId });
  expect(await db().oidcIdentity.findMany({ where: { personId } })).toMatchObject([
    { issuer, subject, boundAt: now },
  ]);
  expect(await db().person.findUnique({ where: { id: personId } })).toMatchObject({
    joinedAt: now,
  });
});

test("after that the invitation link opens nothing", async () => {
  await admit();
  const token = url.split("/").at(-1) ?? "";
  const late = acceptInvitation(contextOf(GUEST), { token, password: "copper lantern oyster" });
  await expect(late).rejects.toMatchObject({ code: "conflict" });
});

test("once bound the subject counts, whatever its address became", async () => {
  await admit();
  expect(await admit({ email: "other@example.com" })).toEqual({ status: "admitted", personId });
  expect(await admit({ email: "", emailVerified: false })).toEqual({
    status: "admitted",
    personId,
  });
});

test("an address the provider has not verified binds nobody", async () => {
  expect(await admit({ emailVerified: false })).toEqual({ status: "unverified" });
  expect(await db().oidcIdentity.count({ where: { personId } })).toBe(0);
});

test("an address nobody was invited by opens nothing", async () => {
  expect(await admit({ email: "stranger@example.com" })).toEqual({ status: "no-account" });
  expect(await admit({ email: "" })).toEqual({ status: "no-account" });
});

test("an address that was given to somebody else at the provider opens nothing", async () => {
  await admit();
  expect(await admit({ subject: randomUUID() })).toEqual({ status: "no-account" });
});

test("a deactivated person stays out, bound or not", async () => {
  await admit();
  await deactivatePerson(contextOf(admin), { personId, reason: "left" });
  expect(await admit()).toEqual({ status: "no-account" });
  await expect(startProviderSession(contextOf(GUEST), personId, origin())).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("the same subject at another provider is somebody else", async () => {
  await admit();
  const elsewhere = await admit({ issuer: "https://evil.example.com", email: "x@example.com" });
  expect(elsewhere).toEqual({ status: "no-account" });
});

test("a changed address here does not loosen the binding", async () => {
  await admit();
  const moved = { name: "Leila Haddad", email: `new.${email}`, title: "Officer" };
  await changeIdentity(contextOf(admin), { personId, version: 2, ...moved });
  expect(await admit()).toEqual({ status: "admitted", personId });
});

test("refusals and bindings are recorded without address or subject", async () => {
  const requestId = randomUUID();
  await admitOidc({ ...contextOf(GUEST), requestId }, claims({ emailVerified: false }));
  await admit();
  const changes = await db().changeLogEntry.findMany({
    where: { OR: [{ subjectId: { in: [requestId, personId] } }] },
  });
  expect(changes.map(({ action }) => action)).toContain("sign-in.refused");
  expect(changes.map(({ action }) => action)).toContain("person.bound-to-provider");
  const text = JSON.stringify(changes.map(({ seq: _, ...change }) => change));
  for (const word of [email, subject, "Leila"]) expect(text).not.toContain(word);
});

function claims(differing: Partial<Parameters<typeof admitOidc>[1]> = {}) {
  return { issuer, subject, email, emailVerified: true, ...differing };
}

function admit(differing: Partial<Parameters<typeof admitOidc>[1]> = {}) {
  return admitOidc(contextOf(GUEST), claims(differing));
}

function origin() {
  return { address: randomUUID(), userAgent: "test" };
}

function contextOf(actor: Actor): CommandContext {
  return { actor, now, requestId: randomUUID() };
}
