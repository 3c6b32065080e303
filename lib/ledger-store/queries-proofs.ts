import "server-only";
import { AppError } from "@/lib/core/app-error";
import { toHex } from "@/lib/ledger/bytes";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { Log } from "@/lib/ledger/origin";
import { newestCheckpoint } from "./bundles/newest-checkpoint";
import { readCheckpoint } from "./checkpoints";
import { LedgerDamage } from "./damage";
import { ledger } from "./open-ledger";
import type { ProofHead } from "./prove";
import { getLastSeal, getPlace } from "./queries";
import type { ProbeReport } from "./store";

/** What the start-up probe of the store found: where evidence lies, and how far it is kept from being removed. Errors: unavailable. */
export async function getStorage(): Promise<ProbeReport> {
  return (await ledger()).probe;
}

/** An entry as the ledger has it. `rowFits`: the index has its hash as well; false where somebody edited the row. */
export type LedgerEntry = {
  index: bigint;
  ts: string;
  type: string;
  source: string;
  key: string;
  data: JsonObject;
  leafHash: string;
  line: Uint8Array;
  rowFits: boolean;
};

/** The entry at an index, from the ledger itself, compared with the index. Errors: not_found (no such entry, or deleted), LedgerDamage. */
export async function getEntry(log: Log, index: bigint): Promise<LedgerEntry> {
  const { logs } = await ledger();
  const [stored, place] = await Promise.all([
    logs[log].reader.entryAt(index),
    getPlace(log, index),
  ]);
  const body = stored?.entry.body;
  if (!stored || !body) throw new AppError("not_found", `The ${log} ledger has no entry ${index}.`);
  const leafHash = toHex(stored.leaf);
  const { ts } = stored.entry;
  const { type, src, key, data } = body;
  const rowFits = place?.leafHash === leafHash && place.ts.toISOString() === ts;
  return { index, ts, type, source: src.id, key, data, leafHash, line: stored.line, rowFits };
}

/** An entry as the ledger has it, or null: none at this index, deleted, of a newer format, or not readable as evidence. */
export type EntryRead = Omit<LedgerEntry, "rowFits"> | null;

/** Entries by their indices, from the ledger itself; neighbours cost one read of the store together. Errors: unavailable. */
export async function readEntries(
  log: Log,
  indices: readonly bigint[],
): Promise<Map<bigint, EntryRead>> {
  const { reader } = (await ledger()).logs[log];
  const entries = new Map<bigint, EntryRead>();
  for (const index of indices) {
    const stored = await reader.entryAt(index).catch((error: unknown) => {
      if (error instanceof LedgerDamage) return null;
      throw error;
    });
    const body = stored?.entry.body;
    if (!stored || !body) {
      entries.set(index, null);
      continue;
    }
    const { type, src, key, data } = body;
    const leafHash = toHex(stored.leaf);
    const { ts } = stored.entry;
    entries.set(index, { index, ts, type, source: src.id, key, data, leafHash, line: stored.line });
  }
  return entries;
}

/** The newest checkpoint, as it was signed. Errors: not_found (nothing is sealed yet), LedgerDamage. */
export async function getCheckpoint(log: Log): Promise<ProofHead> {
  const seal = await getLastSeal(log);
  const { logs } = await ledger();
  const named = seal === null ? null : await readCheckpoint(logs[log], seal.size);
  // The row is a hint: where somebody edited it, or the database was lost, the store still has what was signed.
  const head = named ?? (await newestCheckpoint(logs[log]));
  if (head === null) throw new AppError("not_found", `Nothing of the ${log} ledger is sealed yet.`);
  return head;
}

/** `<index>.tlog-proof` under the newest checkpoint, with the entry where it still is. Errors: not_found (also: not sealed yet), LedgerDamage. */
export async function getInclusionProof(log: Log, index: bigint): Promise<Uint8Array> {
  const head = await getCheckpoint(log);
  const { logs } = await ledger();
  return await logs[log].prover.inclusion(index, head);
}

/** `<m>-<n>`: the tree of `oldSize` begins that of the checkpoint of `size`. Errors: not_found, LedgerDamage. */
export async function getConsistencyProof(
  log: Log,
  oldSize: bigint,
  size: bigint,
): Promise<Uint8Array> {
  const { logs } = await ledger();
  const head = size < 0n ? null : await readCheckpoint(logs[log], size);
  if (head === null) throw new AppError("not_found", `There is no checkpoint of size ${size}.`);
  return await logs[log].prover.consistency(oldSize, head);
}
