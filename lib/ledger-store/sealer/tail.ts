// ledger.md §6, Tail: the log as it grows, by name and never by LIST, every batch checked and hashed here.
import type { Stretch } from "@/lib/ledger/batch";
import { concatAll } from "@/lib/ledger/bytes";
import { sha256 } from "@/lib/ledger/crypto";
import { Frontier } from "@/lib/ledger/frontier";
import { parseObjectKey, walKey } from "@/lib/ledger/object-key";
import type { BatchFact } from "@/lib/ledger/segment-plan";
import type { Range } from "@/lib/ledger/tree";
import { fails } from "@/lib/ledger/verdict";
import { LedgerDamage } from "../damage";
import type { LedgerLog } from "../ledger-log";
import { TreeNodes } from "../tree-nodes";
import type { Edge } from "./edge-cache";

/** A batch that was read and is not rolled yet. `digest`: SHA-256 of its leaves, to know it again by. */
export type SeenBatch = BatchFact & { readonly digest: Uint8Array };

/** SHA-256 of leaf hashes, one after the other. */
export function digestOf(leaves: readonly Uint8Array[]): Uint8Array {
  return sha256(concatAll(leaves));
}

const AT_ONCE_MS = 1_000;

/** Another sealer has rolled and freed what was not read here: all is read again from where it is now. Nothing is wrong. */
export class ReadBehind extends Error {
  constructor(size: bigint) {
    super(`another sealer has rolled beyond ${size}`);
    this.name = "ReadBehind";
  }
}

/** One log as this process has read it: rolled up to `edge`, seen up to `frontier`. */
export class Tail {
  readonly #log: LedgerLog;
  readonly #onBatch: (batch: Stretch) => void;
  readonly #roots = new Map<bigint, Uint8Array | null>();
  readonly #frontier: Frontier;
  #edge: Edge;
  #batches: SeenBatch[] = [];
  #lastTs: string | null;
  #isAtEnd = false;

  /** Starts at the edge; `wanted` are sizes whose root somebody will ask for. */
  constructor(
    log: LedgerLog,
    edge: Edge,
    wanted: readonly bigint[],
    onBatch: (batch: Stretch) => void,
  ) {
    this.#log = log;
    this.#edge = edge;
    this.#onBatch = onBatch;
    this.#frontier = edge.frontier.copy();
    this.#lastTs = edge.lastTs;
    for (const size of wanted) this.#roots.set(size, null);
    this.#keepRoot();
  }

  get size(): bigint {
    return this.#frontier.size;
  }

  get lastTs(): string | null {
    return this.#lastTs;
  }

  /** What is rolled. */
  get edge(): Edge {
    return this.#edge;
  }

  /** The batches between the edge and the end, in order. */
  get batches(): readonly SeenBatch[] {
    return this.#batches;
  }

  root(): Uint8Array {
    return this.#frontier.root();
  }

  /** The root at a size that was wanted or kept, once the tail has come by it. */
  knownRoot(size: bigint): Uint8Array | null {
    return size === this.size ? this.root() : (this.#roots.get(size) ?? null);
  }

  /** Remembers the root at a size that lies ahead. */
  want(size: bigint): void {
    if (size > this.size) this.#roots.set(size, null);
  }

  /** Remembers the root of now, and forgets those of other sizes. */
  keepRootAlone(): void {
    this.#roots.clear();
    this.#roots.set(this.size, this.root());
  }

  /** Whether the last `advance` came to the end of the log. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /**
   * Reads on to the end of the log, but no longer than a second once it has `until` entries: whoever writes faster than this
   * reads must not keep it from sealing. Errors: LedgerDamage (a bad line, time backwards), the store's.
   */
  async advance(until = 0n): Promise<void> {
    const { reader, runtime } = this.#log;
    const startedAt = runtime.elapsed();
    this.#isAtEnd = false;
    while (this.size < until || runtime.elapsed() - startedAt < AT_ONCE_MS) {
      const batch = await reader.batchAt(this.size);
      this.#isAtEnd = batch === null;
      if (batch === null) return;
      this.#take(batch);
    }
  }

  /** The batches up to the end of the new edge are rolled. */
  moveEdge(edge: Edge): void {
    this.#edge = edge;
    this.#batches = this.#batches.filter(({ end }) => end > edge.frontier.size);
  }

  /**
   * Compares the names in wal/ from the edge on with what was read: an object that no batch leads to stands behind a hole or
   * inside another batch. This is the only LIST, and asks nothing of the end. Errors: LedgerDamage, ReadBehind, the store's.
   */
  async examineNames(): Promise<void> {
    const starts = await this.#listStarts();
    await this.advance((starts.at(-1) ?? -1n) + 1n); // what was listed may have come a moment ago
    const seen = new Set(this.#batches.map(({ start }) => start));
    const stray = starts.find((start) => !seen.has(start));
    if (stray === undefined) return;
    await assertNotBehind(this.#log, this.size);
    const file = walKey(this.#log.log, stray);
    const failure =
      stray >= this.size
        ? fails("count", `Entries are missing before ${stray}.`, { index: this.size })
        : fails("order", "A batch stands inside another one.", { file, index: stray });
    throw new LedgerDamage(failure);
  }

  async #listStarts(): Promise<bigint[]> {
    const { log, store } = this.#log;
    const from = this.#edge.frontier.size;
    const starts: bigint[] = [];
    const after = from === 0n ? undefined : walKey(log, from - 1n);
    for await (const { key } of store.list(`${log}/wal/`, after)) {
      const name = parseObjectKey(key)?.name;
      if (name?.kind === "wal") starts.push(name.start);
      else throw new LedgerDamage(fails("stray_file", "No batch has this name.", { file: key }));
    }
    return starts;
  }

  #take(batch: Stretch): void {
    const { start, end, lines, leaves, firstTs, lastTs } = batch;
    if (this.#lastTs !== null && firstTs < this.#lastTs) {
      const detail = "The time goes backwards between batches.";
      throw new LedgerDamage(fails("order", detail, { index: start }));
    }
    for (const leaf of leaves) {
      this.#frontier.append(leaf);
      this.#keepRoot();
    }
    this.#lastTs = lastTs;
    const bytes = lines.reduce((sum, line) => sum + line.length + 1, 0);
    this.#batches.push({ start, end, ts: lastTs, bytes, digest: digestOf(leaves) });
    this.#onBatch(batch);
  }

  #keepRoot(): void {
    if (this.#roots.get(this.size) === null) this.#roots.set(this.size, this.root());
  }
}

/** Errors: ReadBehind, where a segment holds the entry that was looked for by the name of its batch. */
export async function assertNotBehind({ reader }: LedgerLog, index: bigint): Promise<void> {
  const last = (await reader.segments()).at(-1);
  if (last !== undefined && last.end > index) throw new ReadBehind(index);
}

const CHUNK = 16_384n;

/** The edge of what is rolled, from the leaf hashes in the store. Errors: LedgerDamage (a hash is missing), the store's. */
export async function edgeFromStore(log: LedgerLog, size: bigint): Promise<Edge> {
  const nodes = new TreeNodes(log);
  const frontier = Frontier.empty();
  while (frontier.size < size) {
    const end = frontier.size + CHUNK < size ? frontier.size + CHUNK : size;
    for (const leaf of await nodes.leaves({ start: frontier.size, end })) frontier.append(leaf);
  }
  const last = size === 0n ? null : await log.reader.entryAt(size - 1n);
  return { frontier, lastTs: last?.entry.ts ?? null };
}

/** Up to where the log is rolled: the end of its last segment; where all were deleted, that of the last hashes. */
export async function rolledSize(
  log: LedgerLog,
  hashes: () => Promise<readonly Range[]>,
): Promise<bigint> {
  const segment = (await log.reader.segments()).at(-1);
  if (segment !== undefined) return segment.end;
  const isWhole = (await log.reader.batchAt(0n)) !== null;
  return isWhole ? 0n : ((await hashes()).at(-1)?.end ?? 0n);
}
