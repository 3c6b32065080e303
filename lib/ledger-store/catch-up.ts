// ledger.md §5: "Catch-up is one function, for start, exists, the tick and rebuild." The append uses its parts under its own lock.
import { inShortTransaction, lockHead, moveHead } from "./head";
import { indexStretches } from "./index-write";
import type { LedgerLog } from "./ledger-log";
import { findUnindexed, type Limits, type LogEnd, settleLast } from "./log-end";

/** Small enough that an append that waits for the lock meanwhile gets it in time. */
const CHUNK: Limits = { objects: 16, entries: 16_384 };

/**
 * Brings the index to the end of the log in the store, a transaction per chunk. Answers that end. `seen` is what the caller
 * knows of it, null at start. Errors: LedgerDamage, and those of PostgreSQL and the store.
 */
export async function catchUp(log: LedgerLog, seen: LogEnd | null = null): Promise<LogEnd> {
  let known = seen;
  for (;;) {
    const { end, more } = await indexChunk(log, known);
    if (!more) return end;
    known = end;
  }
}

async function indexChunk(
  log: LedgerLog,
  seen: LogEnd | null,
): Promise<{ end: LogEnd; more: boolean }> {
  return await inShortTransaction(log, async (client) => {
    const { head } = await lockHead(client, log.log);
    const found = await findUnindexed(log, client, seen, head, CHUNK);
    const { stretches, end, more } = found;
    await settleLast(log, found);
    await indexStretches(client, log, stretches);
    if (head.next !== end.next) await moveHead(client, log.log, end);
    return { end, more };
  });
}
