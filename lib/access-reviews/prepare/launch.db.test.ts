// From what stands in the tables to a snapshot that is frozen, and what becomes visible when somebody touches it afterwards.
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { transact } from "@/lib/change-log/transact";
import { addDays, HOUR_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { testPool } from "@/lib/ledger-store/testing/test-log";
import { establishInstallation } from "@/lib/settings/installation";
import { LINES_MAX } from "../population/population-limits";
import { readFacts } from "../population/read-facts";
import { isInScope } from "../population/scope";
import { snapshotHashOf } from "../snapshot/canonical";
import { snapshotIntegrity } from "../snapshot/integrity";
import { lineOf } from "../snapshot/read-line";
import {
  contextOf,
  enforce,
  grantOf,
  keyOf,
  NOW,
  personOf,
  type ReviewCompany,
  reviewCompany,
  SOURCE,
} from "../testing/review-company";
import { draftReview } from "./commands/draft-review";
import { editReview } from "./commands/edit-review";
import { launchReview } from "./commands/launch-review";
import { exportReviews } from "./export";
import { populationOf } from "./population-of";
import { previewReview } from "./preview";
import type { DraftReviewInput } from "./schema";

const starter: Actor = { kind: "job", id: "test", grants: ["installation:establish"] };

let company: ReviewCompany;

beforeAll(async () => {
  await establishInstallation(contextOf(starter), { organisation: "Tests", demo: false });
  company = await transact(contextOf(starter), (tx, record) => reviewCompany(tx, record));
});

function wish(tieOutNote = ""): DraftReviewInput {
  return {
    ...{ title: "Access in the third quarter", dueOn: "2026-10-30", silenceRule: "leave" },
    ...{ environments: [], serverIds: [], agentIds: [], kinds: [], exclusions: [] },
    ...{ ownerId: company.officer.id, kind: "quarterly", quarter: "2026-Q3" },
    ...{ tieOutNote, triggerId: null },
  };
}

/** A row that must be there. */
function there<Row>(row: Row | null): Row {
  if (row === null) throw new Error("the row is not there");
  return row;
}

const draftRow = async () =>
  there(await read().accessReview.findFirst({ where: { reference: "AR-2026-Q3" } }));

async function populationNow(more: object = {}) {
  const whole = {
    ...{ scope: {}, exclusions: [], policy: null, previousId: null },
    ...{ periodStart: new Date("2026-07-01"), periodEnd: new Date("2026-10-01") },
  };
  return (await populationOf({ ...whole, ...more }, NOW)).population;
}

test("REV-02 SCN-01 what is written by SQL, orphans and what ended and is still enforced are in the population", async () => {
  const { key, server, remove, read: reading, owner, serverOwner } = company;
  await transact(contextOf(starter), async (tx, record) => {
    const until = addDays(NOW, -5);
    const people = { requestedById: owner.id, approvedById: serverOwner.id };
    const other = await keyOf(tx, {
      agentId: company.agent.id,
      ownerId: owner.id,
      publicId: "ck_2",
    });
    const place = { keyId: other.id, serverId: server.id, operationId: reading.id, ...people };
    await grantOf(tx, record, { ...place, until });
    await enforce(tx, [
      ["ck_2", "billing", reading.name],
      ["stranger", "billing", "*"],
      ["ck_agent", "billing", "reports.*"],
    ]);
    await keyOf(tx, { ownerId: owner.id, agentId: company.agent.id, publicId: "ck_idle" });
    await keyOf(tx, { ownerId: owner.id, publicId: "ck_cross" });
    await enforce(tx, [["CK_CROSS ", " Billing-Stage", reading.name]], "Staging");
    await enforce(tx, [["ck_cross", "*", "*"]], "");
  });
  await testPool().query(
    `INSERT INTO "Grant" (id, "keyId", "serverId", "operationId", environment, purpose, kind, "fromAt", "requestedById", "requestedAt", "approvedById", "approvedAt")
     VALUES (gen_random_uuid(), $1, $2, $3, 'production', 'mine', 'normal', $4, $5, $4, $5, $4)`,
    [key.id, server.id, remove.id, addDays(NOW, -2), owner.id],
  );
  const { lines, tieOut } = await populationNow();
  const flagsOf = (line: string) => lines.find((each) => each.line === line)?.flags;
  const at = (principal: string, operation: string) =>
    `access/${principal}/${server.id}/${operation}/production`;
  expect(flagsOf(at(`key:${key.id}`, remove.id))).toEqual([
    ...["without-approval", "not-enforced", "never-used", "no-expiry"],
  ]);
  expect(flagsOf(at("unknown:stranger", "*"))).toEqual([
    ...["orphan", "enforced-not-granted", "never-used", "wildcard"],
  ]);
  expect(flagsOf(at(`key:${key.id}`, "~reports.*"))).toContain("wildcard");
  const expired = lines.find(({ flags }) => flags.includes("expired-enabled"));
  expect(expired?.grants[0]?.until).toBe(addDays(NOW, -5).toISOString());
  const wide = lines.find(({ line }) => line === at("unknown:stranger", "*"));
  expect(wide?.parts.map(({ name }) => name)).toEqual([
    ...["invoices.delete", "invoices.read", "invoices.write"],
  ]);
  expect(wide).toMatchObject({ section: "privileged", risk: "high", stages: 2 });
  expect(wide?.recommendation).toMatchObject({ decision: "revoke" });
  const kinds = Map.groupBy(lines, ({ kind }) => kind);
  expect(kinds.get("person")?.map(({ principal }) => principal.detail)).toContain("auditor");
  expect(kinds.get("role")).toHaveLength(5);
  expect(kinds.get("key")?.map(({ principal }) => principal.detail)).toEqual(["ck_idle"]);
  const missing = new Map(tieOut.map((each) => [each.id, each]));
  expect(missing.get("enforced-not-registered")).toMatchObject({
    missing: 1,
    examples: ["stranger: * of Billing, production"],
  });
  expect(missing.get("granted-without-approval")).toMatchObject({ missing: 1 });
});

test("REV-01 a scope and what is left out of it bound the population; people are not in a narrower scope unless they are named", async () => {
  const { server, agent } = company;
  const scope = { environments: [], serverIds: [server.id], agentIds: [agent.id], kinds: [] };
  const { lines } = await populationNow({ scope });
  expect(new Set(lines.map(({ kind }) => kind))).toEqual(new Set(["access"]));
  expect(lines.every((line) => line.agent?.id === agent.id)).toBe(true);
  const out = { kind: "kind", id: "role", name: "role", reason: "Looked at yearly." };
  const left = await populationNow({ exclusions: [out] });
  expect(left.lines.some(({ kind }) => kind === "role")).toBe(false);
});

test("REV-01 a narrow scope reads no more than it holds, and holds the same lines as when all is read", async () => {
  const { server, agent } = company;
  const all = { environments: [], serverIds: [], agentIds: [], kinds: [] };
  const whole = (await populationNow()).lines;
  const out = { name: "x", reason: "Looked at elsewhere." };
  const bounds = [
    { scope: { ...all, environments: ["production"] } },
    { scope: { ...all, environments: ["staging"], serverIds: [server.id] } },
    { scope: { ...all, agentIds: [agent.id] } },
    { scope: { ...all, kinds: ["key" as const] } },
    { scope: all, exclusions: [{ ...out, kind: "environment" as const, id: "production" }] },
    { scope: all, exclusions: [{ ...out, kind: "server" as const, id: server.id }] },
    { scope: all, exclusions: [{ ...out, kind: "agent" as const, id: agent.id }] },
  ];
  for (const { scope, exclusions = [] } of bounds) {
    const held = whole.filter((line) => isInScope(line, { scope, exclusions }));
    const { lines } = await populationNow({ scope, exclusions });
    expect(lines).toEqual(held.map((line, at) => ({ ...line, n: at + 1 })));
    expect(lines.length).toBeGreaterThan(0);
  }
  const facts = (serverIds: string[]) =>
    readFacts(NOW, { scope: { ...all, serverIds }, exclusions: [] });
  expect((await facts([crypto.randomUUID()])).enforced.map((line) => line.server)).toEqual(["*"]);
  expect((await facts([server.id])).grants.length).toBeGreaterThan(0);
  expect((await facts([crypto.randomUUID()])).grants).toEqual([]);
});

test("REV-03 a review does not start on a source that is stale, or on a difference that nobody discussed", async () => {
  const ctx = contextOf(company.officer);
  const { id } = await draftReview(ctx, wish());
  await expect(draftReview(ctx, wish())).rejects.toMatchObject({ code: "conflict" });
  await expect(launchReview(ctx, { reviewId: id, version: 1 })).rejects.toThrow(/differ in/);
  const late = contextOf(company.officer, new Date(NOW.getTime() + 24 * HOUR_MS));
  await expect(launchReview(late, { reviewId: id, version: 1 })).rejects.toThrow(
    "Gateway gw-1 last stated what it enforces 25 hours ago",
  );
  const {
    kind: _,
    quarter: __,
    triggerId: ___,
    ...typed
  } = wish("The stranger is being looked for; the others are decided here.");
  await editReview(ctx, { ...typed, reviewId: id, version: 1 });
  await expect(launchReview(ctx, { reviewId: id, version: 1 })).rejects.toMatchObject({
    code: "conflict",
  });
  const admin = await transact(contextOf(starter), async (tx, record) => {
    const made = await personOf(tx, "admin");
    await record({ action: "person.invited", subjectId: made.id, before: null, after: {} });
    return made;
  });
  await expect(launchReview(contextOf(admin), { reviewId: id, version: 2 })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("REV-03 REV-04 G6 two who start at once make one snapshot; it freezes every line with its hash; one changed byte is found, whoever changed it", async () => {
  const ctx = contextOf(company.officer);
  const draft = await draftRow();
  const start = { reviewId: draft.id, version: draft.version };
  const other = contextOf(company.secondOfficer);
  const [first, second] = await Promise.allSettled([
    launchReview(ctx, start),
    launchReview(other, start),
  ]);
  const launched = there(
    [first, second].flatMap((one) => ("value" in one ? one.value : []))[0] ?? null,
  );
  const [refused, ...more] = [first, second].flatMap((one) => ("reason" in one ? one.reason : []));
  expect([refused.code, more]).toEqual(["conflict", []]);
  const rows = await read().reviewLine.findMany({
    where: { reviewId: draft.id },
    orderBy: { position: "asc" },
  });
  const review = await draftRow();
  expect(rows).toHaveLength(launched.lines);
  expect(rows.map(({ text }) => lineOf(text).n)).toEqual(rows.map((_, at) => at + 1));
  const texts = rows.map(({ text }) => text);
  expect(snapshotHashOf(review.snapshotHeader ?? "", texts)).toBe(launched.snapshotHash);
  expect(review.snapshotHeader).toContain("access-reviews.population@1");
  const [change, ...changes] = await read().changeLogEntry.findMany({
    where: { action: "review.launched", subjectId: draft.id },
  });
  expect(changes).toEqual([]);
  expect(change?.after).toMatchObject({ snapshotHash: launched.snapshotHash, status: "open" });
  const assigned = await read().reviewAssignment.count({ where: { reviewId: draft.id } });
  expect(assigned).toBeGreaterThan(rows.length);
  expect(await snapshotIntegrity(draft.id)).toMatchObject({ state: "whole" });

  // As a superuser could.
  const pool = testPool();
  const line = rows.find(({ kind }) => kind === "access");
  const swap = async (text: string | undefined) => {
    await pool.query('ALTER TABLE "ReviewLine" DISABLE TRIGGER USER');
    await pool.query('UPDATE "ReviewLine" SET text = $1 WHERE id = $2', [text, line?.id]);
    await pool.query('ALTER TABLE "ReviewLine" ENABLE TRIGGER USER');
  };
  await expect(
    pool.query('UPDATE "ReviewLine" SET text = text WHERE id = $1', [line?.id]),
  ).rejects.toThrow();
  await swap(line?.text.replace('"calls":0', '"calls":1'));
  expect(await snapshotIntegrity(draft.id)).toMatchObject({
    state: "broken",
    detail: expect.stringContaining("at least one byte"),
  });
  await swap(line?.text.replace('"stages":2', '"stages":1'));
  expect((await snapshotIntegrity(draft.id)).detail).toBe(
    `Line ${line?.position} does not say what it is filed under.`,
  );
  await swap(line?.text);
  expect(await snapshotIntegrity(draft.id)).toMatchObject({ state: "whole" });
  await pool.query('ALTER TABLE "AccessReview" DISABLE TRIGGER USER');
  await pool.query('UPDATE "AccessReview" SET "snapshotHash" = repeat(\'0\', 64) WHERE id = $1', [
    draft.id,
  ]);
  await pool.query('ALTER TABLE "AccessReview" ENABLE TRIGGER USER');
  expect((await snapshotIntegrity(draft.id)).detail).toContain("names another snapshot");
});

test("REV-10 the population of a later instant is measured by the same question", async () => {
  const draft = await draftRow();
  const { population, policy } = await populationOf(draft, NOW);
  expect(population.lines).toHaveLength(draft.snapshotLines ?? 0);
  const texts = await read().reviewLine.findMany({
    where: { reviewId: draft.id },
    orderBy: { position: "asc" },
  });
  expect(population.lines).toEqual(texts.map(({ text }) => lineOf(text)));
  expect(policy.values.staleHours).toBe(24);
  expect(population.sources.map(({ sourceId }) => sourceId)).toEqual([SOURCE]);
});

test("the list of reviews can be taken out as a file, and that is recorded", async () => {
  const wish = { format: "csv", status: null, kind: null, quarter: "" } as const;
  const file = await exportReviews(contextOf(company.officer), wish);
  expect(file.fileName).toMatch(/_access-reviews_.*\.zip$/);
  const made = await read().changeLogEntry.findFirst({ where: { action: "export.made" } });
  expect(made?.after).toMatchObject({ queryId: "access-reviews.list@1" });
});

test("REV-01 a scope that holds more than a review can is refused in a sentence, before it is read", async () => {
  const { id } = await draftReview(contextOf(company.officer), {
    ...{ ...wish("Known."), kind: "off-cycle", quarter: "", environments: ["test"] },
  });
  await testPool().query(
    `INSERT INTO "Grant" (id, "keyId", "serverId", "operationId", environment, purpose, kind, "fromAt", "requestedById", "requestedAt", "approvedById", "approvedAt")
     SELECT gen_random_uuid(), gen_random_uuid(), $1, NULL, 'test', '', 'normal', $2, $1, $2, $1, $2 FROM generate_series(0, $3)`,
    [company.server.id, addDays(NOW, -2), LINES_MAX],
  );
  const words =
    "Its scope holds at least 20,001 lines, and one review holds 20,000 at most. Narrow";
  const { preview, tooLarge } = await previewReview(company.officer, id, NOW);
  expect([preview, tooLarge]).toEqual([null, expect.stringContaining(words)]);
  const start = launchReview(contextOf(company.officer), { reviewId: id, version: 1 });
  await expect(start).rejects.toMatchObject({ code: "too_large" });
  const narrow = { environments: ["staging"], serverIds: [], agentIds: [], kinds: [] };
  expect((await populationNow({ scope: narrow })).lines).not.toEqual([]);
});
