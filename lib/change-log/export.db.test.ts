import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db/client";
import { exportChanges } from "./export";
import { exportChangesInput } from "./schema";
import { relayedLedger } from "./testing/relayed-ledger";
import { type CommandContext, transact } from "./transact";

const officer: Actor = { kind: "person", id: randomUUID(), roles: ["compliance"] };
const now = new Date("2026-11-21T14:14:03.250Z");
const context = (actor = officer): CommandContext => ({ actor, now, requestId: randomUUID() });
const words = () => ({ labels: {} });
const block = z.object({
  scope: z.string(),
  filters: z.array(z.string()),
  query: z.object({ parameters: z.record(z.string(), z.string()) }),
  rows: z.object({
    count: z.number(),
    controlTotals: z.record(z.string(), z.record(z.string(), z.number())),
    ledger: z.unknown(),
  }),
  integrity: z.object({ anchor: z.unknown(), anchorReason: z.string() }),
});

beforeAll(async () => {
  await db().installation.createMany({
    data: [{ id: randomUUID(), organisation: "Nordwind", demo: false, createdAt: new Date(0) }],
    skipDuplicates: true,
  });
});

test.each(["csv", "xlsx", "pdf"] as const)(
  "IPE-05, IPE-07: %s holds exactly the filtered set and says how it was filtered",
  async (format) => {
    const subjectId = await acts(3);
    await acts(2);
    const input = exportChangesInput.parse({ format, subject: `agent:${subjectId}` });
    const file = await exportChanges(context(), input, words);
    expect(file.bytes.byteLength).toBeGreaterThan(500);
    expect(await keptOf(file.fileName, subjectId)).toMatchObject({
      scope: "every change of this installation",
      filters: [`subject: agent:${subjectId}`],
      query: { parameters: { subject: `agent:${subjectId}` } },
      rows: { count: 3, controlTotals: { subject: { Agent: 3 } } },
    });
  },
);

test("the whole log is read in pages, to its last row", async () => {
  const subjectId = await acts(2_345);
  const input = exportChangesInput.parse({ format: "csv", subject: `agent:${subjectId}` });
  const file = await exportChanges(context(), input, words);
  expect((await keptOf(file.fileName, subjectId)).rows.count).toBe(2_345);
}, 60_000);

test("IPE-07, IPE-09: the block names the entries that the rows are, and how they compare with the ledger", async () => {
  await db().outboxEntry.deleteMany();
  const relayed = await relayedLedger();
  try {
    const subjectId = await acts(3);
    await acts(1);
    await relayed.relay();
    const [edited] = await actIds(1, subjectId);
    await relayed.relay();
    await relayed.tamper(
      `UPDATE "ChangeLogEntry" SET "actorId" = 'mallory' WHERE id = '${edited}'`,
    );
    await acts(1, subjectId);
    const input = exportChangesInput.parse({ format: "csv", subject: `agent:${subjectId}` });
    const file = await exportChanges(context(), input, words);
    const { rows, integrity } = await keptOf(file.fileName, subjectId);
    expect(rows.ledger).toEqual({
      origin: expect.stringMatching(/\/governance$/),
      first: 1,
      last: 5,
      others: 1,
      recorded: 4,
      sealed: 0,
      recording: 1,
      same: 3,
      different: 1,
    });
    expect(integrity).toMatchObject({
      anchor: null,
      anchorReason: "no checkpoint had been signed when this was made",
    });
  } finally {
    await relayed.close();
  }
});

test("IPE-10: the checkpoint in force is in the block, as the sealer signed it", async () => {
  await db().outboxEntry.deleteMany();
  const relayed = await relayedLedger();
  try {
    const subjectId = await acts(2);
    await relayed.relay();
    const { note } = await relayed.seal();
    const input = exportChangesInput.parse({ format: "csv", subject: `agent:${subjectId}` });
    const file = await exportChanges(context(), input, words);
    const { rows, integrity } = await keptOf(file.fileName, subjectId);
    expect(rows.ledger).toMatchObject({ first: 1, last: 2, sealed: 2, same: 2, different: 0 });
    expect(integrity.anchor).toMatchObject({ size: 3, note, keyIds: [expect.any(String)] });
  } finally {
    await relayed.close();
  }
});

test.each(["owner", "admin", "risk-owner"] as const)(
  "%s may not take the log out",
  async (role) => {
    const actor: Actor = { kind: "person", id: randomUUID(), roles: [role] };
    const input = exportChangesInput.parse({ format: "csv" });
    await expect(exportChanges(context(actor), input, words)).rejects.toMatchObject({
      code: "forbidden",
    });
  },
);

async function acts(count: number, subjectId: string = randomUUID()): Promise<string> {
  await actIds(count, subjectId);
  return subjectId;
}

function actIds(count: number, subjectId: string): Promise<string[]> {
  return transact(context(), async (_tx, record) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const after = { n: n + 1 };
      ids.push(await record({ action: "agent.edited", subjectId, before: { n }, after }));
    }
    return ids;
  });
}

async function keptOf(fileName: string, subjectId: string) {
  const kept = await db().export.findMany({ where: { fileName }, orderBy: { id: "desc" } });
  const found = kept.map(({ provenance }) => block.parse(provenance));
  const own = found.find(({ query }) => query.parameters.subject === `agent:${subjectId}`);
  if (!own) throw new Error("no such export");
  return own;
}
