// ledger.md §1 L2 and §4 step 2: the end of the log is a fact of the store. Whoever has not seen it there does not append.
import type { PoolClient } from "pg";
import { z } from "zod";
import type { Stretch } from "@/lib/ledger/batch";
import { MAX_SIZE } from "@/lib/ledger/decimal";
import { walKey } from "@/lib/ledger/object-key";
import { fails } from "@/lib/ledger/verdict";
import { LedgerDamage } from "./damage";
import type { Head } from "./head";
import type { LedgerLog } from "./ledger-log";

/** The end as this process saw it in the store: where the next entry goes, where the last stretch starts, its `ts`, and when it was seen. */
export type LogEnd = {
  readonly next: bigint;
  readonly prev: bigint;
  readonly lastTs: string | null;
  readonly seenAt: number;
};

/** An end seen longer ago is looked for again: whoever slept meanwhile might meet a place that was freed. Milliseconds. */
const FRESH_MS = 60_000;

/** How much is read at once: objects, and entries in them. */
export type Limits = { readonly objects: number; readonly entries: number };

/** What stands in the store and not yet in the index, and the end behind it. `more`: the limits came first. */
export type Unindexed = {
  readonly stretches: readonly Stretch[];
  readonly end: LogEnd;
  readonly more: boolean;
};

/** Whether the end needs no look at the store: both sides agree, and it was seen not long ago. */
export function isSettled({ runtime }: LedgerLog, seen: LogEnd | null, head: Head): boolean {
  return seen !== null && isSame(seen, head) && runtime.elapsed() - seen.seenAt <= FRESH_MS;
}

function isSame(seen: Head, head: Head): boolean {
  return seen.next === head.next && seen.prev === head.prev;
}

/**
 * The end behind what other processes appended since this one saw it: "take it if `wal/N20(head.prev)` ends there". Null where
 * head, last row and store do not agree on that, or the view is old; then the store is walked. Errors: LedgerDamage.
 */
export async function endOfOthers(
  log: LedgerLog,
  client: Pick<PoolClient, "query">,
  seen: LogEnd,
  head: Head,
): Promise<LogEnd | null> {
  const isFresh = log.runtime.elapsed() - seen.seenAt <= FRESH_MS;
  if (!isFresh || head.prev < seen.next || head.next > MAX_SIZE) return null;
  const last = await log.reader.lastOfBatch(head.prev);
  const ends = last !== null && last.index === head.next - 1n;
  if (!ends || last.entry.ts < (seen.lastTs ?? "")) return null;
  if ((await lastIndexed(log, client)) !== last.index) return null;
  return { ...head, lastTs: last.entry.ts, seenAt: seen.seenAt };
}

/**
 * Walks from where the index is to the end of the log. PostgreSQL's head is a hint, and proves itself: the store has a
 * batch that ends there, or something that holds that index; and there is no entry below it that the last row does not
 * reach. `client` is in the transaction that holds the row lock. Errors: LedgerDamage.
 */
export async function findUnindexed(
  log: LedgerLog,
  client: Pick<PoolClient, "query">,
  seen: LogEnd | null,
  head: Head,
  limits: Limits,
): Promise<Unindexed> {
  const { from, midway } = await startOfWalk(log, client, seen, head);
  const stretches: Stretch[] = [];
  let end = await endAt(log, from, seen, head);
  let entries = 0;
  for (;;) {
    const first = midway && stretches.length === 0;
    const stretch = first ? await log.reader.rest(end.next) : await log.reader.next(end.next);
    if (stretch === null) break;
    entries += stretch.lines.length;
    if (stretches.length === limits.objects || (stretches.length > 0 && entries > limits.entries)) {
      return { stretches, end, more: true };
    }
    end = endAfter(log, end, stretch);
    stretches.push(stretch);
  }
  await assertNothingBeyond(log, end.next);
  return { stretches, end, more: false };
}

/** The end behind a stretch that starts at another end. Errors: LedgerDamage, where its time goes backwards. */
export function endAfter({ runtime }: LedgerLog, before: LogEnd, stretch: Stretch): LogEnd {
  const { start, end, firstTs, lastTs } = stretch;
  if (before.lastTs !== null && firstTs < before.lastTs) {
    throw new LedgerDamage(
      fails("order", "The time goes backwards between batches.", { index: start }),
    );
  }
  return { next: end, prev: start, lastTs, seenAt: runtime.elapsed() };
}

/** Where the walk starts. `midway`: somebody moved the head, and it may be inside an object. */
type Start = { readonly from: bigint; readonly midway: boolean };

/** Not behind the last row: a head that was raised hides entries without rows, and what has no row is not known again. */
async function startOfWalk(
  log: LedgerLog,
  client: Pick<PoolClient, "query">,
  seen: LogEnd | null,
  head: Head,
): Promise<Start> {
  const start = await indexedUpTo(log, seen, head);
  const last = await lastIndexed(log, client);
  const firstWithout = last === null ? await firstStored(log) : last + 1n;
  if (firstWithout >= start.from) return start;
  if ((await log.reader.rest(firstWithout)) === null) return start;
  const message = `The index has no rows from entry ${firstWithout} on, and says that it has them up to ${start.from}: its rows or its head were edited. The rows are made again.`;
  log.runtime.report({ kind: "index", severity: "warning", log: log.log, message });
  return { from: firstWithout, midway: true };
}

async function lastIndexed({ index }: LedgerLog, client: Pick<PoolClient, "query">) {
  const { rows } = await client.query(`SELECT max(idx) AS last FROM ${index.table}`);
  return lastRow.parse(rows[0]).last;
}

const lastRow = z.object({ last: z.coerce.bigint().nullable() });

async function firstStored({ reader }: LedgerLog): Promise<bigint> {
  return (await reader.segments())[0]?.start ?? 0n;
}

/** The first index that may lack its row, by the head. */
async function indexedUpTo(log: LedgerLog, seen: LogEnd | null, head: Head): Promise<Start> {
  if (seen !== null && isSame(seen, head)) return { from: head.next, midway: false };
  const segments = await log.reader.segments();
  if (head.next <= 0n) return { from: segments[0]?.start ?? 0n, midway: false };
  const lastSegmentEnd = segments.at(-1)?.end ?? 0n;
  if (head.next === lastSegmentEnd || (await endsInBatch(log, head))) {
    return { from: head.next, midway: false };
  }
  const isWithin = head.next <= MAX_SIZE && (await log.reader.rest(head.next)) !== null;
  if (isWithin) return { from: head.next, midway: true };
  return { from: seen?.next ?? lastSegmentEnd, midway: false };
}

async function endsInBatch({ reader }: LedgerLog, { next, prev }: Head): Promise<boolean> {
  const isRange = prev >= 0n && prev < next && next <= MAX_SIZE;
  return isRange && (await reader.batchAt(prev))?.end === next;
}

async function endAt(
  log: LedgerLog,
  next: bigint,
  seen: LogEnd | null,
  head: Head,
): Promise<LogEnd> {
  const seenAt = log.runtime.elapsed();
  const prev = head.next === next ? head.prev : next;
  if (seen?.next === next) return { ...seen, prev, seenAt };
  const last = await log.reader.entryAt(next - 1n);
  return { next, prev, lastTs: last?.entry.ts ?? null, seenAt };
}

/**
 * Brings the batch at the end to the disk for good, before rows tell of it: whoever created it may have died before the store
 * answered, and senders would be told of an object that a crash takes away. Those before it were followed by another create.
 */
export async function settleLast({ log, store }: LedgerLog, { stretches, more }: Unindexed) {
  const last = more ? undefined : stretches.at(-1);
  const key = last && walKey(log, last.start);
  const bytes = key === undefined ? null : await store.read(key);
  if (key !== undefined && bytes !== null) await store.create(key, bytes);
}

/** "No segment starting at or after end": where nothing comes next, nothing may come later. Errors: LedgerDamage. */
async function assertNothingBeyond({ reader }: LedgerLog, end: bigint): Promise<void> {
  const last = (await reader.segments()).at(-1);
  if (last === undefined || last.end <= end) return;
  throw new LedgerDamage(
    fails("count", `Entries are missing before ${last.start}.`, { index: end }),
  );
}
