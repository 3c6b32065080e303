import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db/client";
import { exportChanges } from "./export";
import { exportChangesInput } from "./schema";
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
  }),
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

async function acts(count: number): Promise<string> {
  const subjectId = randomUUID();
  await transact(context(), async (_tx, record) => {
    for (let n = 0; n < count; n += 1) {
      await record({ action: "agent.edited", subjectId, before: { n }, after: { n: n + 1 } });
    }
  });
  return subjectId;
}

async function keptOf(fileName: string, subjectId: string) {
  const kept = await db().export.findMany({ where: { fileName }, orderBy: { id: "desc" } });
  const found = kept.map(({ provenance }) => block.parse(provenance));
  const own = found.find(({ query }) => query.parameters.subject === `agent:${subjectId}`);
  if (!own) throw new Error("no such export");
  return own;
}
