import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { toHex } from "@/lib/ledger/bytes";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { Source } from "@/lib/ledger/entry-limits";
import type { Failure } from "@/lib/ledger/verdict";
import { compareIndex, type RowDifference } from "./compare";
import { LedgerDamage } from "./damage";
import { ledger } from "./open-ledger";
import { findIndexAtTime, getHead, getSealOf, type Seal } from "./queries";
import type { EntryPlace } from "./schema";

const columns = { idx: true, ts: true, leafHash: true, type: true, source: true } as const;
const governanceColumns = { ...columns, subjectKind: true, subjectId: true } as const;

/**
 * Places of a log by its index: newest first, or, with `from`, from the first entry accepted at or after that instant on.
 * `total`: how many places that list has. Errors: forbidden.
 */
export async function listPlaces(
  actor: Actor,
  { log, from, page, pageSize }: { log: EntryPlace["log"]; from: Date | null } & Page,
) {
  authorize(actor, "ledger:read");
  const size = (await getHead(log))?.size ?? 0n;
  const start = from === null ? 0n : ((await findIndexAtTime(log, from)) ?? size);
  const skipped = BigInt(page - 1) * BigInt(pageSize);
  const range =
    from === null
      ? { gte: size - skipped - BigInt(pageSize), lt: size - skipped }
      : { gte: start + skipped, lt: start + skipped + BigInt(pageSize) };
  const find = {
    where: { idx: range },
    orderBy: { idx: from === null ? "desc" : "asc" },
    take: pageSize,
  } as const;
  const rows =
    log === "calls"
      ? (await read().ledgerCall.findMany({ ...find, select: columns })).map(withoutSubject)
      : await read().ledgerGovernanceEntry.findMany({ ...find, select: governanceColumns });
  return { rows, total: Number(size - start) };
}
export type ListedPlace = Awaited<ReturnType<typeof listPlaces>>["rows"][number];
type Page = { page: number; pageSize: number };

function withoutSubject<Row extends object>(row: Row) {
  const none: string | null = null;
  return { ...row, subjectKind: none, subjectId: none };
}

/** An entry as the store has it, beside its row of the index and the checkpoint that seals it. `leafHash` as hex; `bytes` of its line. */
export type EntryRecord = EntryPlace & {
  origin: string;
  ts: string;
  type: string;
  source: Source;
  key: string;
  data: JsonObject;
  line: string;
  bytes: number;
  leafHash: string;
  differences: readonly RowDifference[];
  seal: Seal | null;
};

/**
 * The entry at a place, read from the store. `damage` says what contradicts it there, and then there is none to show.
 * Errors: forbidden, not_found (no such entry, or deleted), unavailable.
 */
export async function getEntryRecord(
  actor: Actor,
  place: EntryPlace,
): Promise<{ entry: EntryRecord } | { damage: Failure }> {
  authorize(actor, "ledger:read");
  return entryOrDamage(place);
}

/**
 * The same for a room with a right of its own to some entries, which it has asked for: who may read calls is not who may read
 * the ledger. Errors: not_found (no such entry, or deleted), unavailable.
 */
export async function entryOrDamage({
  log,
  index,
}: EntryPlace): Promise<{ entry: EntryRecord } | { damage: Failure }> {
  try {
    return { entry: await entryRecord(log, index) };
  } catch (error) {
    if (error instanceof LedgerDamage) return { damage: error.failure };
    throw error;
  }
}

async function entryRecord(log: EntryPlace["log"], index: bigint): Promise<EntryRecord> {
  const { logs } = await ledger();
  const stored = await logs[log].reader.entryAt(index);
  if (!stored) throw new AppError("not_found", `The ${log} log has no entry ${index}.`);
  const [differences, seal] = await Promise.all([
    Array.fromAsync(compareIndex(logs[log], { start: index, end: index + 1n })),
    getSealOf(log, index),
  ]);
  const { body, ts } = stored.entry;
  if (!body) throw new AppError("not_found", "A later version of Countersign wrote this entry.");
  return {
    ...{ log, index, ts, differences, seal },
    origin: logs[log].origin,
    type: body.type,
    source: body.src,
    key: body.key,
    data: body.data,
    line: new TextDecoder().decode(stored.line),
    bytes: stored.line.length,
    leafHash: toHex(stored.leaf),
  };
}
