// ledger.md §6, Scrub: "nightly, index against leaves". The leaves are right, by definition.
import { z } from "zod";
import type { Range } from "@/lib/ledger/tree";
import { type Failure, fails } from "@/lib/ledger/verdict";
import { catchUp } from "../catch-up";
import { compareIndex, type RowDifference, rowsFrom } from "../compare";
import { LedgerDamage } from "../damage";
import type { LedgerLog } from "../ledger-log";
import type { Progress } from "./scrub-stored";

/** Differences that follow each other and are alike become one finding: an operator reads ranges, not rows. */
type Run = RowDifference & { readonly last: bigint };

/** Rows compared between two turns of others. */
const STEP = 2_000n;

/** Compares the index of a log with its entries. Answers the entries it has seen. Errors: PostgreSQL's, the store's, and what `breathe` throws. */
export async function scrubIndex(
  log: LedgerLog,
  scrub: {
    readonly found: (finding: Failure) => void;
    readonly progress: Progress;
    readonly breathe: () => Promise<void>;
  },
): Promise<Range> {
  const damage = once(scrub.found);
  const end = await indexedTo(log, damage);
  let run: Run | null = null;
  const add = (difference: RowDifference) => {
    if (run !== null && continues(run, difference)) {
      run = { ...run, last: difference.index };
      return;
    }
    if (run !== null) scrub.found(findingOf(log, run));
    run = { ...difference, last: difference.index };
  };
  for (let start = 0n; start < end; start += STEP) {
    await scrub.breathe();
    scrub.progress(start, end);
    const until = start + STEP < end ? start + STEP : end;
    await orTell(damage, async () => {
      for await (const difference of compareIndex(log, { start, end: until })) add(difference);
    });
  }
  for (const difference of await rowsFrom(log, end)) add(difference);
  if (run !== null) scrub.found(findingOf(log, run));
  scrub.progress(end, end);
  return { start: 0n, end };
}

/** The end of the log, to which the index is brought first; as far as the index knows, where the log is damaged. */
async function indexedTo(log: LedgerLog, found: (finding: Failure) => void): Promise<bigint> {
  const end = await orTell(found, () => catchUp(log));
  if (end !== null) return end.next;
  const { rows } = await log.pool.query("SELECT next FROM ledger_head WHERE log = $1", [log.log]);
  return headRow.array().parse(rows)[0]?.next ?? 0n;
}

const headRow = z.object({ next: z.coerce.bigint() });

/** An object that cannot be read is met at every step through it, and told at the first. */
function once(found: (finding: Failure) => void): (finding: Failure) => void {
  const told = new Set<string>();
  return (finding) => {
    const what = `${finding.file} ${finding.detail}`;
    if (!told.has(what)) found(finding);
    told.add(what);
  };
}

/** What `work` answers; null where the evidence contradicts itself, which is told: the rest is looked at all the same. */
async function orTell<T>(
  found: (finding: Failure) => void,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LedgerDamage)) throw error;
    found(error.failure);
    return null;
  }
}

function continues(run: Run, { index, kind, columns }: RowDifference): boolean {
  const isNext = index === run.last || index === run.last + 1n;
  return isNext && run.kind === kind && run.columns.join() === columns.join();
}

function findingOf({ index: { table } }: LedgerLog, { index, last, kind, columns }: Run): Failure {
  const which = index === last ? `entry ${index}` : `entries ${index} to ${last}`;
  const detail = {
    missing: `The index has no row for ${which}.`,
    extra: `The index has rows for ${which} that no entry stands behind.`,
    different: `The rows of ${which} differ from what the entries say: ${columns.join(", ")}.`,
  }[kind];
  return fails(kind === "different" ? "leaf" : "count", detail, { file: table, index });
}
