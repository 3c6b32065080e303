import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { transact } from "@/lib/change-log/transact";
import { addDays, HOUR_MS } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { giveGrant } from "../commands/give-grant";
import { receivePolicy } from "../enforced/commands/receive-policy";
import { policyOf } from "../enforced/policy-lines";
import { differencesOf, getPolicy } from "../enforced/queries-differences";
import { accessCompany, type Company, contextOf, NOW, person } from "../testing/access-company";
import { compareDeviations, compareWhereMoved } from "./commands/compare-deviations";
import { disposeDeviation } from "./commands/dispose-deviation";
import { disposeDeviationInput, listDeviationsInput } from "./deviation-schema";
import { matrixNow } from "./matrix-now";
import { countDeviations, getDeviation, listDeviations } from "./queries-deviations";

const JOB: Actor = { kind: "job", id: "access-matrix.compare", grants: ["deviation:find"] };
const hours = (count: number) => new Date(NOW.getTime() + count * HOUR_MS);
const WHY = "The team moved it, see the ticket for what was agreed.";
let co: Company;
let sourceId: string;

// What the log knows of grants and the table does not would be a difference of its own.
beforeAll(async () => {
  await db().$executeRaw`ALTER TABLE "ChangeLogEntry" DISABLE TRIGGER change_log_no_truncate`;
});

beforeEach(async () => {
  await db()
    .$executeRaw`TRUNCATE "ChangeLogEntry", "Deviation", "Grant", "EnforcedGrant", "EnforcedPolicy", "EnforcedStatement", "Key", "Server", "Operation", "Agent" CASCADE`;
  co = await accessCompany(db());
  sourceId = `edge-${randomUUID().slice(0, 8)}`;
  await db().source.create({
    data: { id: sourceId, name: "Edge", kind: "auto", places: [], addedAt: NOW },
  });
});

const grantOf = (differs: object = {}) => ({
  ...{ keyId: co.prodKey.id, serverId: co.server.id, operationId: co.read.id },
  ...{ environment: "production", purpose: "To match invoices.", kind: "normal" as const },
  ...{ definitionHash: co.read.hash, fromAt: addDays(NOW, -10), until: null, requestId: null },
  ...{ requestedById: co.owner.id, requestedAt: addDays(NOW, -11) },
  ...{ approvedById: co.officer.id, approvedAt: addDays(NOW, -10), ...differs },
});
const give = (differs: object = {}) =>
  transact(contextOf(co.officer), (tx, record) => giveGrant(tx, record, grantOf(differs)));

type Said = { principal?: string; operation?: string; environment?: string };

/** A policy of the gateway, as of some hours from now. */
async function push(lines: readonly Said[], at: Date) {
  const policy = await policyOf(
    lines.map((line) => ({
      ...{ principal: co.prodKey.publicId, server: co.server.slug, operation: co.read.name },
      ...{ environment: "production", ...line },
    })),
  );
  const source: Actor = { kind: "source", id: sourceId, grants: ["enforced-grants:push"] };
  const statement = { label: "", statedAt: at, policy };
  return receivePolicy(contextOf(source, at), { sourceId, channel: "push", statement });
}

const compare = async (at: Date) => compareDeviations(contextOf(JOB, at), await matrixNow(at));
const kinds = async () => {
  const rows = await db().deviation.findMany({
    where: { clearedAt: null },
    orderBy: [{ kind: "asc" }, { operation: "asc" }],
  });
  return rows.map(({ kind }) => kind).join(" ");
};
const only = async () => {
  const [row, ...more] = await db().deviation.findMany({ where: { clearedAt: null } });
  if (!row || more.length > 0) throw new Error(`not one deviation: ${more.length + 1}`);
  return row;
};
const dispose = (row: { id: string; version: number }, by = co.officer, said: object = {}) =>
  disposeDeviation(
    contextOf(by),
    disposeDeviationInput.parse({
      ...{ deviationId: row.id, version: row.version, disposition: "accepted" },
      ...{ explanation: WHY, ticket: "OPS-7", until: "2026-11-22", ...said },
    }),
  );

test("SCN-01: a grant that SQL put into the store is on the list of differences without an approval, and one that was given is not", async () => {
  await give();
  const { policyId } = await push([{}, { operation: co.write.name }], NOW);
  const planted = grantOf({ operationId: co.write.id, definitionHash: co.write.hash });
  const { id } = await db().grant.create({ data: planted });
  const { policy } = await getPolicy(co.officer, policyId);
  const lines = await differencesOf(co.officer, policy);
  expect(new Map(lines.map(({ operation, verdict }) => [operation, verdict]))).toEqual(
    new Map([
      [co.read.name, "granted"],
      [co.write.name, "not-granted"], // nor does it explain what a gateway does
    ]),
  );
  await compare(NOW);
  expect(await only()).toMatchObject({
    ...{ kind: "without-approval", keyId: co.prodKey.id, operationId: co.write.id },
    ...{ since: planted.fromAt, foundAt: NOW, disposition: "open" },
    detail: expect.stringContaining(id),
  });
  await db().grant.update({ where: { id }, data: { endedAt: hours(-1), endedReason: "" } });
  await compare(NOW);
  const both = await kinds();
  expect(both).toContain("without-approval"); // and its end is told by nothing either
});

test("CHG-02: what is enforced without a grant, granted and not enforced, and taken out unasked, each with its age", async () => {
  await give();
  await push([{}, { operation: co.admin.name }, { principal: "nobody-knows" }], addDays(NOW, -5));
  const at = NOW;
  await push([{}, { operation: co.admin.name }, { principal: "nobody-knows" }], at);
  await compare(at);
  const rows = await db().deviation.findMany({ orderBy: { kind: "asc" } });
  expect(rows.map(({ kind, since }) => [kind, since])).toEqual([
    ["enforced-not-granted", addDays(NOW, -5)],
    ["orphan", addDays(NOW, -5)],
  ]);
  expect(rows[1]).toMatchObject({ principal: "nobody-knows", keyId: null, operation: "*" });
  // The line of the grant goes: a day later that is a difference, not before.
  const removed = await push([{ operation: co.admin.name }], hours(1));
  await compare(hours(20));
  expect(await kinds()).toBe("enforced-not-granted");
  await push([{ operation: co.admin.name }], hours(24));
  await compare(hours(25));
  expect(await kinds()).toBe("enforced-not-granted enforcement-removed");
  const { policy } = await getPolicy(co.officer, removed.policyId);
  const lines = await differencesOf(co.officer, policy);
  expect(lines.map(({ side, verdict }) => `${side} ${verdict}`).sort()).toEqual([
    ...["removed never-granted", "removed still-granted"],
  ]);
});

test("a gateway that falls silent clears nothing: what cannot be judged stays, and says so", async () => {
  await push([{ operation: co.admin.name }], NOW);
  await compare(NOW);
  expect(await kinds()).toBe("enforced-not-granted");
  const silent = await compare(hours(30));
  expect(silent).toMatchObject({ held: 1, cleared: 0, lasting: 1 });
  expect(await kinds()).toBe("enforced-not-granted");
  await push([], hours(31));
  expect(await compare(hours(31))).toMatchObject({ cleared: 1, lasting: 0 });
  await push([{ operation: co.admin.name }], hours(32));
  expect(await compare(hours(32))).toMatchObject({ again: 1 });
  expect(await only()).toMatchObject({ since: hours(32), foundAt: hours(32) });
});

test("a wildcard of a gateway is one deviation, however many operations it opens", async () => {
  await push([{ operation: "*" }], NOW);
  await compare(NOW);
  expect(await only()).toMatchObject({
    ...{ kind: "enforced-not-granted", operation: "*", operationId: null },
    detail: expect.stringContaining("3 cells"),
  });
});

test("a push that races an approval loses neither: the line has its grant, and nothing deviates", async () => {
  const [receipt, grant] = await Promise.all([push([{}], NOW), give({ fromAt: addDays(NOW, -1) })]);
  expect(receipt.outcome).toBe("applied");
  await compare(NOW);
  expect(await kinds()).toBe("");
  const { policy } = await getPolicy(co.officer, receipt.policyId);
  expect(await differencesOf(co.officer, policy)).toMatchObject([
    { side: "added", verdict: "granted", grantId: grant.id },
  ]);
});

test("two comparisons at once come to one list, and one without news writes nothing until the hour is over", async () => {
  await push([{ operation: co.admin.name }], NOW);
  const matrix = await matrixNow(NOW);
  await Promise.all([1, 2, 3].map(() => compareDeviations(contextOf(JOB, NOW), matrix)));
  expect(await kinds()).toBe("enforced-not-granted");
  const records = () => db().changeLogEntry.count({ where: { action: "deviation.compared" } });
  const before = await records();
  await compare(NOW);
  expect(await records()).toBe(before);
  await compare(hours(1));
  expect(await records()).toBe(before + 1);
  const job = contextOf(JOB, hours(2));
  expect(await compareWhereMoved(job)).not.toBeNull();
  expect(await compareWhereMoved(job)).toBeNull(); // nothing moved since
  await push([], hours(2));
  expect(await compareWhereMoved(job)).toMatchObject({ cleared: 1 });
});

describe("a disposition", () => {
  beforeEach(async () => {
    await push([{ operation: co.admin.name }], NOW);
    await compare(NOW);
  });

  test("G38: holds until its day, by somebody whose thing it is not, and is recorded", async () => {
    const row = await only();
    await db().agent.update({ where: { id: co.agent.id }, data: { ownerId: co.officer.id } });
    await expect(dispose(row)).rejects.toThrow("of your own");
    const other = await person(db(), "compliance");
    await expect(dispose(row, other, { until: "2026-11-20" })).rejects.toThrow("Check the fields");
    await dispose(row, other);
    await expect(dispose(row, other)).rejects.toMatchObject({ code: "conflict" });
    expect(await only()).toMatchObject({ disposition: "accepted", ticket: "OPS-7" });
    const list = (state: string) =>
      listDeviations(other, listDeviationsInput.parse({ state, q: "invoices" }));
    expect([(await list("open")).total, (await list("accepted")).total]).toEqual([0, 1]);
    expect((await countDeviations(other)).disposed).toBe(1);
    await push([{ operation: co.admin.name }], hours(36));
    await compare(hours(36)); // the day is over
    expect(await only()).toMatchObject({ disposition: "open", version: 3 });
    const acts = await db().changeLogEntry.findMany({
      where: { subjectKind: "deviation", subjectId: row.id },
      orderBy: { seq: "asc" },
    });
    expect(acts.map(({ action }) => action)).toEqual(["deviation.disposed", "deviation.reopened"]);
  });

  test("two officers at once: one is told of the other", async () => {
    const row = await only();
    const both = await Promise.allSettled([
      dispose(row, await person(db(), "compliance")),
      dispose(row, await person(db(), "compliance")),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("an owner sees what is about their own agents and keys, and nobody else's", async () => {
    const row = await only();
    expect((await listDeviations(co.owner, listDeviationsInput.parse({}))).total).toBe(1);
    const stranger = await person(db(), "owner");
    expect((await listDeviations(stranger, listDeviationsInput.parse({}))).total).toBe(0);
    await expect(getDeviation(stranger, row.id)).rejects.toMatchObject({ code: "not_found" });
  });
});
