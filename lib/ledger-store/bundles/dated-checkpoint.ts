// ledger.md §12, exit 0: an RFC 3161 token is something the operator cannot rewrite, so a bundle brings the newest one it can.
import { checkpointKey, parseObjectKey } from "@/lib/ledger/object-key";
import type { LedgerLog } from "../ledger-log";
import { ObjectNames } from "../object-names";

/**
 * The size of the newest checkpoint, of a tree of at most `size` entries, that has a token; null where none has. Only kept
 * ones are dated, and each covers a segment, so it is looked for from the newest segments on. Errors: the store's.
 */
export async function newestDated(log: Stored, size: bigint): Promise<bigint | null> {
  const rolled = await new ObjectNames(log.log, log.store).ranges("hashes");
  const ends = rolled.map(({ end }) => end).filter((end) => end <= size);
  for (let back = 4; ; back *= 8) {
    const from = ends.at(-back) ?? 0n;
    const newest = await lastDated(log, from, size);
    if (newest !== null || from === 0n) return newest;
  }
}

type Stored = Pick<LedgerLog, "log" | "store">;

/** The last one with a token from one size up to another. */
async function lastDated({ log, store }: Stored, from: bigint, to: bigint): Promise<bigint | null> {
  const after = from === 0n ? undefined : checkpointKey(log, from - 1n);
  let last: bigint | null = null;
  for await (const { key } of store.list(`${log}/checkpoint/`, after)) {
    const name = parseObjectKey(key)?.name;
    if (name?.kind !== "checkpoint" && name?.kind !== "token") continue;
    if (name.size > to) break;
    if (name.kind === "token") last = name.size;
  }
  return last;
}
