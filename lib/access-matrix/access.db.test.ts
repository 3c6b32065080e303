import { beforeAll, expect, test } from "vitest";
import { addDays } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { decideRequest } from "@/lib/requests/commands/decide-request";
import { proposeStandard } from "./commands/propose-standard";
import { requestAccess } from "./commands/request-access";
import { requestRemoval } from "./commands/request-removal";
import { requestWildcard } from "./commands/request-wildcard";
import { reviseAccess } from "./commands/revise-access";
import { closeRetired } from "./commands/tidy-grants";
import { whereInForce } from "./grants/in-force";
import {
  accessCompany,
  agentOf,
  type Company,
  contextOf,
  drift,
  keyOf,
  NOW,
  operationOf,
  type Person,
  person,
  serverOf,
} from "./testing/access-company";

const UNTIL = new Date("2027-03-01T00:00:00.000Z");
let co: Company;

beforeAll(async () => {
  co = await accessCompany(db());
});

const wish = (keyId: string, ...operationIds: string[]) => ({
  keyId,
  operationIds,
  purpose: "To match invoices.",
  until: UNTIL,
  allowTest: "",
  denyTest: "",
});
const ask = (keyId: string, ...operationIds: string[]) =>
  requestAccess(contextOf(co.owner), wish(keyId, ...operationIds));

async function decide(
  id: string,
  by: Person,
  at = NOW,
  decision: "approve" | "decline" = "approve",
) {
  const { diffHash } = await db().request.findUniqueOrThrow({ where: { id } });
  const input = { requestId: id, diffHash, decision, note: "Looked at it." };
  return decideRequest(contextOf(by, at), input, { recordedAt: async () => at });
}
const granted = (keyId: string, at = NOW) =>
  db().grant.findMany({ where: { keyId, ...whereInForce(at) }, orderBy: { id: "asc" } });
const newKey = () =>
  keyOf(db(), { agentId: co.agent.id, ownerId: co.owner.id, environment: "staging" });
const only = <Item>([item]: readonly Item[]): Item => {
  if (item === undefined) throw new Error("nothing there");
  return item;
};

test("CHG-06: approved access is granted operation by operation, each by the definition that was approved", async () => {
  const { requests } = await ask(co.prodKey.id, co.read.id, co.write.id);
  const { id } = only(requests);
  const request = await db().request.findUniqueOrThrow({ where: { id } });
  expect(request).toMatchObject({ namedIds: [co.serverOwner.id], subjectKind: "access" });
  expect(request.excludedIds.sort()).toEqual([co.sponsor.id].sort());
  await decide(id, co.serverOwner);
  const grants = await granted(co.prodKey.id);
  expect(new Set(grants.map((each) => [each.operationId, each.definitionHash].join()))).toEqual(
    new Set([co.read, co.write].map((each) => [each.id, each.hash].join())),
  );
  for (const grant of grants) {
    expect(grant).toMatchObject({
      ...{ environment: "production", kind: "normal", until: UNTIL, fromAt: NOW },
      ...{ requestId: id, requestedById: co.owner.id, approvedById: co.serverOwner.id },
    });
    const change = await db().changeLogEntry.findFirstOrThrow({
      where: { action: "grant.given", subjectId: grant.id },
    });
    expect(change.after).toMatchObject({
      operationId: grant.operationId,
      until: UNTIL.toISOString(),
    });
  }
});

test("G38: reading outside production waits for whoever decides grants, never for the agent's own people", async () => {
  const key = await newKey();
  const { id } = only((await ask(key.id, co.read.id)).requests);
  expect(await db().request.findUniqueOrThrow({ where: { id } })).toMatchObject({ namedIds: [] });
  for (const party of [co.owner, co.sponsor]) {
    await expect(decide(id, party)).rejects.toMatchObject({
      code: expect.stringMatching(/forbidden|not_found/),
    });
  }
  await decide(id, co.riskOwner);
  expect(await granted(key.id)).toHaveLength(1);
});

test("the deputy decides where the owner of the server owns the agent, and whoever may where both do", async () => {
  const server = await serverOf(db(), { ownerId: co.owner.id, deputyId: co.deputy.id });
  const operation = await operationOf(db(), server.id, "write");
  const orphaned = await serverOf(db(), { ownerId: co.owner.id, deputyId: co.sponsor.id });
  const other = await operationOf(db(), orphaned.id, "write");
  const key = await newKey();
  const { requests } = await ask(key.id, operation.id, other.id);
  const named = await Promise.all(
    [server.id, orphaned.id].map(async (serverId) => {
      const { id } = only(requests.filter((each) => each.serverId === serverId));
      const { namedIds, diff } = await db().request.findUniqueOrThrow({ where: { id } });
      return { namedIds, says: JSON.stringify(diff) };
    }),
  );
  expect(named.map(({ namedIds }) => namedIds)).toEqual([[co.deputy.id], []]);
  expect(named[1]?.says).toContain("neither owner nor deputy");
});

test("CHG-11: no production for an agent that is not active, when it is asked for and when it is approved", async () => {
  const agent = await agentOf(db(), { ownerId: co.owner.id, sponsorId: co.sponsor.id });
  const key = await keyOf(db(), { agentId: agent.id, ownerId: co.owner.id });
  const { id } = only((await ask(key.id, co.read.id)).requests);
  await db().agent.update({ where: { id: agent.id }, data: { status: "SUSPENDED" } });
  await expect(decide(id, co.serverOwner)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("CHG-11"),
  });
  await expect(ask(key.id, co.write.id)).rejects.toMatchObject({ code: "conflict" });
  expect(await granted(key.id)).toEqual([]);
});

test("CHG-06: an operation whose definition changed after it was asked for is not granted", async () => {
  const operation = await operationOf(db(), co.server.id, "read");
  const key = await newKey();
  const { id } = only((await ask(key.id, operation.id)).requests);
  await drift(db(), operation.id);
  await expect(decide(id, co.officer)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("changed since"),
  });
  expect(await granted(key.id)).toEqual([]);
});

test("asking again extends: the new grant takes the place of the old, and nothing is edited", async () => {
  const key = await newKey();
  await decide(only((await ask(key.id, co.read.id)).requests).id, co.officer);
  const old = only(await granted(key.id));
  const later = addDays(NOW, 10);
  const wished = { ...wish(key.id, co.read.id), until: addDays(UNTIL, 30) };
  const { requests } = await requestAccess(contextOf(co.owner, later), wished);
  await decide(only(requests).id, co.officer, later);
  expect(only(await granted(key.id, later))).toMatchObject({
    ...{ replacesId: old.id, fromAt: later, until: addDays(UNTIL, 30) },
  });
  expect(await db().grant.findUniqueOrThrow({ where: { id: old.id } })).toMatchObject({
    ...{ until: UNTIL, endedAt: later, endedById: co.officer.id },
  });
});

test("a second wish about the same key and server waits for the first, and forms of others are refused", async () => {
  const key = await newKey();
  await ask(key.id, co.read.id);
  await expect(ask(key.id, co.write.id)).rejects.toMatchObject({ code: "conflict" });
  const stranger = await person(db(), "owner");
  await expect(requestAccess(contextOf(stranger), wish(key.id, co.write.id))).rejects.toMatchObject(
    { code: "forbidden" },
  );
});

test("two people who ask for the same at once get one request", async () => {
  const key = await newKey();
  const outcomes = await Promise.allSettled([ask(key.id, co.read.id), ask(key.id, co.read.id)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a removal ends exactly the named grants once another person approved it", async () => {
  const key = await newKey();
  await decide(only((await ask(key.id, co.read.id, co.write.id)).requests).id, co.serverOwner);
  const [first, second] = await granted(key.id);
  if (!first || !second) throw new Error("two grants were given");
  const { requests } = await requestRemoval(contextOf(co.owner), {
    grantIds: [first.id],
    reason: "Not used.",
  });
  await decide(only(requests).id, co.officer, addDays(NOW, 1));
  expect((await granted(key.id, addDays(NOW, 1))).map(({ id }) => id)).toEqual([second.id]);
  expect(await db().grant.findUniqueOrThrow({ where: { id: first.id } })).toMatchObject({
    ...{ endedReason: "Not used.", endedById: co.officer.id, endRequestId: only(requests).id },
  });
});

test("a wildcard is an exception that somebody with that right accepts, for at most the days of the policy", async () => {
  const key = await newKey();
  const input = {
    ...{ keyId: key.id, serverId: co.server.id, purpose: "Migration" },
    ...{ reason: "Unknown which.", measures: "Watched daily.", until: addDays(NOW, 60) },
  };
  const tooLong = { ...input, until: addDays(NOW, 92) };
  await expect(requestWildcard(contextOf(co.owner), tooLong)).rejects.toMatchObject({
    fieldErrors: { until: [expect.any(String)] },
  });
  const { id } = await requestWildcard(contextOf(co.owner), input);
  await decide(id, co.riskOwner);
  expect(only(await granted(key.id))).toMatchObject({
    operationId: null,
    exception: { measures: "Watched daily.", acceptedById: co.riskOwner.id },
  });
});

test("CHG-08: a standard change grants at once what fits it, until it expires, and never by the asker's own approval", async () => {
  const proposed = await proposeStandard(contextOf(co.officer), {
    ...{ title: "Read staging", reason: "Harmless.", environments: ["staging"] },
    ...{ access: ["read"], dataClasses: ["internal"], serverIds: [], maxDays: 200 },
    expiresOn: addDays(NOW, 30),
  });
  await expect(decide(proposed.id, co.officer)).rejects.toMatchObject({ code: "forbidden" });
  await decide(proposed.id, co.riskOwner);
  const key = await newKey();
  const asked = await ask(key.id, co.read.id, co.write.id);
  expect(asked.granted.map(({ operationId }) => operationId)).toEqual([co.read.id]);
  expect(asked.requests).toHaveLength(1);
  expect(only(await granted(key.id))).toMatchObject({
    ...{ kind: "standard", approvedById: co.riskOwner.id, requestedById: co.owner.id },
  });
  const expired = await requestAccess(
    contextOf(co.owner, addDays(NOW, 30)),
    wish((await newKey()).id, co.read.id),
  );
  expect(expired.granted).toEqual([]);
  const mine = await keyOf(db(), {
    ...{ agentId: co.agent.id, ownerId: co.riskOwner.id, environment: "staging" },
  });
  expect((await ask(mine.id, co.read.id)).granted).toEqual([]);
});

test("CHG-12: what a retired agent was granted ends", async () => {
  const agent = await agentOf(db(), { ownerId: co.owner.id, sponsorId: co.sponsor.id });
  const key = await keyOf(db(), { agentId: agent.id, ownerId: co.owner.id });
  await decide(only((await ask(key.id, co.read.id)).requests).id, co.serverOwner);
  await db().agent.update({ where: { id: agent.id }, data: { status: "RETIRED" } });
  await closeRetired(contextOf({ kind: "job", id: "access-matrix.grants", grants: [] }));
  expect(await granted(key.id)).toEqual([]);
});

test("CHG-06: whoever changes a request voids it, and what is decided is the new one", async () => {
  const key = await newKey();
  const { id } = only((await ask(key.id, co.write.id)).requests);
  const { diffHash } = await db().request.findUniqueOrThrow({ where: { id } });
  const changed = { ...wish(key.id, co.write.id, co.admin.id), requestId: id };
  const revised = await reviseAccess(contextOf(co.owner), changed);
  const late = { requestId: id, diffHash, decision: "approve" as const, note: "" };
  await expect(decideRequest(contextOf(co.serverOwner), late)).rejects.toMatchObject({
    code: "conflict",
  });
  await decide(revised.id, co.serverOwner);
  expect(await granted(key.id)).toHaveLength(2);
  const elsewhere = { ...wish(co.key.id, co.read.id), requestId: revised.id };
  await expect(reviseAccess(contextOf(co.owner), elsewhere)).rejects.toMatchObject({
    fieldErrors: { keyId: [expect.any(String)] },
  });
});
