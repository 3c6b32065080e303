// ledger.md §8: what the sealer keeps of the index: keys beyond their horizon, months ahead, tiles, and the keys people pin.
import { z } from "zod";
import { addDays } from "@/lib/core/clock";
import { concatAll } from "@/lib/ledger/bytes";
import type { KeyPeriod } from "@/lib/ledger/key-history";
import { TILE_WIDTH } from "@/lib/ledger/tile";
import { ensurePartitions } from "../index-write";
import type { LedgerLog } from "../ledger-log";
import type { TreeNodes } from "../tree-nodes";

/** Removes remembered keys that are older than the horizon of the dedupe, and makes the months ahead. Errors: PostgreSQL's. */
export async function keepIndex(log: LedgerLog, dedupeDays: number): Promise<void> {
  const now = log.runtime.now();
  await log.pool.query("DELETE FROM ledger_key WHERE log = $1 AND ts < $2", [
    log.log,
    addDays(now, -dedupeDays).toISOString(),
  ]);
  await ensurePartitions((text, values) => log.pool.query(text, values), now);
}

const WIDTH = BigInt(TILE_WIDTH);
const tileRow = z.object({ n: z.coerce.bigint() });

/** Tiles computed in one go: the first may have to read 65,536 leaves. */
const AT_ONCE = 4;

/**
 * Adds full tiles of level 1 and up below `size` that the cache lacks. Answers whether there are more. Errors: LedgerDamage
 * (a leaf is missing), PostgreSQL's, the store's.
 */
export async function fillTiles(log: LedgerLog, nodes: TreeNodes, size: bigint): Promise<boolean> {
  let left = AT_ONCE;
  let [level, tiles] = [1, size / (WIDTH * WIDTH)];
  while (tiles > 0n) {
    for (const index of await missingTiles(log, level, tiles)) {
      if (left === 0) return true;
      left -= 1;
      const hashes = await nodes.hashesOf({ level, index, width: TILE_WIDTH });
      await log.pool.query(
        "INSERT INTO ledger_tile (log, level, n, hashes) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        [log.log, level, index.toString(), Buffer.from(concatAll(hashes))],
      );
    }
    level += 1;
    tiles /= WIDTH;
  }
  return false;
}

async function missingTiles({ log, pool }: LedgerLog, level: number, tiles: bigint) {
  const { rows } = await pool.query(
    `SELECT n FROM generate_series(0::bigint, $3::bigint - 1) AS n
     WHERE NOT EXISTS (SELECT FROM ledger_tile t WHERE t.log = $1 AND t.level = $2 AND t.n = n.n)
     ORDER BY n LIMIT ${AT_ONCE + 1}`,
    [log, level, tiles.toString()],
  );
  return tileRow
    .array()
    .parse(rows)
    .map(({ n }) => n);
}

/** Writes down for the screens which keys a log had; nothing is written where they say so already. Errors: PostgreSQL's. */
export async function writeVkeys(
  { log, pool }: Pick<LedgerLog, "log" | "pool">,
  periods: readonly KeyPeriod[],
): Promise<void> {
  for (const { vkey, since, rotatedAt, revokedFrom } of periods) {
    await pool.query(
      `INSERT INTO ledger_vkey (log, vkey, since, rotated_at, revoked_from) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (log, vkey) DO UPDATE SET since = excluded.since, rotated_at = excluded.rotated_at,
         revoked_from = excluded.revoked_from
       WHERE (ledger_vkey.since, ledger_vkey.rotated_at, ledger_vkey.revoked_from)
         IS DISTINCT FROM (excluded.since, excluded.rotated_at, excluded.revoked_from)`,
      [log, vkey, since.toString(), rotatedAt, revokedFrom?.toString() ?? null],
    );
  }
}
