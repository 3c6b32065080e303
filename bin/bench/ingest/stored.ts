// What the pushes have left behind: how much room it takes, and how long the same rows take without a ledger. Runs in an empty
// database, and reads the rows of another.
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Pool } from "pg";
import { z } from "zod";
import { transact } from "@/lib/change-log/transact";
import { env } from "@/lib/core/env";
import { copyRows } from "@/lib/ledger-store/copy-rows";
import { inTransaction } from "@/lib/ledger-store/head";
import type { Cell } from "@/lib/ledger-store/index-rows";
import { ensurePartitions } from "@/lib/ledger-store/index-write";
import { answerOnce } from "../ledger/worker";

type Wish = { readonly url: string; readonly store: string; readonly rows: number };

const AT_ONCE = 1_000;
const OPTIONS = { options: "-c timezone=UTC" };

const text = z.string().nullable();
const bytes = z.instanceof(Buffer).nullable();
const callRow = z.object({
  ...{ idx: z.coerce.bigint(), ts: z.date(), leafHash: z.instanceof(Buffer), type: z.string() },
  ...{ source: z.string(), kind: text, at: z.date().nullable(), recordId: text },
  ...{ version: z.number().nullable(), corrects: z.null(), callKey: bytes },
  ...{ agent: text, credential: text, person: text, server: text, operation: text },
  ...{ environment: text, region: text, outcome: text, durationMs: z.number().nullable() },
  ...{ address: text, traceId: bytes, correlation: text, completeness: z.number().nullable() },
  ...{ epoch: text, seq: z.null() },
});
type CallRow = z.infer<typeof callRow>;
const sizes = z.object({ bytes: z.coerce.number(), entries: z.coerce.number() });

await answerOnce(async ({ url, store, rows: count }: Wish) => {
  const full = new Pool({ connectionString: url, ...OPTIONS });
  const empty = new Pool({ connectionString: env().DATABASE_URL, ...OPTIONS });
  const found = await full.query(
    "SELECT * FROM ledger_calls WHERE kind = 'tool_call' ORDER BY idx LIMIT $1",
    [count],
  );
  const rows = found.rows.map((row) => callRow.parse(camelCased(row)));
  await ensurePartitions((query, values) => empty.query(query, values), new Date());
  // Nothing can be taken out of that table again: each way has rows of its own.
  const half = Math.floor(rows.length / 2);
  const copied = await secondsOf(rows.slice(0, half), (batch) => copyAll(empty, batch));
  const created = await secondsOf(rows.slice(half), createMany);
  const { entries, indexBytes } = await indexOf(full);
  return {
    ...{ rows: half, entries, indexBytes: indexBytes / entries },
    copyPerSecond: half / copied,
    createManyPerSecond: (rows.length - half) / created,
    walBytes: bytesUnder(join(store, "calls", "wal")) / entries,
    segmentBytes: bytesUnder(join(store, "calls", "seg")) / entries,
    hashBytes: bytesUnder(join(store, "calls", "hashes")) / entries,
  };
});

function camelCased(row: object): object {
  const members = Object.entries(row).map(([name, value]) => {
    return [name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()), value] as const;
  });
  return Object.fromEntries(members);
}

async function secondsOf(rows: readonly CallRow[], write: (batch: readonly CallRow[]) => unknown) {
  const before = performance.now();
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await write(rows.slice(from, from + AT_ONCE));
  }
  return (performance.now() - before) / 1_000;
}

/** A durable transaction for each batch, and nothing else. */
async function copyAll(pool: Pool, batch: readonly CallRow[]): Promise<void> {
  const names = Object.keys(callRow.shape);
  const columns = names.map((name) => name.replaceAll(/[A-Z]/g, (one) => `_${one.toLowerCase()}`));
  await inTransaction(pool, async (client) => {
    await client.query("BEGIN");
    const cells = batch.map((row) => Object.values(row).map(cellOf));
    await copyRows(client, "ledger_calls", columns, cells);
  });
}

function cellOf(value: CallRow[keyof CallRow]): Cell {
  return value instanceof Date ? value.toISOString() : value;
}

/** With the one change that a transaction of this product has at the least. */
async function createMany(batch: readonly CallRow[]): Promise<void> {
  const actor = { kind: "job", id: "bench", grants: [] } as const;
  const ctx = { actor, now: new Date(), requestId: randomUUID() };
  await transact(ctx, async (tx, record) => {
    await tx.ledgerCall.createMany({ data: batch.map(prismaRow) });
    await record({ action: "source.tested", subjectId: "bench", before: null, after: null });
  });
}

function prismaRow({ leafHash, callKey, traceId, ...row }: CallRow) {
  return {
    ...row,
    leafHash: Uint8Array.from(leafHash),
    callKey: callKey && Uint8Array.from(callKey),
    traceId: traceId && Uint8Array.from(traceId),
  };
}

/** Bytes in PostgreSQL: rows, keys, the indices of both, and the sums. */
async function indexOf(pool: Pool): Promise<{ entries: number; indexBytes: number }> {
  const { rows } = await pool.query(
    `SELECT (SELECT next FROM ledger_head WHERE log = 'calls') AS entries,
       (SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('ledger_calls') WHERE isleaf)
         + pg_total_relation_size('ledger_key') + pg_total_relation_size('ledger_usage_day')
         + pg_total_relation_size('ledger_usage_caller') + pg_total_relation_size('ledger_usage_place')
         + pg_total_relation_size('ledger_usage_hour') + pg_total_relation_size('ledger_usage_minute')
         AS bytes`,
  );
  const { bytes: indexBytes, entries } = sizes.parse(rows[0]);
  return { entries, indexBytes };
}

function bytesUnder(folder: string): number {
  if (!existsSync(folder)) return 0;
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.reduce((sum, name) => {
    const found = statSync(join(folder, name));
    return found.isFile() ? sum + found.size : sum;
  }, 0);
}
