// ledger.md §3.3 and §6 (Roll): which batches make a segment: whole ones, of one UTC day, covered by a checkpoint.
import { dayOf } from "./instant";
import type { Range } from "./tree";

/** A batch as the sealer has seen it. `bytes` counts its lines with their ends, not compressed. */
export type BatchFact = Range & { readonly ts: string; readonly bytes: number };

export type RollRules = {
  /** Size of the newest checkpoint: nothing beyond it is rolled. */
  readonly sealedSize: bigint;
  /** Days before this one, `YYYY-MM-DD`, are over: no batch can come to them any more. */
  readonly openDay: string;
  readonly maxBytes: number;
};

/** Minutes after midnight before a day counts as over. */
const GRACE_MS = 5 * 60 * 1000;

/** The first day that may still grow: time never goes backwards in the log (§3.1), and 5 minutes are left for a slow clock. */
export function openDayAt(now: Date): string {
  return dayOf(new Date(now.getTime() - GRACE_MS).toISOString());
}

/** The segments that can be rolled now, in order, from batches that follow each other. What is left waits for more. */
export function planSegments(batches: readonly BatchFact[], rules: RollRules): Range[] {
  const pieces: (Range & { readonly day: string; readonly bytes: number })[] = [];
  for (const { start, end, ts, bytes } of batches) {
    if (end > rules.sealedSize) break;
    const [day, last] = [dayOf(ts), pieces.at(-1)];
    if (last?.day === day && last.bytes + bytes <= rules.maxBytes) {
      pieces[pieces.length - 1] = { ...last, end, bytes: last.bytes + bytes };
    } else {
      pieces.push({ start, end, day, bytes });
    }
  }
  // The last piece is finished only when its day is over and nothing unsealed can still belong to it.
  const last = pieces.at(-1);
  const isFinished =
    last !== undefined && last.day < rules.openDay && last.end === batches.at(-1)?.end;
  const finished = isFinished ? pieces : pieces.slice(0, -1);
  return finished.map(({ start, end }) => ({ start, end }));
}
