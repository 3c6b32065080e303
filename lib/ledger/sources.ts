// ledger.md §11, statement 3: for each source and epoch the first and last `seq` and every hole; the only answer to loss before us.
import type { Source } from "./entry-limits";
import type { Range } from "./tree";

/** What arrived of one epoch of one source. Holes are half-open ranges of `seq` that did not. `epoch` is null where it sent none. */
export type SourceReport = {
  readonly id: string;
  readonly epoch: string | null;
  readonly first: number;
  readonly last: number;
  readonly holes: readonly SeqRange[];
};
export type SeqRange = { readonly [Edge in keyof Range]: number };

type Runs = { readonly id: string; readonly epoch: string | null; readonly runs: SeqRange[] };

// A hostile bundle may number its entries at random; then the statement is not made, instead of memory running out.
const MAX_RUNS = 200_000;

/** Counts `seq` over entries in any order. Memory grows with holes, sources and epochs, never with entries, and has an end. */
export class SourceTally {
  readonly #numbered = new Map<string, Runs>();
  readonly #unattested = new Set<string>();
  #pieces = 0;

  /** False from the moment there was too much to keep: then the tally says nothing. */
  get isComplete(): boolean {
    return this.#pieces <= MAX_RUNS;
  }

  add({ id, epoch = null, seq }: Omit<Source, "epoch"> & { readonly epoch?: string | null }): void {
    if (!this.isComplete) return;
    if (seq === undefined) this.#addUnattested(id);
    else this.#addNumber(id, epoch, seq);
  }

  #addUnattested(id: string): void {
    const before = this.#unattested.size;
    this.#unattested.add(id);
    this.#pieces += this.#unattested.size - before;
  }

  #addNumber(id: string, epoch: string | null, seq: number): void {
    const name = JSON.stringify([id, epoch]);
    const known = this.#numbered.get(name);
    if (known === undefined) {
      this.#numbered.set(name, { id, epoch, runs: [{ start: seq, end: seq + 1 }] });
      this.#pieces += 1;
      return;
    }
    const before = known.runs.length;
    addToRuns(known.runs, seq);
    this.#pieces += known.runs.length - before;
  }

  /** Sources with `seq`, ordered by id and epoch. */
  sources(): SourceReport[] {
    return [...this.#numbered.values()].map(toReport).sort(byIdAndEpoch);
  }

  /** Ids that sent entries without `seq`, in order: "not attested". */
  unattested(): string[] {
    return [...this.#unattested].sort();
  }
}

/** Puts a number into ascending runs that neither touch nor overlap. Repetitions change nothing. */
function addToRuns(runs: SeqRange[], seq: number): void {
  const after = placeAfter(runs, seq);
  const [left, right] = [runs[after - 1], runs[after]];
  if (left !== undefined && seq < left.end) return;
  const joinsLeft = left?.end === seq;
  const joinsRight = right?.start === seq + 1;
  const start = joinsLeft ? left.start : seq;
  const end = joinsRight ? right.end : seq + 1;
  runs.splice(after - Number(joinsLeft), Number(joinsLeft) + Number(joinsRight), { start, end });
}

/** How many runs start at or before a number. Numbers mostly arrive in order, so the end is asked first. */
function placeAfter(runs: readonly SeqRange[], seq: number): number {
  if ((runs.at(-1)?.start ?? 0) <= seq) return runs.length;
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((runs[middle]?.start ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

function toReport({ id, epoch, runs }: Runs): SourceReport {
  const holes = runs.slice(1).map((run, at) => ({ start: runs[at]?.end ?? 0, end: run.start }));
  return { id, epoch, first: runs[0]?.start ?? 0, last: (runs.at(-1)?.end ?? 1) - 1, holes };
}

function byIdAndEpoch(left: SourceReport, right: SourceReport): number {
  if (left.id !== right.id) return left.id < right.id ? -1 : 1;
  return (left.epoch ?? "") < (right.epoch ?? "") ? -1 : 1;
}
