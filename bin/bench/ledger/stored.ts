// What the appends have left behind: how much room it takes, and how long the same bytes take without a ledger.
import { open } from "node:fs/promises";
import { join } from "node:path";
import { Pool } from "pg";
import { env } from "@/lib/core/env";
import { encodeLines, MAX_SEGMENT_BYTES, type Stretch } from "@/lib/ledger/batch";
import { HASH_SIZE } from "@/lib/ledger/crypto";
import { copyRows } from "@/lib/ledger-store/copy-rows";
import { syncDirectory } from "@/lib/ledger-store/fs-sync";
import { zlibDeflate } from "@/lib/ledger-store/gzip";
import { inTransaction } from "@/lib/ledger-store/head";
import { indexOf, keyRow } from "@/lib/ledger-store/index-rows";
import { ensurePartitions, indexedOf } from "@/lib/ledger-store/index-write";
import { openLedger } from "@/lib/ledger-store/open-ledger";
import { answerOnce } from "./worker";

type Wish = { readonly directory: string; readonly emptyUrl: string; readonly batches: number };

const KEY_COLUMNS = ["log", "key_hash", "data_hash", "idx", "ts"];

const { logs, store } = await openLedger(env());

await answerOnce(async ({ directory, emptyUrl, batches }: Wish) => {
  const objects = await objectsOf(batches);
  const stretches = await Promise.all(objects.map(({ start }) => logs.calls.reader.batchAt(start)));
  const read = stretches.filter((stretch) => stretch !== null);
  const entries = read.reduce((sum, { lines }) => sum + lines.length, 0);
  const bytes = objects.reduce((sum, object) => sum + object.bytes.length, 0);
  return {
    entries,
    batches: read.length,
    walBytes: bytes / entries,
    segmentBytes: segmentBytes(read),
    hashBytes: HASH_SIZE,
    indexBytes: await indexBytes(),
    bareFiles: entries / (await secondsOfFiles(directory, objects)),
    bareCopy: entries / (await secondsOfCopy(emptyUrl, read)),
  };
});

type StoredObject = { readonly start: bigint; readonly bytes: Uint8Array };

async function objectsOf(batches: number): Promise<StoredObject[]> {
  const objects: StoredObject[] = [];
  for await (const { key } of store.list("calls/wal/")) {
    const bytes = await store.read(key);
    if (bytes !== null) objects.push({ start: BigInt(key.slice("calls/wal/".length)), bytes });
    if (objects.length === batches) break;
  }
  return objects;
}

/** Bytes of an entry in a segment, from one segment of these lines. */
function segmentBytes(stretches: readonly Stretch[]): number {
  const lines: Uint8Array[] = [];
  let bytes = 0;
  for (const line of stretches.flatMap((stretch) => stretch.lines)) {
    bytes += line.length + 1;
    if (bytes > MAX_SEGMENT_BYTES) break;
    lines.push(line);
  }
  return encodeLines(lines, zlibDeflate).length / lines.length;
}

/** Bytes of an entry in PostgreSQL: its row, its key, and the indices of both. */
async function indexBytes(): Promise<number> {
  const { rows } = await logs.calls.pool.query<{ bytes: string; entries: string }>(
    `SELECT (SELECT next FROM ledger_head WHERE log = 'calls') AS entries,
       sum(pg_total_relation_size(relid)) + pg_total_relation_size('ledger_key') AS bytes
     FROM pg_partition_tree('ledger_calls') WHERE isleaf`,
  );
  return Number(rows[0]?.bytes) / Number(rows[0]?.entries);
}

/** The same objects as plain files, one after the other, each with its name on the disk before the next. */
async function secondsOfFiles(directory: string, objects: readonly StoredObject[]) {
  const before = performance.now();
  for (const { start, bytes } of objects) {
    const file = await open(join(directory, `file-${start}`), "wx");
    await file.writeFile(bytes);
    await file.sync();
    await file.close();
    await syncDirectory(directory);
  }
  return (performance.now() - before) / 1_000;
}

/** The same rows by COPY into the same tables, a durable transaction for each batch, and nothing else. */
async function secondsOfCopy(url: string, stretches: readonly Stretch[]): Promise<number> {
  const pool = new Pool({ connectionString: url, options: "-c timezone=UTC" });
  await ensurePartitions((text, values) => pool.query(text, values), new Date());
  const { table, columns, toRow } = indexOf("calls");
  const batches = stretches.map((stretch) => {
    const entries = indexedOf(stretch);
    const keys = entries.flatMap((indexed) => {
      const cells = keyRow(indexed);
      return cells === null ? [] : [["calls", ...cells]];
    });
    return { rows: entries.map(toRow), keys };
  });
  const before = performance.now();
  for (const { rows, keys } of batches) {
    await inTransaction(pool, async (client) => {
      await client.query("BEGIN");
      await copyRows(client, table, columns, rows);
      await copyRows(client, "ledger_key", KEY_COLUMNS, keys);
    });
  }
  const seconds = (performance.now() - before) / 1_000;
  await pool.end();
  return seconds;
}
