import "server-only";
import { read } from "@/lib/db/read";
import { toHex } from "@/lib/ledger/bytes";
import type { Log } from "@/lib/ledger/origin";

/** Where a log ends, as far as the index knows; null before its first entry. `lastTs` of its last entry. */
export async function getHead(log: Log): Promise<{ size: bigint; lastTs: Date | null } | null> {
  const head = await read().ledgerHead.findUnique({
    where: { log },
    select: { next: true, lastTs: true },
  });
  return head && { size: head.next, lastTs: head.lastTs };
}

/** A checkpoint: sealed are the entries below `size`. `root` as hex, `note` as it was signed. */
export type Seal = { size: bigint; root: string; note: Uint8Array; at: Date };

/** The newest checkpoint of a log, or null. */
export async function getLastSeal(log: Log): Promise<Seal | null> {
  const found = await read().ledgerSeal.findFirst({
    where: { log },
    orderBy: { size: "desc" },
    select: { size: true, root: true, note: true, at: true },
  });
  return found && { ...found, root: toHex(found.root), note: new Uint8Array(found.note) };
}

/** The first checkpoint that covers an entry, or null where it is not sealed yet. */
export async function getSealOf(log: Log, index: bigint): Promise<Seal | null> {
  const found = await read().ledgerSeal.findFirst({
    where: { log, size: { gt: index } },
    orderBy: { size: "asc" },
    select: { size: true, root: true, note: true, at: true },
  });
  return found && { ...found, root: toHex(found.root), note: new Uint8Array(found.note) };
}

/** The place of an entry by the index: what a screen finds it by. The record itself comes from the ledger. `leafHash` as hex. */
export type Place = { index: bigint; ts: Date; leafHash: string; type: string; source: string };

/** The row of an entry, or null where the index has none. */
export async function getPlace(log: Log, index: bigint): Promise<Place | null> {
  const where = { idx: index };
  const select = { idx: true, ts: true, leafHash: true, type: true, source: true } as const;
  const found =
    log === "calls"
      ? await read().ledgerCall.findFirst({ where, select })
      : await read().ledgerGovernanceEntry.findFirst({ where, select });
  return found && placeOf(found);
}

/** The places of changes in the governance log, by their ids: those that have reached it. At most 1,000 ids. */
export async function placesOfChanges(changeIds: readonly string[]): Promise<Map<string, Place>> {
  const rows = await read().ledgerGovernanceEntry.findMany({
    where: { key: { in: changeIds.slice(0, 1_000) }, source: "sys:change-log" },
    orderBy: { idx: "asc" },
    take: 1_000,
    select: { idx: true, ts: true, leafHash: true, type: true, source: true, key: true },
  });
  return new Map(rows.map((row) => [row.key, placeOf(row)]));
}

/** The first index of the index whose time is not before an instant, or null: a hint, as the ledger has the last word. */
export async function findIndexAtTime(log: Log, instant: Date): Promise<bigint | null> {
  const where = { ts: { gte: instant } };
  const orderBy = [{ ts: "asc" } as const, { idx: "asc" } as const];
  const select = { idx: true } as const;
  const found =
    log === "calls"
      ? await read().ledgerCall.findFirst({ where, orderBy, select })
      : await read().ledgerGovernanceEntry.findFirst({ where, orderBy, select });
  return found?.idx ?? null;
}

type PlaceRow = { idx: bigint; ts: Date; leafHash: Uint8Array; type: string; source: string };

function placeOf({ idx, ts, leafHash, type, source }: PlaceRow): Place {
  return { index: idx, ts, leafHash: toHex(leafHash), type, source };
}
