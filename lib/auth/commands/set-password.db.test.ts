import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { type Actor, GUEST } from "@/lib/auth/actor";
import { liveSession } from "@/lib/auth/current-actor";
import type { CommandContext } from "@/lib/change-log/transact";
import { db } from "@/lib/db/client";
import { acceptInvitation } from "./join";
import { invitePerson } from "./people";
import { setPassword } from "./set-password";
import { signIn } from "./sign-in";

const now = new Date("2026-11-21T12:00:00.000Z");
const OLD = "copper lantern oyster ridge";
const NEW = "quiet harbour violet engine";
const admin: Actor = { kind: "job", id: "test.admin", grants: ["person:manage"] };
let email: string;
let personId: string;

beforeEach(async () => {
  email = `${randomUUID()}@example.com`;
  const identity = { name: "Ilse", email, title: "Officer" };
  const made = await invitePerson(contextOf(admin), { ...identity, roles: ["owner"] });
  personId = made.personId;
  const token = made.url.split("/").at(-1) ?? "";
  await acceptInvitation(contextOf(GUEST), { token, password: OLD });
});

test("a new password takes the current one, and ends every other session", async () => {
  const [here, there] = [await session(OLD), await session(OLD)];
  await setPassword(contextOf(self(here)), { current: OLD, password: NEW });
  expect(await liveSession(here, now)).not.toBeNull();
  expect(await liveSession(there, now)).toBeNull();
  expect(await tryWith(OLD)).toEqual({ status: "refused" });
  expect(await tryWith(NEW)).toMatchObject({ status: "started" });
});

test("who gets a new password is told, in case it was not them", async () => {
  await setPassword(contextOf(self()), { current: OLD, password: NEW });
  const notes = await db().notification.findMany({ where: { personId } });
  expect(notes).toMatchObject([{ kind: "person.password-set", link: "/profile#password" }]);
});

test("a wrong current password changes nothing and counts", async () => {
  const wrong = { current: "not the one at all", password: NEW };
  for (let n = 0; n < 5; n += 1) {
    await expect(setPassword(contextOf(self()), wrong)).rejects.toMatchObject({
      code: "invalid_input",
    });
  }
  await expect(
    setPassword(contextOf(self()), { current: OLD, password: NEW }),
  ).rejects.toMatchObject({ code: "throttled" });
});

test("a weak new password is named at its field", async () => {
  await expect(
    setPassword(contextOf(self()), { current: OLD, password: "password1234" }),
  ).rejects.toMatchObject({ fieldErrors: { password: [expect.any(String)] } });
});

test("who signs in without a password is told how to get one", async () => {
  await db().passwordCredential.deleteMany({ where: { personId } });
  await expect(
    setPassword(contextOf(self()), { current: "x", password: NEW }),
  ).rejects.toMatchObject({ fieldErrors: { current: [expect.stringContaining("Ask an admin")] } });
});

test("passwords are compared in one Unicode form", async () => {
  const composed = "Übergrößenträger am Fluß";
  await setPassword(contextOf(self()), { current: OLD, password: composed.normalize("NFD") });
  expect(await tryWith(composed.normalize("NFC"))).toMatchObject({ status: "started" });
});

async function session(password: string): Promise<string> {
  const outcome = await tryWith(password);
  if (outcome.status !== "started") throw new Error(`got ${outcome.status}`);
  return outcome.sessionId;
}

function tryWith(password: string) {
  const origin = { address: randomUUID(), userAgent: "test" };
  return signIn(contextOf(GUEST), { email, password }, origin);
}

function self(sessionId?: string): Actor {
  return { kind: "person", id: personId, roles: ["owner"], ...(sessionId ? { sessionId } : {}) };
}

function contextOf(actor: Actor): CommandContext {
  return { actor, now, requestId: randomUUID() };
}
