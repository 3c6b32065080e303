// ledger.md §2: all objects of a log by their names, as a scrub meets them: what has no business there is told, not thrown.
import { parseObjectKey } from "@/lib/ledger/object-key";
import type { Log } from "@/lib/ledger/origin";
import type { Range } from "@/lib/ledger/tree";
import type { Store } from "../store";

/** What lies under a log at one time, ascending. `strays` are keys that the layout does not have. */
export type StoredObjects = {
  readonly segments: readonly Range[];
  readonly hashes: readonly Range[];
  readonly batches: readonly bigint[];
  readonly checkpoints: readonly bigint[];
  readonly strays: readonly string[];
};

/**
 * Lists a log. Checkpoints come first and batches before segments: what is listed later is never behind what was listed
 * before, so that a log which grows meanwhile looks whole.
 */
export async function listObjects(store: Store, log: Log): Promise<StoredObjects> {
  const found = { segment: [] as Range[], hashes: [] as Range[] };
  const points = { wal: [] as bigint[], checkpoint: [] as bigint[] };
  const strays: string[] = [];
  for await (const key of keysOf(store, log)) {
    const name = parseObjectKey(key)?.name;
    if (name === undefined) strays.push(key);
    else if (name.kind === "wal") points.wal.push(name.start);
    else if (name.kind === "checkpoint") points.checkpoint.push(name.size);
    else if (name.kind !== "token") found[name.kind].push({ start: name.start, end: name.end });
  }
  return {
    segments: found.segment,
    hashes: found.hashes,
    batches: points.wal,
    checkpoints: points.checkpoint,
    strays,
  };
}

async function* keysOf(store: Store, log: Log): AsyncGenerator<string> {
  for (const folder of ["checkpoint", "wal", "seg", "hashes"]) {
    for await (const { key } of store.list(`${log}/${folder}/`)) yield key;
  }
}

/** The first place after an index where an object of lines starts; null where none does. */
export function startAfter({ segments, batches }: StoredObjects, index: bigint): bigint | null {
  const segment = segments.find(({ start }) => start > index)?.start ?? null;
  const batch = firstAbove(batches, index);
  if (segment === null || batch === null) return segment ?? batch;
  if (batch <= segment) return batch;
  return segment;
}

/** The last place at or before an index where an object of lines starts; 0 where none does. */
export function startBefore({ segments, batches }: StoredObjects, index: bigint): bigint {
  const segment = segments.findLast(({ start }) => start <= index)?.start ?? 0n;
  const batch = batches.findLast((start) => start <= index) ?? 0n;
  return segment > batch ? segment : batch;
}

/** How far the names alone say that the log goes. */
export function knownEnd({ segments, batches, checkpoints }: StoredObjects): bigint {
  const segment = segments.at(-1)?.end ?? 0n;
  const batch = (batches.at(-1) ?? -1n) + 1n;
  const checkpoint = checkpoints.at(-1) ?? 0n;
  const lines = segment > batch ? segment : batch;
  return lines > checkpoint ? lines : checkpoint;
}

/** Of numbers that ascend the first above another, or null. A log has many batches, and each is asked for. */
function firstAbove(ascending: readonly bigint[], number: bigint): bigint | null {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const at = ascending[middle];
    if (at !== undefined && at <= number) low = middle + 1;
    else high = middle;
  }
  return ascending[low] ?? null;
}
