// ledger.md §8: `ledger rebuild` refills everything but `ledger_seal`, which is not derived: it says what was signed.
import { addDays } from "@/lib/core/clock";
import { catchUp } from "./catch-up";
import { inTransaction } from "./head";
import { indexStretches } from "./index-write";
import type { LedgerLog } from "./ledger-log";

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
  });
}

/** The order does not matter: a row says where it stands, and the head moves only behind what the catch-up has seen. */
async function indexSegments(log: LedgerLog): Promise<void> {
  const waiting = [...(await log.reader.segments())];
  const worker = async () => {
    for (let range = waiting.shift(); range !== undefined; range = waiting.shift()) {
      const segment = await log.reader.segmentAt(range);
      if (segment === null) continue; // deleted meanwhile
      await inTransaction(log.pool, async (client) => {
        await client.query("BEGIN; SET LOCAL synchronous_commit = off");
        await indexStretches(client, log, [segment]);
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
