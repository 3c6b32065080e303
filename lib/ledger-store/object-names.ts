// ledger.md §2: which objects of a log there are, from LIST alone. What a name promises, its reader checks.
import { MAX_BATCH_ENTRIES } from "@/lib/ledger/batch";
import {
  hashesKey,
  type ObjectName,
  parseObjectKey,
  segmentKey,
  walKey,
} from "@/lib/ledger/object-key";
import type { Log } from "@/lib/ledger/origin";
import type { Range } from "@/lib/ledger/tree";
import { fails } from "@/lib/ledger/verdict";
import { LedgerDamage } from "./damage";
import type { Store } from "./store";

/** The folders whose objects are named by a range. */
type Folder = "seg" | "hashes";

/** How many batches after the wanted one are listed with it. */
const BATCHES_AHEAD = 3_000;

/** The segments, hashes files and batches of a log, as far as this process has listed them. */
export class ObjectNames {
  readonly #log: Log;
  readonly #store: Store;
  #ranges: Record<Folder, Range[]> = { seg: [], hashes: [] };
  #batches: bigint[] = [];

  constructor(log: Log, store: Store) {
    this.#log = log;
    this.#store = store;
  }

  /** The ranges of a folder, ascending. Lists those that are new to this process. */
  async ranges(folder: Folder): Promise<readonly Range[]> {
    const ranges = this.#ranges[folder];
    const last = ranges.at(-1);
    const after = last && KEY_OF[folder](this.#log, last);
    for await (const name of this.#list(folder, after)) {
      if (name.kind !== "segment" && name.kind !== "hashes") continue;
      // Two callers may list at the same time: what one has added, the other finds there.
      const end = ranges.at(-1)?.end ?? 0n;
      if (name.end > end) ranges.push({ start: name.start, end: name.end });
    }
    return ranges;
  }

  /** The range of a folder that holds an index, or null. */
  async rangeWith(folder: Folder, index: bigint): Promise<Range | null> {
    return holding(this.#ranges[folder], index) ?? holding(await this.ranges(folder), index);
  }

  /** Where the batch that may hold an index starts, of those listed before; null where none starts close before it. */
  knownBatchWith(index: bigint): bigint | null {
    const at = countWhile(this.#batches, (start) => start <= index) - 1;
    const start = this.#batches[at];
    return start !== undefined && index - start < BigInt(MAX_BATCH_ENTRIES) ? start : null;
  }

  /**
   * The same after listing. A batch has at most 1,024 entries, so the one with this index starts close before it; of those
   * after it, the next ones are remembered too, for who reads on.
   */
  async batchWith(index: bigint): Promise<bigint | null> {
    const lowest = index - BigInt(MAX_BATCH_ENTRIES);
    const starts: bigint[] = [];
    for await (const name of this.#list(
      "wal",
      lowest < 0n ? undefined : walKey(this.#log, lowest),
    )) {
      if (name.kind === "wal") starts.push(name.start);
      if (starts.length >= MAX_BATCH_ENTRIES + BATCHES_AHEAD) break;
    }
    this.#batches = starts;
    return this.knownBatchWith(index);
  }

  /** Forgets what was listed. */
  forget(): void {
    this.#ranges = { seg: [], hashes: [] };
    this.#batches = [];
  }

  async *#list(folder: Folder | "wal", after?: string): AsyncGenerator<ObjectName> {
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

const KEY_OF = { seg: segmentKey, hashes: hashesKey } as const satisfies Record<Folder, unknown>;

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
