// ledger.md §6, Scrub: everything that is stored once in 30 days, a part of it each night; the index every night.
import "server-only";
import { z } from "zod";
import { DAY_MS, HOUR_MS } from "@/lib/core/clock";
import type { Range } from "@/lib/ledger/tree";
import type { LedgerLog } from "../ledger-log";
import { type ScrubMode, scrubLog } from "./scrub";

/** The hour of the night, UTC, from which a pass is due. */
const NIGHT_HOUR = 2;
/** Nights in which a log is read once. Fewer than 30: a night in which nothing runs must not matter. */
const NIGHTS = 25n;
/** A log of so many entries or fewer is read whole every night: it takes seconds. */
const SMALL = 250_000n;
/** A pass that failed or was broken off is tried again after so long. */
const AGAIN_MS = HOUR_MS;

/** The last pass of a kind that reached its end, and the last that was begun. */
export type Passes = {
  readonly finished: { readonly startedAt: Date; readonly end: bigint } | null;
  readonly begunAt: Date | null;
};

/** Makes the passes over a log that are due. Errors: those of `scrubLog`. */
export async function scrubWhatIsDue(
  log: LedgerLog,
  { signal, restMs }: { readonly signal: AbortSignal; readonly restMs: number },
): Promise<void> {
  for (const mode of ["index", "stored"] as const) {
    const passes = await passesOf(log, mode);
    if (!isDue(passes, log.runtime.now())) continue;
    const range = mode === "stored" ? await nextPart(log, passes) : null;
    await scrubLog(log, { mode, signal, restMs, ...(range === null ? {} : { range }) });
  }
}

/** Whether no pass was finished since the last night, and none was begun just now. */
export function isDue({ finished, begunAt }: Passes, now: Date): boolean {
  if (begunAt !== null && now.getTime() - begunAt.getTime() < AGAIN_MS) return false;
  return finished === null || finished.startedAt < lastNight(now);
}

/** The part that follows the last one; null for the whole log. `size` of the log, `reached`: whether the last part came to its end. */
export function partAfter(last: bigint, size: bigint, reached: boolean): Range | null {
  if (size <= SMALL) return null;
  const start = reached ? 0n : last;
  const length = size / NIGHTS > SMALL ? size / NIGHTS : SMALL;
  return { start, end: start + length };
}

function lastNight(now: Date): Date {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS + NIGHT_HOUR * HOUR_MS;
  return new Date(today <= now.getTime() ? today : today - DAY_MS);
}

/** A part came to the end of the log where the entry behind it is younger than the pass, or is not there yet. */
async function nextPart(log: LedgerLog, { finished }: Passes): Promise<Range | null> {
  const { rows } = await log.pool.query("SELECT next FROM ledger_head WHERE log = $1", [log.log]);
  const size = headRow.array().parse(rows)[0]?.next ?? 0n;
  if (finished === null) return partAfter(0n, size, true);
  const behind = await log.reader.entryAt(finished.end);
  const reached = behind === null || new Date(behind.entry.ts) >= finished.startedAt;
  return partAfter(finished.end, size, reached);
}

async function passesOf({ pool, log }: LedgerLog, mode: ScrubMode): Promise<Passes> {
  const { rows } = await pool.query(
    `SELECT started_at, finished_at, "end" FROM ledger_scrub WHERE log = $1 AND kind = $2
     ORDER BY started_at DESC LIMIT 50`,
    [log, mode],
  );
  const passes = passRow.array().parse(rows);
  const finished = passes.find(({ finished_at }) => finished_at !== null);
  return {
    finished: finished ? { startedAt: finished.started_at, end: finished.end } : null,
    begunAt: passes.find(({ finished_at }) => finished_at === null)?.started_at ?? null,
  };
}

const headRow = z.object({ next: z.coerce.bigint() });
const passRow = z.object({
  started_at: z.date(),
  finished_at: z.date().nullable(),
  end: z.coerce.bigint(),
});
