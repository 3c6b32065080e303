// ledger.md §2: "Where seg/ and wal/ both hold an index, the segment is read."
import { decodeBatch, decodeSegment, MAX_BATCH_BYTES, type Stretch } from "@/lib/ledger/batch";
import { decodeEntry, type Entry } from "@/lib/ledger/entry";
import { gunzipMember } from "@/lib/ledger/gzip";
import { leafHash } from "@/lib/ledger/hash";
import { splitLines } from "@/lib/ledger/lines";
import { segmentKey, walKey } from "@/lib/ledger/object-key";
import type { Log } from "@/lib/ledger/origin";
import type { Range } from "@/lib/ledger/tree";
import { fails, type Read } from "@/lib/ledger/verdict";
import { LedgerDamage } from "./damage";
import { zlibDeflate } from "./gzip";
import { LineCache, type Lines } from "./line-cache";
import { ObjectNames } from "./object-names";
import type { Runtime } from "./runtime";
import type { Store } from "./store";

/** One entry as it is stored. `line` is the evidence; `entry` is what it says. */
export type StoredEntry = {
  readonly index: bigint;
  readonly line: Uint8Array;
  readonly leaf: Uint8Array;
  readonly entry: Entry;
};

type Parts = {
  readonly log: Log;
  readonly origin: string;
  readonly store: Store;
  readonly runtime: Pick<Runtime, "elapsed">;
};

/** No segment is larger, however it was configured: what a reader will bear. Bytes of lines. */
export const MAX_SEGMENT_READ = 256 * 2 ** 20;

/** Reads one log from its store, never from the index. What was read has its place and origin checked. Errors: LedgerDamage. */
export class LogReader {
  readonly #parts: Parts;
  readonly #names: ObjectNames;
  readonly #cache: LineCache;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#names = new ObjectNames(parts.log, parts.store);
    this.#cache = new LineCache(parts.runtime);
  }

  /** The entry at an index, or null: beyond the end, or deleted. */
  async entryAt(index: bigint): Promise<StoredEntry | null> {
    const lines = index < 0n ? null : await this.#linesWith(index);
    return lines === null ? null : this.#entryOf(lines, index);
  }

  /** Entries [start, end) in order, an object of memory at a time; ends early where the log ends or a segment was deleted. */
  async *range({ start, end }: Range): AsyncGenerator<StoredEntry> {
    let at = start;
    while (at < end) {
      const lines = await this.#linesWith(at);
      if (lines === null) return;
      const until = lines.start + BigInt(lines.lines.length);
      for (; at < end && at < until; at += 1n) yield this.#entryOf(lines, at);
    }
  }

  /** The lines of [start, end) in order and unread, for who compares their hashes; ends early like `range`. */
  async *lines({ start, end }: Range): AsyncGenerator<readonly Uint8Array[]> {
    for (let at = start; at < end; ) {
      const held = await this.#linesWith(at);
      const [from, to] = [Number(at - (held?.start ?? at)), Number(end - (held?.start ?? at))];
      const part = held?.lines.slice(from, to) ?? [];
      if (part.length === 0) return;
      yield part;
      at += BigInt(part.length);
    }
  }

  /** The segments in the store, ascending. */
  async segments(): Promise<readonly Range[]> {
    return await this.#names.ranges("seg");
  }

  /** The batch that starts at an index, every line of it checked; null where none does. Asks the store each time. */
  async batchAt(start: bigint): Promise<Stretch | null> {
    const file = walKey(this.#parts.log, start);
    const bytes = await this.#parts.store.read(file);
    if (bytes === null) return null;
    const expected = { origin: this.#parts.origin, start, notBefore: null };
    return sound(file, decodeBatch(bytes, expected, zlibDeflate));
  }

  /** The last entry of the batch that starts at an index, of all its lines alone; null where none does. Asks the store each time. */
  async lastOfBatch(start: bigint): Promise<StoredEntry | null> {
    const file = walKey(this.#parts.log, start);
    const bytes = await this.#parts.store.read(file);
    if (bytes === null) return null;
    const content = sound(file, gunzipMember(bytes, MAX_BATCH_BYTES, zlibDeflate));
    const lines = { start, lines: sound(file, splitLines(content)) };
    return this.#entryOf(lines, start + BigInt(lines.lines.length) - 1n);
  }

  /** A segment, every line of it checked; null where it is not, or no longer, there. Asks the store each time. */
  async segmentAt(range: Range): Promise<Stretch | null> {
    const file = segmentKey(this.#parts.log, range);
    const bytes = await this.#parts.store.read(file);
    if (bytes === null) return null;
    const expected = { origin: this.#parts.origin, ...range, notBefore: null };
    return sound(file, decodeSegment(bytes, expected, zlibDeflate, MAX_SEGMENT_READ));
  }

  /**
   * What comes next at an index where a batch begins: that batch, or the rest of the segment that holds it; null at the end
   * of the log. Finds by name, so it costs one read while the log is walked.
   */
  async next(start: bigint): Promise<Stretch | null> {
    return (await this.batchAt(start)) ?? (await this.#restOfSegment(start));
  }

  /** The rest, from any index on, of the object that holds it; null where there is none. */
  async rest(index: bigint): Promise<Stretch | null> {
    const next = await this.next(index);
    const start = next === null ? await this.#names.batchWith(index) : null;
    const batch = start === null ? null : await this.batchAt(start);
    return next ?? (batch !== null && index < batch.end ? cutFrom(batch, index) : null);
  }

  /** Forgets what was read and listed, so that the next read sees the store. */
  forget(): void {
    this.#cache.clear();
    this.#names.forget();
  }

  async #restOfSegment(index: bigint): Promise<Stretch | null> {
    const range = await this.#names.rangeWith("seg", index);
    const segment = range === null ? null : await this.segmentAt(range);
    return segment === null ? null : cutFrom(segment, index);
  }

  async #linesWith(index: bigint): Promise<Lines | null> {
    const range = await this.#names.rangeWith("seg", index);
    if (range !== null) {
      return await this.#lines(segmentKey(this.#parts.log, range), range.start, MAX_SEGMENT_READ);
    }
    return (
      (await this.#batchLines(this.#names.knownBatchWith(index), index)) ??
      (await this.#batchLines(await this.#names.batchWith(index), index))
    );
  }

  async #batchLines(start: bigint | null, index: bigint): Promise<Lines | null> {
    if (start === null) return null;
    const lines = await this.#lines(walKey(this.#parts.log, start), start, MAX_BATCH_BYTES);
    return lines !== null && index < start + BigInt(lines.lines.length) ? lines : null;
  }

  async #lines(file: string, start: bigint, maxBytes: number): Promise<Lines | null> {
    const known = this.#cache.get(file);
    if (known !== null) return known;
    const bytes = await this.#parts.store.read(file);
    if (bytes === null) return null;
    const content = sound(file, gunzipMember(bytes, maxBytes, zlibDeflate));
    const lines = { start, lines: sound(file, splitLines(content)) };
    this.#cache.put(file, lines);
    return lines;
  }

  #entryOf({ start, lines }: Lines, index: bigint): StoredEntry {
    const line = lines[Number(index - start)];
    const read = line === undefined ? undefined : decodeEntry(line);
    if (line === undefined || read === undefined || !read.ok) {
      throw new LedgerDamage(fails("framing", "There is no entry that can be read.", { index }));
    }
    const { log, idx } = read.value;
    if (log !== this.#parts.origin || idx !== index) {
      throw new LedgerDamage(fails("order", `Entry ${idx} of ${log} stands here.`, { index }));
    }
    return { index, line, leaf: leafHash(line), entry: read.value };
  }
}

function sound<T>(file: string, read: Read<T>): T {
  if (read.ok) return read.value;
  throw new LedgerDamage({ ...read, file });
}

function cutFrom(stretch: Stretch, start: bigint): Stretch {
  const at = Number(start - stretch.start);
  if (at === 0) return stretch;
  const lines = stretch.lines.slice(at);
  const entries = stretch.entries.slice(at);
  const leaves = stretch.leaves.slice(at);
  return { ...stretch, start, lines, entries, leaves, firstTs: entries[0]?.ts ?? stretch.firstTs };
}
