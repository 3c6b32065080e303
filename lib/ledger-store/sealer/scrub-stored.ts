// ledger.md §6, Scrub: lines → leaf hashes → hashes/ → checkpoints, and each batch against its segment. Reads everything,
// believes nothing, and goes on behind what it finds: an operator needs all of it, not the first.
import { readStretch, type Stretch, sameLines } from "@/lib/ledger/batch";
import { compareLeaves, decodeHashes } from "@/lib/ledger/hashes-file";
import { hashesKey, segmentKey, walKey } from "@/lib/ledger/object-key";
import type { Range } from "@/lib/ledger/tree";
import { type Failure, fails } from "@/lib/ledger/verdict";
import type { VerifierKey } from "@/lib/ledger/vkey";
import { LedgerDamage } from "../damage";
import type { LedgerLog } from "../ledger-log";
import { TreeNodes } from "../tree-nodes";
import { RootWatch } from "./root-watch";
import {
  knownEnd,
  listObjects,
  type StoredObjects,
  startAfter,
  startBefore,
} from "./stored-objects";

/** What a scrub tells while it works: entries done of those it has to do. */
export type Progress = (done: bigint, total: bigint) => void;

export type StoredScrub = {
  /** Entries to look at; null: the whole log. Its ends move to those of stored objects. */
  readonly range: Range | null;
  /** Whose signatures on checkpoints are checked; where no key is known, that is a finding. */
  readonly trusted: readonly VerifierKey[];
  readonly found: (finding: Failure) => void;
  readonly progress: Progress;
  /** Called between objects: throws to end the scrub, and lets others have their turn. */
  readonly breathe: () => Promise<void>;
};

/** Scrubs what is stored of a log. Answers the entries it has seen. Errors: the store's, and what `breathe` throws. */
export async function scrubStored(log: LedgerLog, scrub: StoredScrub): Promise<Range> {
  const objects = await listObjects(log.store, log.log);
  for (const file of objects.strays) {
    scrub.found(fails("stray_file", "The log has no use for an object of this name.", { file }));
  }
  const start = startBefore(objects, scrub.range?.start ?? 0n);
  const pass = new Pass(log, scrub, objects);
  await pass.begin(start);
  const end = await pass.walk(start, scrub.range?.end ?? null);
  return { start, end };
}

/** One way through a log. */
class Pass {
  readonly #log: LedgerLog;
  readonly #scrub: StoredScrub;
  readonly #objects: StoredObjects;
  readonly #roots: RootWatch;
  /** Where the segments end: beyond it there are batches alone. */
  readonly #rolled: bigint;
  #lastTs: string | null = null;

  constructor(log: LedgerLog, scrub: StoredScrub, objects: StoredObjects) {
    this.#log = log;
    this.#scrub = scrub;
    this.#objects = objects;
    this.#rolled = objects.segments.at(-1)?.end ?? 0n;
    const first = startBefore(objects, scrub.range?.start ?? 0n);
    const sizes = objects.checkpoints.filter((size) => size > first);
    this.#roots = new RootWatch(log, { sizes, ...scrub });
  }

  /** The tree up to where the way begins comes from what is kept of it: an earlier pass has looked at that. */
  async begin(start: bigint): Promise<void> {
    const nodes = new TreeNodes(this.#log);
    for (let at = 0n; at < start; at += LEAVES_AT_ONCE) {
      const end = at + LEAVES_AT_ONCE < start ? at + LEAVES_AT_ONCE : start;
      const leaves = await this.#orTell(() => nodes.leaves({ start: at, end }));
      if (leaves === null) return this.#roots.lose();
      await this.#roots.append(leaves);
      await this.#scrub.breathe();
    }
    const last = await this.#orTell(() => this.#log.reader.entryAt(start - 1n));
    this.#lastTs = last?.entry.ts ?? null;
  }

  /** Until `until` is passed or the log ends. Answers where that was. */
  async walk(from: bigint, until: bigint | null): Promise<bigint> {
    let at = from;
    while (until === null || at < until) {
      await this.#scrub.breathe();
      this.#scrub.progress(at - from, (until ?? knownEnd(this.#objects)) - from);
      const next = await this.#step(at);
      if (next === null) {
        await this.#roots.atEnd(at);
        break;
      }
      at = next;
    }
    this.#scrub.progress(at - from, at - from);
    return at;
  }

  /** Looks at what stands at an index; answers where it ends, or null at the end of the log. */
  async #step(at: bigint): Promise<bigint | null> {
    const segment =
      at < this.#rolled && this.#objects.segments.find(({ start, end }) => start <= at && at < end);
    if (segment) return await this.#segment(segment, at);
    const file = walKey(this.#log.log, at);
    const read = await this.#orTell(
      async () => ({ batch: await this.#log.reader.batchAt(at) }),
      file,
    );
    if (read === null) return await this.#upToNext(at);
    if (read.batch !== null) {
      this.#noneWithin(read.batch);
      return await this.#lines(read.batch, file);
    }
    // It was rolled and freed since the names were listed, or nothing is here.
    const rolled = await this.#orTell(() => this.#log.reader.next(at));
    if (rolled !== null) return await this.#lines(rolled, file);
    const end = startAfter(this.#objects, at);
    if (end === null) return null;
    const detail = `Entries ${at} to ${end - 1n} are in no object of the log.`;
    this.#scrub.found(fails("count", detail, { index: at }));
    return await this.#withoutLines({ start: at, end });
  }

  /** Past an object that cannot be read: to where the next one starts. */
  async #upToNext(at: bigint): Promise<bigint> {
    return await this.#withoutLines({ start: at, end: startAfter(this.#objects, at) ?? at + 1n });
  }

  async #segment(range: Range, at: bigint): Promise<bigint> {
    const file = segmentKey(this.#log.log, range);
    if (range.start < at) {
      const detail = `The segment starts at ${range.start}, where other entries stand.`;
      this.#scrub.found(fails("order", detail, { file, index: at }));
      return await this.#withoutLines({ start: at, end: range.end });
    }
    const segment = await this.#orTell(() => this.#log.reader.segmentAt(range), file);
    if (segment === null) return await this.#withoutLines(range);
    await this.#hashesOf(segment);
    for (const start of this.#objects.batches) {
      if (start >= range.start && start < range.end) await this.#batchWithin(segment, start);
    }
    return await this.#lines(segment, file);
  }

  /** No batch starts within another: names are the places of their first entries. */
  #noneWithin({ start, end }: Range): void {
    const within = startAfter(this.#objects, start);
    if (within === null || within >= end) return;
    const file = walKey(this.#log.log, within);
    const detail = `The batch of entry ${start} ends at ${end}, and another one starts before.`;
    this.#scrub.found(fails("order", detail, { file, index: within }));
  }

  /** "WAL objects against segments": where both hold an index, their lines are the same. */
  async #batchWithin(segment: Stretch, start: bigint): Promise<void> {
    const file = walKey(this.#log.log, start);
    const batch = await this.#orTell(() => this.#log.reader.batchAt(start), file);
    if (batch === null) return; // freed meanwhile, or told
    const [from, to] = [Number(start - segment.start), Number(batch.end - segment.start)];
    const origin = this.#log.origin;
    const same = readStretch(segment.lines.slice(from, to), { origin, start, notBefore: null });
    if (same.ok && sameLines(batch, same.value)) return;
    const detail = "The batch holds other lines than the segment made of it.";
    this.#scrub.found(fails("leaf", detail, { file, index: start }));
  }

  async #hashesOf({ start, end, leaves }: Stretch): Promise<void> {
    const file = hashesKey(this.#log.log, { start, end });
    const bytes = await this.#log.store.read(file);
    if (bytes === null) {
      const detail = "The leaf hashes of a segment are missing.";
      return this.#scrub.found(fails("count", detail, { file, index: start }));
    }
    const kept = decodeHashes(bytes, { start, end });
    const verdict = kept.ok ? compareLeaves(start, leaves, kept.value) : kept;
    if (!verdict.ok) this.#scrub.found({ ...verdict, file });
  }

  async #lines(stretch: Stretch, file: string): Promise<bigint> {
    if (this.#lastTs !== null && stretch.firstTs < this.#lastTs) {
      const detail = "The time goes backwards between two objects.";
      this.#scrub.found(fails("order", detail, { file, index: stretch.start }));
    }
    this.#lastTs = stretch.lastTs;
    await this.#roots.append(stretch.leaves);
    return stretch.end;
  }

  /** Entries that cannot be read: their kept hashes carry the tree on, where there are any. */
  async #withoutLines(range: Range): Promise<bigint> {
    const kept = this.#objects.hashes.find(
      ({ start, end }) => start === range.start && end === range.end,
    );
    const bytes = kept && (await this.#log.store.read(hashesKey(this.#log.log, kept)));
    const hashes = bytes && decodeHashes(bytes, range);
    if (hashes?.ok) await this.#roots.append(hashes.value);
    else this.#roots.lose();
    return range.end;
  }

  /** What `read` answers; null where the evidence contradicts itself, which is told. */
  async #orTell<T>(read: () => Promise<T>, file?: string): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof LedgerDamage)) throw error;
      this.#scrub.found(file === undefined ? error.failure : { file, ...error.failure });
      return null;
    }
  }
}

const LEAVES_AT_ONCE = 8_192n;
