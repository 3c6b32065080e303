import { beforeAll, expect, test } from "vitest";
import { addDays, HOUR_MS, utcDay } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { decideRequest } from "@/lib/requests/commands/decide-request";
import { activateKey } from "./commands/activate-key";
import { askException } from "./commands/ask-exception";
import { editKey } from "./commands/edit-key";
import { finishRotation, proveByLedger, proveByTest } from "./commands/prove-rotation";
import { recordDisclosure } from "./commands/record-disclosure";
import { registerKey } from "./commands/register-key";
import { remindOfKeys } from "./commands/remind";
import { revokeKey } from "./commands/revoke-key";
import { startRotation } from "./commands/start-rotation";
import { listKeyDays, listUnknownKeys } from "./population";
import { getKey } from "./queries";
import { startRotationInput } from "./rotation-schema";
import {
  agentOf,
  called,
  contextOf,
  keyInput,
  NOW,
  type Person,
  person,
} from "./testing/key-company";

let owner: Person;
let sponsor: Person;
let officer: Person;
let riskOwner: Person;
let agent: Awaited<ReturnType<typeof agentOf>>;

beforeAll(async () => {
  owner = await person(db(), "owner");
  sponsor = await person(db(), "owner");
  officer = await person(db(), "compliance");
  riskOwner = await person(db(), "risk-owner");
  agent = await agentOf(db(), { ownerId: owner.id, sponsorId: sponsor.id });
});

/** A key that has been active since it was issued. */
async function activeKey(issuedDaysAgo: number, differs: Record<string, string> = {}) {
  const input = keyInput(agent.id, owner.id, issuedDaysAgo, differs);
  const { id, publicId } = await registerKey(contextOf(owner), input);
  await activateKey(contextOf(owner), { keyId: id, activatedAt: input.issuedAt });
  return { id, publicId, issuedAt: input.issuedAt };
}

const marksOf = async (id: string, now = NOW) => (await getKey(owner, id, now)).entry.marks;

const revoked = (key: { id: string; publicId: string }, at: Date) =>
  revokeKey(contextOf(owner, at), {
    ...{ keyId: key.id, reason: "Ended.", revokedAt: null, typedId: key.publicId },
  });

const rotationOf = (oldKeyId: string, reason = "scheduled") =>
  startRotationInput.parse({
    ...{ oldKeyId, reason, note: "", ticket: "CHG-1", dependants: "", performedById: owner.id },
    ...{
      publicId: `new-${oldKeyId}`,
      names: "",
      label: "New key",
      algorithm: "RSA",
      store: "vault",
    },
    ...{ issuedAt: NOW.toISOString(), expiresAt: "" },
    overlapEndsAt: addDays(NOW, 3).toISOString(),
  });

test("KEY-03: no two keys share an id or a name, in any case, and only who has a part in the agent registers one", async () => {
  const key = await activeKey(10, { publicId: `Billing-${agent.id}`, names: "billing-alias" });
  for (const differs of [
    { publicId: `BILLING-${agent.id}` },
    { publicId: "BILLING-ALIAS" },
    { names: `other\n${key.publicId.toLowerCase()}` },
  ]) {
    await expect(
      registerKey(contextOf(owner), keyInput(agent.id, owner.id, 1, differs)),
    ).rejects.toMatchObject({ code: "invalid_input" });
  }
  const stranger = await person(db(), "owner");
  await expect(
    registerKey(contextOf(stranger), keyInput(agent.id, stranger.id, 1)),
  ).rejects.toMatchObject({ code: "forbidden" });
});

test("CC6.2, CHG-11: a key becomes active only when its agent is approved, for production active, and says if it was issued before", async () => {
  const asked = await agentOf(
    db(),
    { ownerId: owner.id, sponsorId: sponsor.id },
    { status: "APPROVED" },
  );
  const { id } = await registerKey(contextOf(owner), keyInput(asked.id, owner.id, 310));
  await expect(
    activateKey(contextOf(owner), { keyId: id, activatedAt: null }),
  ).rejects.toMatchObject({ code: "conflict" });
  expect(await marksOf(id)).toEqual(["issued-before-approval"]);
});

test("KEY-01, KEY-03: age, strangers and other environments are read from the register and the ledger", async () => {
  const key = await activeKey(100);
  const young = await activeKey(20);
  await called(db(), {
    credential: key.publicId.toUpperCase(),
    agent: agent.slug,
    at: addDays(NOW, -2),
  });
  expect(await marksOf(key.id)).toEqual(["over-age", "never-rotated"]);
  await called(db(), { credential: key.publicId, agent: "somebody-else", at: addDays(NOW, -1) });
  await called(db(), {
    ...{ credential: key.publicId, agent: agent.slug, at: NOW, source: "gw-2" },
    environment: "staging",
  });
  const { entry } = await getKey(owner, key.id, NOW);
  expect(entry.marks).toEqual([
    "shared",
    "elsewhere",
    "over-age",
    "never-rotated",
    "several-sources",
  ]);
  expect(entry.use).toMatchObject({
    strangers: ["somebody-else"],
    sources: ["gw", "gw-2"],
  });
  expect(await marksOf(young.id)).toEqual([]);
  expect(await marksOf(young.id, addDays(NOW, 60))).toEqual(["due-soon"]);
});

test("KEY-02: a call that is let through after the end is an incident; one that is denied is the proof", async () => {
  const key = await activeKey(50);
  await revoked(key, addDays(NOW, -3));
  await called(db(), { credential: key.publicId, at: addDays(NOW, -2), outcome: "denied" });
  expect(await marksOf(key.id)).toEqual([]);
  await called(db(), { credential: key.publicId, at: addDays(NOW, -1) });
  const { entry } = await getKey(owner, key.id, NOW);
  expect(entry.marks).toEqual(["used-after-revocation"]);
  expect(entry.use.after).toEqual({ calls: 1, lastAt: addDays(NOW, -1) });
});

test("KEY-01: a rotation ends only when the new key is active and the old one is disabled and shown to be refused", async () => {
  const old = await activeKey(80);
  const { id: rotationId, newKeyId } = await startRotation(contextOf(owner), rotationOf(old.id));
  const step = (hours: number) => contextOf(owner, new Date(NOW.getTime() + hours * HOUR_MS));
  await expect(startRotation(contextOf(owner), rotationOf(old.id))).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(finishRotation(step(1), { rotationId })).rejects.toMatchObject({ code: "conflict" });
  await activateKey(step(1), { keyId: newKeyId, activatedAt: null });
  await revoked(old, step(2).now);
  await expect(proveByLedger(step(3), { rotationId })).rejects.toMatchObject({ code: "conflict" });
  expect(await marksOf(old.id, step(3).now)).toEqual(["unproven"]);
  const test = { rotationId, status: "401", how: "curl with the old key" } as const;
  await expect(proveByTest(step(3), { ...test, at: step(1).now })).rejects.toMatchObject({
    code: "invalid_input",
  });
  await proveByTest(step(3), { ...test, at: step(3).now });
  await called(db(), { credential: old.publicId, at: step(4).now });
  await expect(finishRotation(step(5), { rotationId })).rejects.toMatchObject({ code: "conflict" });
  const index = await called(db(), {
    credential: old.publicId,
    at: step(6).now,
    outcome: "denied",
  });
  await proveByLedger(step(7), { rotationId });
  await finishRotation(step(8), { rotationId });
  const done = await db().keyRotation.findUniqueOrThrow({ where: { id: rotationId } });
  expect(done).toMatchObject({
    newActiveAt: step(1).now,
    oldDisabledAt: step(2).now,
    finishedAt: step(8).now,
    proof: { kind: "call", index, at: step(6).now.toISOString() },
  });
  const acts = await db().changeLogEntry.findMany({
    where: { subjectKind: "key-rotation", subjectId: rotationId },
    orderBy: { seq: "asc" },
  });
  expect(acts.map(({ action }) => action)).toEqual([
    "key-rotation.started",
    ...Array.from({ length: 4 }, () => "key-rotation.advanced"),
    "key-rotation.finished",
  ]);
  await expect(proveByLedger(step(9), { rotationId })).rejects.toMatchObject({ code: "conflict" });
});

test("KEY-01: an exception is accepted by somebody without a part in the key, and excuses no day before", async () => {
  const key = await activeKey(100);
  const wish = { keyId: key.id, reason: "A move.", measures: "Watched.", until: addDays(NOW, 30) };
  await expect(
    askException(contextOf(owner), { ...wish, until: addDays(NOW, 91) }),
  ).rejects.toMatchObject({ code: "invalid_input" });
  await askException(contextOf(officer), wish);
  const request = await db().request.findFirstOrThrow({ where: { subjectId: key.id } });
  expect(new Set(request.excludedIds)).toEqual(new Set([owner.id, sponsor.id]));
  const input = { requestId: request.id, diffHash: request.diffHash, note: "For the move." };
  await expect(
    decideRequest(contextOf(officer), { ...input, decision: "approve" }),
  ).rejects.toMatchObject({ code: "forbidden" });
  await decideRequest(
    contextOf(riskOwner),
    { ...input, decision: "approve" },
    { recordedAt: async () => NOW },
  );
  expect(await marksOf(key.id)).toEqual(["excepted"]);
  const { spans } = await getKey(owner, key.id, addDays(NOW, 2));
  expect(spans.map(({ verdict, days }) => [verdict, days])).toEqual([
    ["within", 91],
    ["over", 10], // until the day of the decision, which had begun without it
    ["excepted", 2],
  ]);
});

test("KEY-04, KEY-06: whoever answered for a key or saw its secret and leaves makes its rotation due, also after it was handed over", async () => {
  const [before, saw] = await Promise.all([person(db(), "owner"), person(db(), "owner")]);
  const other = await agentOf(db(), { ownerId: owner.id, sponsorId: sponsor.id });
  const input = keyInput(other.id, before.id, 30);
  const { id } = await registerKey(contextOf(owner), input);
  await activateKey(contextOf(owner), { keyId: id, activatedAt: null });
  const { version, names, label, algorithm, store, expiresAt, issuerPolicy } =
    await db().key.findUniqueOrThrow({ where: { id } });
  const content = { names, label, algorithm, store, expiresAt, issuerPolicy };
  await editKey(contextOf(owner), { keyId: id, version, ...content, ownerId: owner.id });
  await recordDisclosure(contextOf(officer), {
    ...{ keyId: id, kind: "reveal", personId: saw.id, at: addDays(NOW, -1) },
    ...{ reason: "A repair.", ticket: "" },
  });
  expect(await marksOf(id)).toEqual([]);
  await db().person.update({ where: { id: before.id }, data: { deactivatedAt: NOW } });
  expect(await marksOf(id, addDays(NOW, 1))).toEqual(["leaver"]);
  expect(await marksOf(id, addDays(NOW, 8))).toEqual(["leaver-overdue"]);
  await db().person.update({ where: { id: before.id }, data: { deactivatedAt: null } });
  await db().person.update({ where: { id: saw.id }, data: { deactivatedAt: NOW } });
  expect(await marksOf(id, addDays(NOW, 1))).toEqual(["leaver"]);

  const job = { kind: "job", id: "keys.remind", grants: ["key:read", "key:remind"] } as const;
  await remindOfKeys(contextOf(job, addDays(NOW, 1)));
  await remindOfKeys(contextOf(job, addDays(NOW, 1)));
  const told = await db().changeLogEntry.findMany({
    where: { action: "key.reminded", subjectId: id },
  });
  expect(told).toHaveLength(1);
});

test("two who edit or revoke one key at once have one outcome", async () => {
  const key = await activeKey(5);
  const both = await Promise.allSettled([revoked(key, NOW), revoked(key, NOW)]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(revoked(key, NOW)).rejects.toMatchObject({ code: "conflict" });
});

test("SCN-02: a key in use that nobody registered stands beside the population, and goes from there once it is registered", async () => {
  const credential = `shadow-${agent.id}`;
  await called(db(), { credential, agent: "nobody", at: addDays(NOW, -1) });
  const period = { from: utcDay(addDays(NOW, -7)), to: utcDay(NOW) };
  const found = async () =>
    (await listUnknownKeys(period)).find((each) => each.credential === credential);
  expect(await found()).toMatchObject({ calls: 1, agents: ["nobody"] });
  await activeKey(8, { publicId: `reg-${agent.id}`, names: credential.toUpperCase() });
  expect(await found()).toBeUndefined();
  const { keys, sum } = await listKeyDays(owner, { ...period, verdict: "" }, NOW);
  const own = keys.find(({ entry }) => entry.key.publicId === `reg-${agent.id}`);
  expect(own).toMatchObject({ rotated: false, days: { within: 8, over: 0 } });
  const days = keys.flatMap(({ spans }) => spans.map((span) => span.days));
  expect(Object.values(sum).reduce((a, b) => a + b)).toBe(days.reduce((a, b) => a + b, 0));
});
