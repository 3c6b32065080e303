import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { type CommandContext, transact } from "./transact";

const ctx: CommandContext = {
  actor: { kind: "job", id: "test.append-only", grants: [] },
  now: new Date(0),
  requestId: randomUUID(),
};
let subjectId: string;

beforeEach(async () => {
  subjectId = randomUUID();
  await transact(ctx, (_tx, record) =>
    record({ action: "agent.registered", subjectId, before: null, after: { name: "Matcher" } }),
  );
});

test("a change cannot be rewritten", async () => {
  const rewrite = db().changeLogEntry.updateMany({
    where: { subjectId },
    data: { actorId: "other" },
  });
  await expect(rewrite).rejects.toThrow("append-only: UPDATE refused");
});

test("a change cannot be deleted", async () => {
  const erase = db().changeLogEntry.deleteMany({ where: { subjectId } });
  await expect(erase).rejects.toThrow("append-only");
});

test("the log cannot be emptied at once", async () => {
  const empty = db().$executeRaw`TRUNCATE "ChangeLogEntry" CASCADE`;
  await expect(empty).rejects.toThrow("append-only: TRUNCATE refused");
});

test("the register of exports cannot be rewritten, deleted or emptied either", async () => {
  const id = await anExport();
  const rewrite = db().export.updateMany({ where: { id }, data: { rowCount: 0 } });
  await expect(rewrite).rejects.toThrow("append-only: UPDATE refused");
  await expect(db().export.deleteMany({ where: { id } })).rejects.toThrow("append-only");
  await expect(db().$executeRaw`TRUNCATE "Export"`).rejects.toThrow("TRUNCATE refused");
});

test("a command that records nothing is rolled back", async () => {
  const silent = transact(ctx, (tx) => tx.export.create({ data: exportRow("silent") }));
  await expect(silent).rejects.toThrow("without recording");
  expect(await db().export.count({ where: { id: "silent" } })).toBe(0);
});

test("a record too large for one ledger entry is refused and leaves nothing", async () => {
  const large = transact(ctx, (_tx, record) =>
    record({ action: "agent.edited", subjectId, before: null, after: { x: "y".repeat(65_000) } }),
  );
  await expect(large).rejects.toMatchObject({ code: "too_large" });
  expect(await db().changeLogEntry.count({ where: { subjectId } })).toBe(1);
});

test("many changes at once are written in their order, each waits for the ledger, and one that cannot be recorded leaves none", async () => {
  const given = (name: string) =>
    ({ action: "agent.edited", subjectId, before: null, after: { name } }) as const;
  const names = Array.from({ length: 1_001 }, (_, at) => `Name ${at}`);
  await transact(ctx, (_tx, record) => record.each(names.map(given)));
  const changes = await db().changeLogEntry.findMany({
    where: { subjectId, action: "agent.edited" },
    orderBy: { outbox: { seq: "asc" } },
    include: { outbox: true },
  });
  expect(changes.map(({ after }) => after)).toEqual(names.map((name) => ({ name })));
  expect(changes.filter(({ outbox }) => outbox === null)).toEqual([]);
  expect(changes.map(({ seq }) => seq)).toEqual(changes.map(({ seq }) => seq).toSorted(compare));
  expect(changes[0]).toMatchObject({ actorId: "test.append-only", requestId: ctx.requestId });
  const bad = transact(ctx, (_tx, record) => record.each(["a", "y".repeat(65_000)].map(given)));
  await expect(bad).rejects.toMatchObject({ code: "too_large" });
  await expect(transact(ctx, (_tx, record) => record.each([]))).rejects.toThrow("without");
  expect(await db().changeLogEntry.count({ where: { subjectId } })).toBe(1_002);
});

const compare = (one: bigint, other: bigint) => Number(one - other);

test("every change waits in the outbox for the ledger", async () => {
  const change = await db().changeLogEntry.findFirstOrThrow({
    where: { subjectId },
    include: { outbox: true },
  });
  expect(change.outbox).not.toBeNull();
});

async function anExport(): Promise<string> {
  const id = randomUUID();
  await transact(ctx, async (tx, record) => {
    await tx.export.create({ data: exportRow(id) });
    await record({ action: "export.made", subjectId: id, before: null, after: { id } });
  });
  return id;
}

function exportRow(id: string) {
  return {
    id,
    title: "Things",
    queryId: "things.list@1",
    format: "csv",
    fileName: "things.zip",
    parameters: {},
    rowCount: 1,
    sha256: "",
    bytes: 1,
    provenance: {},
    generatedById: "test",
    generatedAt: ctx.now,
  };
}
