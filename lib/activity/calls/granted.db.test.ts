// What was granted at the instant of a call, over rows as the rooms of keys, servers and grants write them.
import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { transact } from "@/lib/change-log/transact";
import { addDays, DAY_MS } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { contextOf, NOW } from "../testing/pushing";
import { grantWords, isGranted, keyWords } from "./grant-then";
import { type CallsAsked, heldThen } from "./granted";
import { callersBehind } from "./registered";

const auditor: Actor = { kind: "person", id: randomUUID(), roles: ["auditor"] };
const approver = randomUUID();
const ids = {
  key: randomUUID(),
  server: randomUUID(),
  operation: randomUUID(),
  agent: randomUUID(),
};
const publicId = `k-${ids.key}`;
const slug = `erp-${ids.server}`;

beforeAll(async () => {
  await db().key.create({
    data: {
      ...{
        id: ids.key,
        publicId,
        names: [`Alias-${ids.key}`],
        label: "Matcher",
        kind: "agent-api-key",
      },
      ...{ agentId: ids.agent, ownerId: randomUUID(), purpose: "p", environment: "production" },
      ...{ algorithm: "a", store: "s", issuerPolicy: "", registeredById: randomUUID() },
      ...{
        issuedAt: addDays(NOW, -90),
        activatedAt: addDays(NOW, -90),
        registeredAt: addDays(NOW, -90),
      },
      revokedAt: addDays(NOW, 30),
    },
  });
  await db().server.create({
    data: {
      ...{ id: ids.server, slug, name: slug, purpose: "p", provider: "", hosting: "ours" },
      ...{
        ownerId: randomUUID(),
        dataClasses: [],
        inScope: true,
        scopeReason: "",
        contradictedBy: [],
      },
      places: [{ environment: "staging", region: "", address: "", names: [`${slug}-staging`] }],
      ...{ registeredById: randomUUID(), registeredAt: NOW },
    },
  });
  await db().operation.create({
    data: {
      ...{ id: ids.operation, serverId: ids.server, name: "read", meaning: "m", dataClasses: [] },
      ...{ registeredById: randomUUID(), registeredAt: NOW },
    },
  });
});

const asked = (differs: Partial<CallsAsked> = {}): CallsAsked => ({
  ...{ credential: publicId, server: slug, operation: "read", environment: "production" },
  ...{ firstAt: NOW.toISOString(), lastAt: NOW.toISOString() },
  ...differs,
});

const at = (when: Date) => ({ firstAt: when.toISOString(), lastAt: when.toISOString() });

async function held(differs: Partial<CallsAsked> = {}) {
  const [one] = await heldThen(auditor, [asked(differs)]);
  if (!one) throw new Error("nothing was answered");
  return one;
}

async function given(environment: string, from: Date, until: Date | null, record = true) {
  const data = {
    ...{ keyId: ids.key, serverId: ids.server, operationId: ids.operation, environment },
    ...{ purpose: "To match invoices.", kind: "normal", fromAt: from, until },
    ...{ requestedById: randomUUID(), requestedAt: from, approvedById: approver, approvedAt: from },
  };
  if (!record) return db().grant.create({ data });
  return transact(contextOf(auditor, from), async (tx, recorded) => {
    const grant = await tx.grant.create({ data });
    await recorded({ action: "grant.given", subjectId: grant.id, before: null, after: grant });
    return grant;
  });
}

test("LOG-11: where nothing was granted that is said, and where it cannot be told that is said instead", async () => {
  const words = async (differs: Partial<CallsAsked>) => grantWords((await held(differs)).grant);
  expect(await words({})).toBe("No grant was in force");
  expect(await words({ credential: null })).toBe("The call names no key, so no grant can be told");
  expect(await words({ credential: "who?" })).toBe("No grant: its key is not registered");
  expect(await words({ server: "who?" })).toBe("No grant: the operation is not registered");
  expect(await words({ operation: "drop" })).toBe("No grant: the operation is not registered");
  expect(await words({ environment: null })).toBe(
    "The call names no environment, so no grant can be told",
  );
  const [hidden] = await heldThen({ kind: "job", id: "none", grants: [] }, [asked()]);
  expect(hidden?.grant).toEqual({ kind: "hidden" });
});

test("LOG-11: the grant in force at the instant is named with who approved it, until when and for what, and none before or after", async () => {
  const [from, until] = [addDays(NOW, -40), addDays(NOW, -10)];
  const grant = await given("production", from, until);
  const during = await held(at(addDays(NOW, -20)));
  expect(during.grant).toMatchObject({ kind: "granted", whole: true, grant: { id: grant.id } });
  expect(grantWords(during.grant)).toBe(
    `Granted by ${approver} on ${from.toISOString().slice(0, 10)}, from ${from.toISOString().slice(0, 10)} until ${until.toISOString().slice(0, 10)}, for: To match invoices.`,
  );
  expect(isGranted(during.grant)).toBe(true);
  for (const when of [new Date(from.getTime() - 1), until]) {
    expect((await held(at(when))).grant).toEqual({ kind: "none", elsewhere: [] });
  }
  const across = await held({
    firstAt: new Date(until.getTime() - DAY_MS).toISOString(),
    lastAt: NOW.toISOString(),
  });
  expect(grantWords(across.grant)).toMatch(/it covers only a part of these calls$/);
  expect(isGranted(across.grant)).toBe(false);
});

test("LOG-11, G4: names count in any case, the name of a place says its environment, and a grant elsewhere is no grant here", async () => {
  await given("staging", addDays(NOW, -5), null);
  const alias = { credential: `ALIAS-${ids.key.toUpperCase()}`, operation: `${slug}-STAGING.READ` };
  const staging = await held({ ...alias, server: `${slug}-STAGING`, environment: null });
  expect(staging.grant).toMatchObject({ kind: "granted" });
  expect(grantWords((await held()).grant)).toBe("No grant was in force here; one was for staging");
});

test("SCN-01, LOG-11: a grant that somebody wrote into the database is not taken for an approved one", async () => {
  const when = addDays(NOW, -70);
  await given("production", addDays(NOW, -80), addDays(NOW, -60), false);
  const { grant } = await held(at(when));
  expect(isGranted(grant)).toBe(false);
  expect(grantWords(grant)).toMatch(/nobody is on record as having approved/);
});

test("LOG-11: the key is named as it stood at the call", async () => {
  expect(keyWords((await held()).key, publicId)).toBe(`Matcher (${publicId}), active at that time`);
  const gone = await held(at(addDays(NOW, 31)));
  expect(keyWords(gone.key, publicId)).toMatch(/, revoked at that time$/);
  const early = await held(at(addDays(NOW, -91)));
  expect(keyWords(early.key, publicId)).toMatch(
    /, not active at that time, registered only later$/,
  );
  expect(keyWords(null, "x")).toBe("x, not registered");
});

test("G3: a caller that names nobody is the agent of its registered key; one that names itself stays what it says", async () => {
  const owner = randomUUID();
  const agent = await db().agent.create({
    data: {
      ...{
        id: ids.agent,
        slug: `a-${ids.agent}`,
        name: `A ${ids.agent}`,
        purpose: "p",
        description: "",
      },
      ...{
        ownerId: owner,
        modelProvider: "m",
        modelName: "m",
        autonomy: "SUGGESTS",
        oversight: "o",
      },
      ...{ dataClasses: [], environments: ["production"], customerFacing: false, riskAnswers: {} },
      ...{
        riskReason: "",
        riskRuleVersion: 1,
        aiActRole: "DEPLOYER",
        aiActArea: "NONE",
        links: [],
      },
      ...{ aiActProfiling: false, aiActDerogation: "NOT_CLAIMED", aiActTalksToPeople: false },
      ...{ aiActGeneratesContent: false, aiActReasoning: "", aiActAssessedById: owner },
      ...{ aiActAssessedAt: NOW, duplicateReason: "", requestedById: owner, requestedAt: NOW },
    },
  });
  const [silent, named, unknown] = await callersBehind([
    { agent: null, credential: publicId.toUpperCase() },
    { agent: "somebody-else", credential: publicId },
    { agent: null, credential: "who?" },
  ]);
  expect(silent).toMatchObject({ id: agent.id, ownerId: owner });
  expect([named, unknown]).toEqual([null, null]);
});
