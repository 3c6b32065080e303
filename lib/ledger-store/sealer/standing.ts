// ledger.md §6, Halt: the row that says how the sealer stands to a log. A halt outlives the process, until it is resumed.
import { z } from "zod";
import type { LedgerDamage } from "../damage";
import { closeFindings, reportFinding } from "../findings";
import type { LedgerLog } from "../ledger-log";
import type { KeySeparation } from "./key-folder";

const row = z.object({ halted_at: z.date().nullable() });

/** Whether signing of a log has stopped. Errors: PostgreSQL's. */
export async function isHalted({ log, pool }: LedgerLog): Promise<boolean> {
  const { rows } = await pool.query("SELECT halted_at FROM ledger_sealer WHERE log = $1", [log]);
  const [found] = row.array().parse(rows);
  return found !== undefined && found.halted_at !== null;
}

/** Says that the sealer is there, and up to where it has read; null where it did not read. Errors: PostgreSQL's. */
export async function writeSeen(
  { log, pool, runtime }: LedgerLog,
  separation: KeySeparation,
  seen: { readonly size: bigint; readonly lastTs: string | null } | null,
): Promise<void> {
  await pool.query(
    `INSERT INTO ledger_sealer (log, seen_at, size, last_ts, key_separation)
     VALUES ($1, $2, coalesce($3::bigint, 0), $4::timestamptz, $5)
     ON CONFLICT (log) DO UPDATE SET seen_at = excluded.seen_at, key_separation = excluded.key_separation,
       size = coalesce($3::bigint, ledger_sealer.size), last_ts = coalesce($4::timestamptz, ledger_sealer.last_ts)`,
    [
      log,
      runtime.now().toISOString(),
      seen?.size.toString() ?? null,
      seen?.lastTs ?? null,
      separation,
    ],
  );
}

/** Stops signing of a log, and says so to whoever must look at it. Errors: PostgreSQL's. */
export async function writeHalt(
  { log, pool, runtime }: LedgerLog,
  separation: KeySeparation,
  { failure, message }: LedgerDamage,
): Promise<void> {
  const at = runtime.now();
  const says = message.replaceAll("\0", "\\0");
  await pool.query(
    `INSERT INTO ledger_sealer (log, seen_at, size, key_separation, halted_at, halt_reason, halt_message)
     VALUES ($1, $2, 0, $3, $2, $4, $5)
     ON CONFLICT (log) DO UPDATE SET seen_at = excluded.seen_at, halted_at = excluded.halted_at,
       halt_reason = excluded.halt_reason, halt_message = excluded.halt_message
     WHERE ledger_sealer.halted_at IS NULL`,
    [log, at.toISOString(), separation, failure.reason, says],
  );
  await reportFinding(
    pool,
    { kind: "halted", severity: "critical", log, message: `Signing has stopped. ${says}` },
    at,
  );
}

/** The cause of the halt is gone: a round has signed, or found all in order. Errors: PostgreSQL's. */
export async function closeHalt({ log, pool, runtime }: LedgerLog): Promise<void> {
  await closeFindings(pool, { log, kind: "halted" }, runtime.now());
}
