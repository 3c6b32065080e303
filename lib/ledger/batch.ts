// ledger.md §3.3: a WAL object is one batch, a segment many: dense entries of one log, checked before anybody uses them.
import { equalBytes } from "./bytes";
import { decodeEntry, type Entry } from "./entry";
import { type Deflate, gunzipMember, gzipMember } from "./gzip";
import { leafHash } from "./hash";
import { dayOf } from "./instant";
import { LedgerError } from "./ledger-error";
import { joinLines, splitLines } from "./lines";
import { fails, found, type Read } from "./verdict";

/** A batch: 1 to 1,024 entries and at most 1 MiB of lines. A segment: whole batches of one UTC day, at most 32 MiB unless configured higher. */
export const MAX_BATCH_ENTRIES = 1_024;
export const MAX_BATCH_BYTES = 2 ** 20;
export const MAX_SEGMENT_BYTES = 32 * 2 ** 20;

/** Lines [start, end) of a log with what was read from them. */
export type Stretch = {
  readonly start: bigint;
  readonly end: bigint;
  readonly lines: readonly Uint8Array[];
  readonly entries: readonly Entry[];
  readonly leaves: readonly Uint8Array[];
  readonly firstTs: string;
  readonly lastTs: string;
};

/** Where lines must belong: the log's origin, the index of the first, and the `ts` they may not go below. */
export type Expectation = {
  readonly origin: string;
  readonly start: bigint;
  readonly notBefore: string | null;
};

/** A stored object of these lines. Errors: malformed. */
export function encodeLines(lines: readonly Uint8Array[], deflate: Deflate): Uint8Array {
  if (lines.length === 0) throw new LedgerError("malformed", "an object without lines");
  return gzipMember(joinLines(lines), deflate);
}

/** The batch in a WAL object: one `ts` for all its entries (§3.1). Fails with `framing`, `origin`, `order`, naming the index. */
export function decodeBatch(
  object: Uint8Array,
  expected: Expectation,
  deflate: Deflate,
): Read<Stretch> {
  const batch = decodeStretch(object, expected, MAX_BATCH_BYTES, deflate);
  if (!batch.ok) return batch;
  const { lines, firstTs, lastTs } = batch.value;
  if (lines.length > MAX_BATCH_ENTRIES) return fails("framing", "The batch has too many entries.");
  return firstTs === lastTs ? batch : fails("order", "The entries of one batch differ in time.");
}

/** The lines of a segment, of one UTC day. Fails with `framing`, `origin`, `order`, naming the index. */
export function decodeSegment(
  object: Uint8Array,
  expected: Expectation & { readonly end: bigint },
  deflate: Deflate,
  maxBytes: number = MAX_SEGMENT_BYTES,
): Read<Stretch> {
  const segment = decodeStretch(object, expected, maxBytes, deflate);
  if (!segment.ok) return segment;
  const { end, firstTs, lastTs } = segment.value;
  if (end !== expected.end) {
    return fails("count", `The segment ends at ${end}, its name says ${expected.end}.`, {
      index: end,
    });
  }
  if (dayOf(firstTs) === dayOf(lastTs)) return segment;
  return fails("order", "The segment covers more than one day.");
}

function decodeStretch(
  object: Uint8Array,
  expected: Expectation,
  maxBytes: number,
  deflate: Deflate,
): Read<Stretch> {
  const content = gunzipMember(object, maxBytes, deflate);
  if (!content.ok) return content;
  const lines = splitLines(content.value);
  return lines.ok ? readStretch(lines.value, expected) : lines;
}

/** "Line k carries idx = start + k and log = origin", and no `ts` goes backwards. Fails with `framing`, `origin`, `order`, naming the index. */
export function readStretch(lines: readonly Uint8Array[], expected: Expectation): Read<Stretch> {
  const { origin, start } = expected;
  const entries: Entry[] = [];
  let ts = expected.notBefore ?? "";
  for (const line of lines) {
    const index = start + BigInt(entries.length);
    const entry = decodeEntry(line);
    if (!entry.ok) return { ...entry, index };
    const { log, idx } = entry.value;
    if (log !== origin) return fails("origin", `The entry belongs to ${log}.`, { index });
    if (idx !== index)
      return fails("order", `Index ${idx} stands in place of ${index}.`, { index });
    if (entry.value.ts < ts)
      return fails("order", "The time of the entry goes backwards.", { index });
    ts = entry.value.ts;
    entries.push(entry.value);
  }
  const firstTs = entries[0]?.ts;
  if (firstTs === undefined) return fails("framing", "It holds no entry.");
  const end = start + BigInt(entries.length);
  return found({ start, end, lines, entries, leaves: lines.map(leafHash), firstTs, lastTs: ts });
}

/** Two objects are equal when their lines are: zlib versions differ. */
export function sameLines(left: Stretch, right: Stretch): boolean {
  return (
    left.lines.length === right.lines.length &&
    left.lines.every((line, at) => equalBytes(line, right.lines[at] ?? new Uint8Array()))
  );
}
