import { beforeAll, expect, test } from "vitest";
import { addDays } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { decideRequest } from "@/lib/requests/commands/decide-request";
import { handOverRequest } from "@/lib/requests/commands/hand-over-request";
import { proposeStandard } from "./commands/propose-standard";
import { requestAccess } from "./commands/request-access";
import { reviseAccess } from "./commands/revise-access";
import { whereInForce } from "./grants/in-force";
import { recordedAmong, unrecordedGrants } from "./grants/recorded";
import {
  accessCompany,
  type Company,
  contextOf,
  keyOf,
  NOW,
  operationOf,
  type Person,
  person,
  serverOf,
} from "./testing/access-company";

let co: Company;

beforeAll(async () => {
  co = await accessCompany(db());
});

const wish = (keyId: string, ...operationIds: string[]) => ({
  ...{ keyId, operationIds, purpose: "To match invoices.", allowTest: "", denyTest: "" },
  until: new Date("2027-03-01T00:00:00.000Z"),
});
const newKey = () =>
  keyOf(db(), { agentId: co.agent.id, ownerId: co.owner.id, environment: "staging" });

async function waiting(by: Person, operationId: string) {
  const key = await newKey();
  const asked = await requestAccess(contextOf(by), wish(key.id, operationId));
  const [request] = asked.requests;
  if (!request) throw new Error("nothing waits");
  return { id: request.id, keyId: key.id };
}

async function approve(id: string, by: Person) {
  const { diffHash } = await db().request.findUniqueOrThrow({ where: { id } });
  const input = { requestId: id, diffHash, decision: "approve" as const, note: "" };
  return decideRequest(contextOf(by), input, { recordedAt: async () => NOW });
}

async function grantOf(operationId = co.read.id) {
  const { id, keyId } = await waiting(co.owner, operationId);
  const { namedIds } = await db().request.findUniqueOrThrow({ where: { id } });
  await approve(id, namedIds.length > 0 ? co.serverOwner : co.riskOwner);
  return db().grant.findFirstOrThrow({ where: { keyId, ...whereInForce(NOW) } });
}

test("SCN-01: a grant edited in any column, or brought back after its end, is on record no more", async () => {
  const edits = [
    { approvedById: co.owner.id },
    { requestId: co.owner.id },
    { requestedById: co.officer.id },
    { definitionHash: "e".repeat(64) },
    { definitionHash: null },
    { kind: "emergency" },
    { purpose: "Anything." },
    { approvedAt: addDays(NOW, -9) },
    { exception: { reason: "Accepted." } },
  ];
  const grant = await grantOf();
  const { exception: _, ...columns } = grant;
  expect(await recordedAmong([grant])).toEqual(new Set([grant.id]));
  for (const edit of edits) {
    await db().grant.update({ where: { id: grant.id }, data: edit });
    expect(await recordedAmong([grant]), JSON.stringify(edit)).toEqual(new Set());
    expect(await unrecordedGrants()).toContain(grant.id);
    await db().grant.update({ where: { id: grant.id }, data: columns });
    await db().$executeRaw`UPDATE "Grant" SET exception = NULL WHERE id = ${grant.id}::uuid`;
  }
  expect(await unrecordedGrants()).not.toContain(grant.id);
  await requestAccess(contextOf(co.owner), wish(grant.keyId, co.read.id)).then(({ requests }) =>
    approve(requests[0]?.id ?? "", co.riskOwner),
  );
  const ended = await db().grant.findUniqueOrThrow({ where: { id: grant.id } });
  expect(ended.endedAt).toEqual(NOW);
  expect(await recordedAmong([ended])).toEqual(new Set([grant.id]));
  await db().grant.update({ where: { id: grant.id }, data: { endedById: co.deputy.id } });
  expect(await recordedAmong([ended])).toEqual(new Set());
  await db().grant.update({ where: { id: grant.id }, data: { endedAt: null, endedById: null } });
  expect(await recordedAmong([ended])).toEqual(new Set());
});

test("SCN-01: a request edited or written behind the application is decided by nobody", async () => {
  const edits = (id: string) => [
    db().request.update({ where: { id }, data: { requestedById: co.sponsor.id } }),
    db().request.update({ where: { id }, data: { excludedIds: [] } }),
    db().request.update({ where: { id }, data: { namedIds: [co.officer.id] } }),
    db().request.update({ where: { id }, data: { permission: "request:decide" } }),
  ];
  for (let nth = 0; nth < 4; nth += 1) {
    const { id, keyId } = await waiting(co.owner, co.read.id);
    await edits(id)[nth];
    const refused = { code: "conflict", message: expect.stringContaining("change log") };
    await expect(approve(id, co.officer)).rejects.toMatchObject(refused);
    const over = { requestId: id, toId: co.riskOwner.id, reason: "Away." };
    await expect(handOverRequest(contextOf(co.officer), over)).rejects.toMatchObject(refused);
    expect(await db().grant.count({ where: { keyId } })).toBe(0);
    const change = { subjectId: id, action: "request.refused" };
    expect(await db().changeLogEntry.count({ where: change })).toBe(2);
  }
  const { id } = await waiting(co.owner, co.read.id);
  const request = await db().request.findUniqueOrThrow({ where: { id } });
  const forged = await db().request.create({
    data: { ...request, id: crypto.randomUUID(), diff: request.diff ?? {} },
  });
  await expect(approve(forged.id, co.officer)).rejects.toMatchObject({ code: "conflict" });
});

test("SCN-01: an entry of the catalogue that nobody adopted so grants nothing", async () => {
  const rule = {
    ...{ title: "Mine", reason: "None.", environments: ["staging"], access: ["write"] },
    ...{ dataClasses: ["internal"], serverIds: [], maxDays: 300, requestId: co.agent.id },
    ...{ requestedById: co.officer.id, approvedById: co.riskOwner.id, approvedAt: NOW },
  };
  const forged = await db().standardChange.create({
    data: { ...rule, expiresAt: addDays(NOW, 300) },
  });
  const asked = await requestAccess(contextOf(co.owner), wish((await newKey()).id, co.write.id));
  expect(asked).toMatchObject({ granted: [], requests: [{}] });
  await db().standardChange.delete({ where: { id: forged.id } });
});

test("CHG-08: whoever said what an operation does is granted nothing at once by that word", async () => {
  const proposed = await proposeStandard(contextOf(co.officer), {
    ...{ title: "Read staging", reason: "Harmless.", environments: ["staging"] },
    ...{ access: ["read"], dataClasses: ["internal"], serverIds: [co.server.id], maxDays: 200 },
    expiresOn: addDays(NOW, 30),
  });
  await approve(proposed.id, co.riskOwner);
  const operation = await operationOf(db(), co.server.id, "read");
  const classifiedBy = async (by: Person) => {
    const data = { classifiedById: by.id, classifiedAt: NOW };
    await db().operation.update({ where: { id: operation.id }, data });
    return requestAccess(contextOf(co.owner), wish((await newKey()).id, operation.id));
  };
  expect((await classifiedBy(co.owner)).granted).toEqual([]);
  expect((await classifiedBy(co.sponsor)).granted).toEqual([]);
  expect((await classifiedBy(co.serverOwner)).granted).toHaveLength(1);
});

test("G38: who owned the server when it was asked, and does not any more, does not decide", async () => {
  const owner = await person(db(), "owner");
  const server = await serverOf(db(), { ownerId: owner.id, deputyId: null });
  const operation = await operationOf(db(), server.id, "write");
  const { id, keyId } = await waiting(co.owner, operation.id);
  await db().server.update({ where: { id: server.id }, data: { ownerId: co.deputy.id } });
  await expect(approve(id, owner)).rejects.toMatchObject({ code: "forbidden" });
  const refusals = { subjectId: id, action: "request.refused" };
  expect(await db().changeLogEntry.count({ where: refusals })).toBe(1);
  const over = { requestId: id, toId: co.riskOwner.id, reason: "No longer mine." };
  await handOverRequest(contextOf(owner), over);
  await approve(id, co.riskOwner);
  expect(await db().grant.count({ where: { keyId } })).toBe(1);
});

test("G38: where the owner of the server asked first, the deputy decides what others made of it", async () => {
  const asker = await person(db(), "compliance");
  const server = await serverOf(db(), { ownerId: asker.id, deputyId: co.deputy.id });
  const operation = await operationOf(db(), server.id, "write");
  const { id, keyId } = await waiting(asker, operation.id);
  const revised = await reviseAccess(contextOf(co.owner), {
    ...wish(keyId, operation.id),
    requestId: id,
  });
  expect(await db().request.findUniqueOrThrow({ where: { id: revised.id } })).toMatchObject({
    namedIds: [co.deputy.id],
  });
});
