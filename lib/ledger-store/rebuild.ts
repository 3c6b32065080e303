// ledger.md §8: `ledger rebuild` refills everything but `ledger_seal`, which is not derived: it says what was signed.
import { addDays } from "@/lib/core/clock";
import { catchUp } from "./catch-up";
import { inTransaction } from "./head";
import { indexUnordered } from "./index-write";
import type { LedgerLog } from "./ledger-log";
import { emptyUsage, markCounted, type Place, takeOutReplaced } from "./usage-write";

/** Segments that are read and indexed at the same time. */
const AT_ONCE = 2;

/**
 * Empties the index of a log and fills it from the store. `dedupeDays`: keys older than this are not remembered again.
 * Appends are refused (503) until the index has caught up. Answers the size of the log. Errors: LedgerDamage,
 * PostgreSQL's, the store's; a rebuild that was interrupted is begun again.
 */
export async function rebuildIndex(
  log: LedgerLog,
  { now, dedupeDays }: { readonly now: Date; readonly dedupeDays: number },
): Promise<bigint> {
  log.reader.forget();
  await emptyIndex(log);
  await indexSegments(log);
  const { next } = await catchUp(log);
  if (log.index.isCounted) await markCounted(log.pool, next);
  await log.pool.query("DELETE FROM ledger_key WHERE log = $1 AND ts < $2", [
    log.log,
    addDays(now, -dedupeDays),
  ]);
  return next;
}

/** Removes the rows of a log, its tiles, its remembered keys and its head: all that the store can give back. */
export async function emptyIndex({ log, index, pool }: LedgerLog): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query("BEGIN; SET LOCAL countersign.ledger_role = 'rebuild'");
    for (const table of ["ledger_head", "ledger_key", "ledger_tile"]) {
      await client.query(`DELETE FROM ${table} WHERE log = $1`, [log]);
    }
    await client.query(`DELETE FROM ${index.table}`);
    if (index.isCounted) await emptyUsage(client);
  });
}

/**
 * The order does not matter: a row says where it stands, and the head moves only behind what the catch-up has seen. Only
 * sums must know what a row replaces, which may come after it.
 */
async function indexSegments(log: LedgerLog): Promise<void> {
  const waiting = [...(await log.reader.segments())];
  const replacing: Place[] = [];
  const worker = async () => {
    for (let range = waiting.shift(); range !== undefined; range = waiting.shift()) {
      const segment = await log.reader.segmentAt(range);
      if (segment === null) continue; // deleted meanwhile
      const found = await inTransaction(log.pool, async (client) => {
        await client.query("BEGIN; SET LOCAL synchronous_commit = off");
        return await indexUnordered(client, log, segment);
      });
      for (const place of found) replacing.push(place);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (replacing.length === 0) return;
  await inTransaction(log.pool, async (client) => {
    await client.query("BEGIN; SET LOCAL synchronous_commit = off");
    await takeOutReplaced(client, replacing);
  });
}
