// A task belongs to the process that claimed it last. Whoever is silent for a minute has lost it, also if it wakes up again.
import type { Pool } from "pg";
import { z } from "zod";
import type { TaskKind } from "../labels";
import { TASK_SILENCE_MS } from "../limits";
import type { TaskRow } from "../task-record";

/** A task in hand. `claimedAt` tells this claim from every other one of the same task. */
export type Claim = { readonly row: TaskRow; readonly claimedAt: Date };

const COLUMNS = `id, log, kind, wish, state, done, total, result, message, asked_by_id AS "askedById",
  asked_at AS "askedAt", started_at AS "startedAt", alive_at AS "aliveAt", finished_at AS "finishedAt"`;

const claimedRow = z.object({
  id: z.string(),
  log: z.string(),
  kind: z.string(),
  wish: z.unknown(),
  state: z.string(),
  done: z.coerce.bigint(),
  total: z.coerce.bigint().nullable(),
  result: z.unknown(),
  message: z.string().nullable(),
  askedById: z.string(),
  askedAt: z.date(),
  startedAt: z.date(),
  aliveAt: z.date(),
  finishedAt: z.date().nullable(),
});

type Queries = Pick<Pool, "query">;

/**
 * Claims the oldest task of a kind that waits, or whose process has fallen silent; only the one of `id` where that is given.
 * Null where there is none, or others are faster. The clock is that of PostgreSQL, which all processes share.
 */
export async function claimTask(
  pool: Queries,
  kind: TaskKind,
  id: string | null = null,
): Promise<Claim | null> {
  const { rows } = await pool.query(
    `UPDATE ledger_task SET state = 'running', started_at = clock_timestamp(), alive_at = clock_timestamp(),
       done = 0, total = NULL, message = NULL
     WHERE id = (
       SELECT id FROM ledger_task
       WHERE kind = $1 AND ($2::uuid IS NULL OR id = $2)
         AND (state = 'waiting' OR (state = 'running' AND alive_at < clock_timestamp() - $3 * interval '1 ms'))
       ORDER BY asked_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
     ) RETURNING ${COLUMNS}`,
    [kind, id, TASK_SILENCE_MS],
  );
  const [row] = claimedRow.array().parse(rows);
  return row === undefined ? null : { row, claimedAt: row.startedAt };
}

const OURS = "id = $1 AND state = 'running' AND started_at = $2";

/** Says that the task is still in hand and how far it is. False where it is no longer ours. */
export async function stayAlive(
  pool: Queries,
  { row, claimedAt }: Claim,
  { done, total }: { readonly done: bigint; readonly total: bigint | null },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE ledger_task SET alive_at = clock_timestamp(), done = $3, total = $4 WHERE ${OURS}`,
    [row.id, claimedAt, done.toString(), total?.toString() ?? null],
  );
  return rowCount === 1;
}

/** Puts the task back for another process. */
export async function release(pool: Queries, { row, claimedAt }: Claim): Promise<void> {
  await pool.query(
    `UPDATE ledger_task SET state = 'waiting', alive_at = NULL, done = 0, total = NULL WHERE ${OURS}`,
    [row.id, claimedAt],
  );
}

/** Ends the task without a result; `message` is for whoever asked. False where it is no longer ours. */
export async function failTask(
  pool: Queries,
  { row, claimedAt }: Claim,
  message: string,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE ledger_task SET state = 'failed', message = $3, finished_at = clock_timestamp() WHERE ${OURS}`,
    [row.id, claimedAt, message],
  );
  return rowCount === 1;
}
