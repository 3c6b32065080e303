// ledger.md §2: which objects of a log there are, from LIST alone. What a name promises, its reader checks.
import { MAX_BATCH_ENTRIES } from "@/lib/ledger/batch";
import { type ObjectName, parseObjectKey, segmentKey, walKey } from "@/lib/ledger/object-key";
import type { Log } from "@/lib/ledger/origin";
import type { Range } from "@/lib/ledger/tree";
import { fails } from "@/lib/ledger/verdict";
import { LedgerDamage } from "./damage";
import type { Store } from "./store";

/** The segments and batches of a log, as far as this process has listed them. */
export class ObjectNames {
  readonly #log: Log;
  readonly #store: Store;
  #segments: Range[] = [];
  #batches: bigint[] = [];

  constructor(log: Log, store: Store) {
    this.#log = log;
    this.#store = store;
  }

  /** The segments, ascending. Lists those that are new to this process. */
  async segments(): Promise<readonly Range[]> {
    const last = this.#segments.at(-1);
    for await (const name of this.#list("seg", last && segmentKey(this.#log, last))) {
      if (name.kind === "segment") this.#segments.push({ start: name.start, end: name.end });
    }
    return this.#segments;
  }

  /** The segment that holds an index, or null. */
  async segmentWith(index: bigint): Promise<Range | null> {
    return holding(this.#segments, index) ?? holding(await this.segments(), index);
  }

  /** Where the batch that may hold an index starts, of those listed before; null where none starts before it. */
  knownBatchWith(index: bigint): bigint | null {
    const at = countWhile(this.#batches, (start) => start <= index) - 1;
    return this.#batches[at] ?? null;
  }

  /** The same after listing. A batch has at most 1,024 entries, so the one with this index starts close before it. */
  async batchWith(index: bigint): Promise<bigint | null> {
    const lowest = index - BigInt(MAX_BATCH_ENTRIES);
    const starts: bigint[] = [];
    for await (const name of this.#list(
      "wal",
      lowest < 0n ? undefined : walKey(this.#log, lowest),
    )) {
      if (name.kind === "wal") starts.push(name.start);
    }
    this.#batches = starts;
    return this.knownBatchWith(index);
  }

  /** Forgets what was listed. */
  forget(): void {
    this.#segments = [];
    this.#batches = [];
  }

  async *#list(folder: "seg" | "wal", after?: string): AsyncGenerator<ObjectName> {
    for await (const { key } of this.#store.list(`${this.#log}/${folder}/`, after)) {
      const name = parseObjectKey(key)?.name;
      if (name === undefined) {
        const detail = "The log has no use for an object of this name.";
        throw new LedgerDamage(fails("stray_file", detail, { file: key }));
      }
      yield name;
    }
  }
}

function holding(ranges: readonly Range[], index: bigint): Range | null {
  const range = ranges[countWhile(ranges, ({ end }) => end <= index)];
  return range !== undefined && range.start <= index ? range : null;
}

/** How many items at the beginning satisfy a condition that, once false, stays false. */
function countWhile<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const item = items[middle];
    if (item !== undefined && holds(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
