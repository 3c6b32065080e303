// ledger.md §4 step 3 and §8: a key that is remembered wrongly makes an event pass for a repetition, and it would be lost.
import type { PoolClient } from "pg";
import { z } from "zod";
import { equalBytes } from "@/lib/ledger/bytes";
import type { RowDifference } from "./compare";
import { keyRow } from "./index-rows";
import type { LedgerLog } from "./ledger-log";

const PAGE = 2_000;

const remembered = z.object({
  key_hash: z.instanceof(Uint8Array),
  data_hash: z.instanceof(Uint8Array),
  idx: z.coerce.bigint(),
  ts: z.date(),
});
type Remembered = z.infer<typeof remembered>;

/**
 * Compares the remembered keys of a log with its entries, in order of index: `different` from what the entry says, or
 * `extra` where no entry stands behind. A key that is missing is no fault: it has left the horizon. Errors: LedgerDamage,
 * PostgreSQL's, the store's.
 */
export async function* compareKeys(log: LedgerLog): AsyncGenerator<RowDifference> {
  const client = await log.pool.connect();
  try {
    await client.query("BEGIN READ ONLY");
    await client.query(
      `DECLARE remembered NO SCROLL CURSOR FOR
       SELECT key_hash, data_hash, idx, ts FROM ledger_key WHERE log = $1 ORDER BY idx`,
      [log.log],
    );
    for (let rows = await next(client); rows.length > 0; rows = await next(client)) {
      for (const row of rows) {
        const difference = await compareKey(log, row);
        if (difference !== null) yield difference;
      }
    }
  } finally {
    await client.query("ROLLBACK").catch(() => {}); // a connection that broke is thrown away by the pool
    client.release();
  }
}

async function next(client: PoolClient): Promise<Remembered[]> {
  return remembered.array().parse((await client.query(`FETCH ${PAGE} FROM remembered`)).rows);
}

async function compareKey(log: LedgerLog, row: Remembered): Promise<RowDifference | null> {
  const stored = await log.reader.entryAt(row.idx);
  const cells = stored && keyRow(stored);
  if (cells === null) return { index: row.idx, kind: "extra", columns: [] };
  const [keyHash, dataHash, , ts] = cells;
  const columns = [
    ...(isSame(row.key_hash, keyHash) ? [] : ["key_hash"]),
    ...(isSame(row.data_hash, dataHash) ? [] : ["data_hash"]),
    ...(row.ts.toISOString() === ts ? [] : ["ts"]),
  ];
  return columns.length === 0 ? null : { index: row.idx, kind: "different", columns };
}

function isSame(value: Uint8Array, cell: unknown): boolean {
  return cell instanceof Uint8Array && equalBytes(new Uint8Array(value), cell);
}
