import "server-only";
import { alarmsOf } from "@/lib/ledger-store/alarms";
import { getLedgerHealth } from "@/lib/ledger-store/queries-health";
import type { Alarm, LedgerHealth } from "@/lib/ledger-store/view";

const KEPT_MS = 5_000;

let kept: { until: number; health: Promise<LedgerHealth> } | undefined;

/** How the ledger stands, looked up at most every five seconds however many pages ask. Errors: the database's. */
export function ledgerHealth(): Promise<LedgerHealth> {
  if (kept === undefined || performance.now() > kept.until) {
    kept = { until: performance.now() + KEPT_MS, health: getLedgerHealth(new Date()) };
    kept.health.catch(() => {
      kept = undefined; // the next one asks anew
    });
  }
  return kept.health;
}

/** What every page must say of the ledger now, the worst first; empty where all is well, or the database does not answer. */
export async function ledgerAlarms(): Promise<{ at: string; alarms: Alarm[] }> {
  try {
    const health = await ledgerHealth();
    return { at: health.at, alarms: alarmsOf(health) };
  } catch {
    return { at: "", alarms: [] }; // without a database the page itself says so
  }
}
