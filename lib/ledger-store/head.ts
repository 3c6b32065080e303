// ledger.md §4 steps 1 and 6, §8: PostgreSQL's idea of the end of a log, and the lock that saves work. Correctness never rests on either.
import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { logError } from "@/lib/core/log";
import type { Log } from "@/lib/ledger/origin";
import type { Runtime } from "./runtime";

/** Where the next entry goes and where the last batch starts, as far as the database knows. */
export type Head = { readonly next: bigint; readonly prev: bigint };

const LOCK_TIMEOUT = "2s";
const IDLE_TIMEOUT = "30s";

const answers = z
  .array(z.object({ rows: z.array(z.unknown()) }))
  .transform((results) => results.map(({ rows }) => rows[0]));
const headRow = z.object({ next: z.coerce.bigint(), prev: z.coerce.bigint() });
const clockRow = z.object({ now: z.date() });

/** Longer than a store is asked in vain, as then senders should hear of the store. */
const GIVE_UP_MS = 30_000;

/** A transaction. Commits what `work` returns, rolls back what it throws. Errors: PostgreSQL's, and those of `work`. */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  return await onConnection(client, work, (broken) => client.release(broken));
}

/**
 * A transaction that others wait for. After 30 s its connection is given up: a database that was switched off, or that a
 * network no longer leads to, says nothing at all, and would be waited for without end. Errors: those of a connection too.
 */
export async function inShortTransaction<T>(
  { pool, runtime }: { readonly pool: Pool; readonly runtime: Pick<Runtime, "after"> },
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let isReleased = false;
  const release = (broken?: Error) => {
    if (!isReleased) client.release(broken);
    isReleased = true;
  };
  // A connection that is given back as broken is closed, and whatever is asked of it fails.
  const giveUp = () => release(new Error("The database has not answered for 30 s."));
  const callOff = runtime.after(GIVE_UP_MS, giveUp);
  return await onConnection(client, work, release).finally(callOff);
}

async function onConnection<T>(
  client: PoolClient,
  work: (client: PoolClient) => Promise<T>,
  release: (broken?: Error) => void,
): Promise<T> {
  let broken: Error | undefined;
  try {
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    broken = await rollback(client);
    throw error;
  } finally {
    release(broken);
  }
}

/** Errors are the connection's: it is thrown away, and what matters is the error that led here. */
async function rollback(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query("ROLLBACK");
    return undefined;
  } catch (error) {
    logError("ledger.rollback-failed", error);
    return error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * Begins a transaction, takes the row lock of a log, and reads the database's clock once it has it: the row is made where
 * it is missing. Errors: PostgreSQL's, among them a lock that did not come within 2 s.
 */
export async function lockHead(
  client: PoolClient,
  log: Log,
): Promise<{ head: Head; databaseNow: Date }> {
  const name = client.escapeLiteral(log);
  // One round trip. The clock is a statement of its own: in that of the lock it might be read before the wait. Tables here
  // grow faster than their statistics: by those, reading one whole for the dedupe would seem cheap.
  const result: unknown = await client.query(
    `BEGIN;
     SET LOCAL lock_timeout = '${LOCK_TIMEOUT}';
     SET LOCAL idle_in_transaction_session_timeout = '${IDLE_TIMEOUT}';
     SET LOCAL synchronous_commit = off;
     SET LOCAL enable_seqscan = off;
     SELECT next, prev FROM ledger_head WHERE log = ${name} FOR UPDATE;
     SELECT clock_timestamp() AS now`,
  );
  const [row, clock] = answers.parse(result).slice(-2);
  const databaseNow = clockRow.parse(clock).now;
  if (row !== undefined) return { head: headRow.parse(row), databaseNow };
  await client.query(
    `INSERT INTO ledger_head (log, next, prev) VALUES (${name}, 0, 0) ON CONFLICT DO NOTHING`,
  );
  const { rows } = await client.query(
    `SELECT next, prev FROM ledger_head WHERE log = ${name} FOR UPDATE`,
  );
  return { head: headRow.parse(rows[0]), databaseNow };
}

/** Moves the head within the transaction that holds its lock. */
export async function moveHead(
  client: PoolClient,
  log: Log,
  { next, prev, lastTs }: Head & { readonly lastTs: string | null },
): Promise<void> {
  await client.query("UPDATE ledger_head SET next = $2, prev = $3, last_ts = $4 WHERE log = $1", [
    log,
    next.toString(),
    prev.toString(),
    lastTs,
  ]);
}
