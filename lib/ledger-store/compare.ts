// ledger.md §8: `ledger compare` names rows that are missing, extra or different. The leaves are right, by definition.
import { z } from "zod";
import { equalBytes } from "@/lib/ledger/bytes";
import type { Range } from "@/lib/ledger/tree";
import type { Cell } from "./index-rows";
import type { LedgerLog } from "./ledger-log";
import type { StoredEntry } from "./read";

/** A row of the index that is not what its entry says. */
export type RowDifference = {
  readonly index: bigint;
  readonly kind: "missing" | "extra" | "different";
  /** The columns that differ. */
  readonly columns: readonly string[];
};

const PAGE = 2_000n;

/**
 * Compares the rows of entries [start, end) with the entries, in order of index. Where the store has no entry, because
 * its segment was deleted or because there is none, a row is extra. Errors: LedgerDamage, PostgreSQL's, the store's.
 */
export async function* compareIndex(log: LedgerLog, range: Range): AsyncGenerator<RowDifference> {
  for (let start = range.start; start < range.end; start += PAGE) {
    const end = start + PAGE < range.end ? start + PAGE : range.end;
    yield* comparePage(log, { start, end });
  }
}

/** Rows beyond the end of a log, which nobody can have written: the first 1,000. */
export async function rowsFrom(log: LedgerLog, end: bigint): Promise<RowDifference[]> {
  const { rows } = await log.pool.query(
    `SELECT idx FROM ${log.index.table} WHERE idx >= $1 OR idx < 0 ORDER BY idx LIMIT 1000`,
    [end.toString()],
  );
  return z
    .object({ idx: z.coerce.bigint() })
    .array()
    .parse(rows)
    .map(({ idx }) => ({ index: idx, kind: "extra", columns: [] }));
}

/**
 * Rows that stand behind no entry, the first 1,000 from an index on. A log grows while it is compared, so `endNow` is asked
 * after the rows were read: a row is only visible once its entry is stored.
 */
export async function rowsWithoutEntry(
  log: LedgerLog,
  from: bigint,
  endNow: () => Promise<bigint>,
): Promise<RowDifference[]> {
  for (let start = from; ; ) {
    const rows = await rowsFrom(log, start);
    const end = rows.length === 0 ? start : await endNow();
    const extra = rows.filter(({ index }) => index < 0n || index >= end);
    if (extra.length > 0 || end <= start) return extra;
    start = end;
  }
}

type Row = Readonly<Record<string, unknown>>;

async function* comparePage(log: LedgerLog, range: Range): AsyncGenerator<RowDifference> {
  const rows = await rowsOf(log, range);
  for (let index = range.start; index < range.end; ) {
    let reached = index;
    for await (const stored of log.reader.range({ start: index, end: range.end })) {
      yield* compareEntry(log, stored, rows.get(stored.index) ?? []);
      reached = stored.index + 1n;
    }
    // The reader stopped where there is no entry.
    if (reached < range.end) yield* extras(reached, rows.get(reached) ?? []);
    index = reached + 1n;
  }
}

function* compareEntry(
  log: LedgerLog,
  stored: StoredEntry,
  rows: readonly Row[],
): Generator<RowDifference> {
  const [row, ...more] = rows;
  const { index } = stored;
  if (row === undefined) return yield difference(index, "missing");
  const cells = log.index.toRow(stored);
  const columns = log.index.columns.filter((name, at) => !isSame(row[name], cells[at] ?? null));
  if (columns.length > 0) yield difference(index, "different", columns);
  yield* extras(index, more);
}

function* extras(index: bigint, rows: readonly Row[]): Generator<RowDifference> {
  for (const _ of rows) yield difference(index, "extra");
}

function difference(
  index: bigint,
  kind: RowDifference["kind"],
  columns: readonly string[] = [],
): RowDifference {
  return { index, kind, columns };
}

const anyRow = z.looseObject({ idx: z.coerce.bigint() });

/** By index: one row each, unless somebody added a second with another time. */
async function rowsOf({ pool, index }: LedgerLog, { start, end }: Range) {
  const { rows } = await pool.query(
    `SELECT ${index.columns.join(", ")} FROM ${index.table} WHERE idx >= $1 AND idx < $2 ORDER BY idx, ts`,
    [start.toString(), end.toString()],
  );
  const byIndex = new Map<bigint, Row[]>();
  for (const row of anyRow.array().parse(rows)) {
    byIndex.set(row.idx, [...(byIndex.get(row.idx) ?? []), row]);
  }
  return byIndex;
}

function isSame(value: unknown, cell: Cell): boolean {
  if (value instanceof Date) return value.toISOString() === cell;
  if (value instanceof Uint8Array) return cell instanceof Uint8Array && equalBytes(value, cell);
  if (typeof cell === "bigint" && typeof value === "string") return value === cell.toString();
  return value === cell;
}
