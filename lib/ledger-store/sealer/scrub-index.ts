// ledger.md §6, Scrub: "nightly, index against leaves". The leaves are right, by definition.
import { z } from "zod";
import type { Range } from "@/lib/ledger/tree";
import { type Failure, fails } from "@/lib/ledger/verdict";
import { catchUp } from "../catch-up";
import { compareIndex, type RowDifference, rowsWithoutEntry } from "../compare";
import { compareKeys } from "../compare-keys";
import { LedgerDamage } from "../damage";
import type { LedgerLog } from "../ledger-log";
import type { Progress } from "./scrub-stored";

/** Rows compared between two turns of others. */
const STEP = 2_000n;

/** Compares the index of a log and its remembered keys with its entries. Answers the entries it has seen. Errors: PostgreSQL's, the store's, and what `breathe` throws. */
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
  const rows = new Runs(log.index.table, scrub.found);
  for (let start = 0n; start < end; start += STEP) {
    await scrub.breathe();
    scrub.progress(start, end);
    const until = start + STEP < end ? start + STEP : end;
    await orTell(damage, async () => {
      for await (const difference of compareIndex(log, { start, end: until })) rows.add(difference);
    });
  }
  const extra = await rowsWithoutEntry(log, end, () => indexedTo(log, damage));
  for (const difference of extra) rows.add(difference);
  rows.end();
  const keys = new Runs(KEYS, scrub.found);
  await scrub.breathe();
  await orTell(damage, async () => {
    for await (const difference of compareKeys(log)) keys.add(difference);
  });
  keys.end();
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

/** Differences that follow each other and are alike become one finding: an operator reads ranges, not rows. */
class Runs {
  readonly #table: string;
  readonly #found: (finding: Failure) => void;
  #run: (RowDifference & { readonly last: bigint }) | null = null;

  constructor(table: string, found: (finding: Failure) => void) {
    this.#table = table;
    this.#found = found;
  }

  add(difference: RowDifference): void {
    const run = this.#run;
    const { index, kind, columns } = difference;
    const isNext = run !== null && (index === run.last || index === run.last + 1n);
    if (isNext && run.kind === kind && run.columns.join() === columns.join()) {
      this.#run = { ...run, last: index };
      return;
    }
    this.end();
    this.#run = { ...difference, last: index };
  }

  end(): void {
    if (this.#run === null) return;
    const { index, last, kind, columns } = this.#run;
    const which = index === last ? `entry ${index}` : `entries ${index} to ${last}`;
    const what = this.#table === KEYS ? "remembered keys" : "rows";
    const detail = {
      missing: `The index has no row for ${which}.`,
      extra: `The index has ${what} for ${which} that no entry stands behind.`,
      different: `The ${what} of ${which} differ from what the entries say: ${columns.join(", ")}.`,
    }[kind];
    this.#found(
      fails(kind === "different" ? "leaf" : "count", detail, { file: this.#table, index }),
    );
    this.#run = null;
  }
}

const KEYS = "ledger_key";
