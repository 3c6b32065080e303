// ledger.md §4 step 6 and §8: entries become rows. Rows are derived: they can be lost and made again.
import type { PoolClient } from "pg";
import { z } from "zod";
import type { Stretch } from "@/lib/ledger/batch";
import type { Entry } from "@/lib/ledger/entry";
import { copyRows } from "./copy-rows";
import { type Cell, type Indexed, keyRow, type LogIndex } from "./index-rows";
import type { LedgerLog } from "./ledger-log";
import { countedTo, countInOrder, countUnordered, type Place } from "./usage-write";

const KEY_COLUMNS = ["log", "key_hash", "data_hash", "idx", "ts"] as const;

/** Rows of entries that nobody has indexed. Errors: PostgreSQL's, where a row with such an index or key exists. */
export async function insertRows(
  client: PoolClient,
  { log, index }: Pick<LedgerLog, "log" | "index">,
  rows: { readonly entries: readonly Indexed[]; readonly keys: readonly (readonly Cell[])[] },
): Promise<void> {
  const [first] = rows.entries;
  // A batch has one time. That its month was made is remembered; where that is wrong, the next flush indexes the other way.
  if (first && !MADE.has(monthOf(first, index))) await ensurePartitionsOf(client, index, [first]);
  if (first) MADE.add(monthOf(first, index));
  await copyRows(client, index.table, index.columns, rows.entries.map(index.toRow));
  const keys = rows.keys.map((cells) => [log, ...cells]);
  await copyRows(client, "ledger_key", KEY_COLUMNS, keys);
  const last = rows.entries.at(-1);
  if (!index.isCounted || last === undefined) return;
  await countInOrder(client, rows.entries.map(entryOf), last.entry.idx + 1n);
}

/**
 * Rows of stretches that may have been indexed before: what is there stays. The stretches follow each other, and whoever
 * holds the lock of the head writes them in the order of the log.
 */
export async function indexStretches(
  client: PoolClient,
  log: LedgerLog,
  stretches: readonly Stretch[],
): Promise<void> {
  const entries = await newlyIndexed(client, log, stretches);
  const end = stretches.at(-1)?.end;
  if (!log.index.isCounted || end === undefined) return;
  // A row below the mark was lost and made again: its entry has been counted.
  const counted = await countedTo(client);
  await countInOrder(
    client,
    entries.filter(({ idx }) => idx >= counted),
    end,
  );
}

/** The same in whatever order, as a rebuild does. Answers which of the entries take the place of others. */
export async function indexUnordered(
  client: PoolClient,
  log: LedgerLog,
  stretch: Stretch,
): Promise<Place[]> {
  const entries = await newlyIndexed(client, log, [stretch]);
  if (!log.index.isCounted) return [];
  await countUnordered(client, entries);
  return entries.flatMap(({ idx, ts, body }) =>
    body?.data.corrects === undefined ? [] : [{ idx, ts }],
  );
}

/**
 * Writes rows, and answers the entries that had none. Of two entries with one key, which there are only when the older one had
 * left the horizon of the dedupe, the later one is remembered.
 */
async function newlyIndexed(
  client: PoolClient,
  log: LedgerLog,
  stretches: readonly Stretch[],
): Promise<Entry[]> {
  const entries = stretches.flatMap(indexedOf);
  if (entries.length === 0) return [];
  const { table, columns, toRow } = log.index;
  await ensurePartitionsOf(client, log.index, entries);
  await client.query(
    `CREATE TEMPORARY TABLE IF NOT EXISTS new_${table} (LIKE ${table}) ON COMMIT DELETE ROWS;
     CREATE TEMPORARY TABLE IF NOT EXISTS new_ledger_key (LIKE ledger_key) ON COMMIT DELETE ROWS`,
  );
  await copyRows(client, `new_${table}`, columns, entries.map(toRow));
  const keys = entries.flatMap((indexed) => {
    const cells = keyRow(indexed);
    return cells === null ? [] : [[log.log, ...cells]];
  });
  await copyRows(client, "new_ledger_key", KEY_COLUMNS, keys);
  const { rows } = await client.query(
    `INSERT INTO ${table} SELECT * FROM new_${table} ON CONFLICT DO NOTHING RETURNING idx`,
  );
  await client.query(
    `INSERT INTO ledger_key
       SELECT DISTINCT ON (log, key_hash) * FROM new_ledger_key ORDER BY log, key_hash, idx DESC
       ON CONFLICT (log, key_hash) DO UPDATE
         SET data_hash = excluded.data_hash, idx = excluded.idx, ts = excluded.ts
         WHERE ledger_key.idx < excluded.idx;
     DELETE FROM new_${table}; DELETE FROM new_ledger_key`,
  );
  const isNew = new Set(
    inserted
      .array()
      .parse(rows)
      .map(({ idx }) => idx),
  );
  return entries.map(entryOf).filter(({ idx }) => isNew.has(idx));
}

const inserted = z.object({ idx: z.coerce.bigint() });

function entryOf({ entry }: Indexed): Entry {
  return entry;
}

/** The entries of a stretch with their leaf hashes. */
export function indexedOf(stretch: Stretch): Indexed[] {
  return stretch.entries.flatMap((entry, at) => {
    const leaf = stretch.leaves[at];
    return leaf === undefined ? [] : [{ leaf, entry }];
  });
}

/** Makes the monthly partitions of both logs for `now` and the month after it. */
export async function ensurePartitions(
  query: (text: string, values: unknown[]) => Promise<unknown>,
  now: Date,
): Promise<void> {
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  for (const table of ["ledger_calls", "ledger_governance"]) {
    for (const month of [now, next]) await query(MAKE_PARTITION, [table, month.toISOString()]);
  }
}

const MAKE_PARTITION = "SELECT ledger_make_partition($1, $2)";

const MADE = new Set<string>();

function monthOf({ entry }: Indexed, { table }: LogIndex): string {
  return `${table} ${entry.ts.slice(0, "2026-01".length)}`;
}

/** For a month that nobody made ahead: after a rebuild, or while the sealer was down. */
async function ensurePartitionsOf(
  client: PoolClient,
  index: LogIndex,
  entries: readonly Indexed[],
): Promise<void> {
  const months = new Map(entries.map((indexed) => [monthOf(indexed, index), indexed.entry.ts]));
  for (const ts of months.values()) await client.query(MAKE_PARTITION, [index.table, ts]);
}
