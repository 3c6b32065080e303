// ledger.md §6: what somebody must look at, as a row: the same fault is one row while it is open.
import type { Pool } from "pg";
import type { LedgerFinding, Runtime } from "./runtime";

type Queries = Pick<Pool, "query">;

/** Writes a finding down, or counts it once more where it is open. Errors: PostgreSQL's. */
export async function reportFinding(
  pool: Queries,
  { kind, severity, log, message }: LedgerFinding,
  at: Date,
): Promise<void> {
  await pool.query(
    `INSERT INTO ledger_finding (log, kind, severity, message, first_at, last_at)
     VALUES ($1, $2, $3, $4, $5, $5)
     ON CONFLICT (log, kind, md5(message)) WHERE closed_at IS NULL
     DO UPDATE SET last_at = greatest(ledger_finding.last_at, excluded.last_at),
                   times = ledger_finding.times + 1, severity = excluded.severity`,
    [log, kind, severity, message.replaceAll("\0", "\\0"), at.toISOString()],
  );
}

/** Closes the open findings of a kind, whose cause is gone. Errors: PostgreSQL's. */
export async function closeFindings(
  pool: Queries,
  { log, kind }: Pick<LedgerFinding, "log" | "kind">,
  at: Date,
): Promise<void> {
  await pool.query(
    "UPDATE ledger_finding SET closed_at = $3 WHERE log = $1 AND kind = $2 AND closed_at IS NULL",
    [log, kind, at.toISOString()],
  );
}

/** A fault that every append meets would be a write per append. */
const AGAIN_MS = 10_000;
const MAX_REMEMBERED = 1_000;

/** The runtime of a process whose reports also become rows. Whoever reports does not wait, and never fails by it. */
export function withFindings(runtime: Runtime, pool: Queries): Runtime {
  const last = new Map<string, number>();
  const report = (finding: LedgerFinding) => {
    const name = `${finding.log} ${finding.kind} ${finding.message}`;
    const [now, before] = [runtime.elapsed(), last.get(name)];
    if (before !== undefined && now - before < AGAIN_MS) return;
    if (last.size >= MAX_REMEMBERED) last.clear();
    last.set(name, now);
    runtime.report(finding);
    reportFinding(pool, finding, runtime.now()).catch((error: unknown) => {
      runtime.note("ledger.finding-lost", error);
    });
  };
  return { ...runtime, report };
}
