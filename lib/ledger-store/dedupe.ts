// ledger.md §4 step 3: what of a flush is new. The index proposes, the stored entry decides: no event is acknowledged on a row's word.
import type { PoolClient } from "pg";
import { z } from "zod";
import { equalBytes, toHex } from "@/lib/ledger/bytes";
import { type Event, type ExaminedEvent, keyHash, type Receipt } from "@/lib/ledger/event";
import { dataHash } from "./index-rows";
import type { LedgerLog } from "./ledger-log";

/** An event that can be stored, on its way there. */
export type Candidate = { readonly event: Event; readonly examined: ExaminedEvent };

/** What becomes of a candidate: new as the nth of this batch, the same as or in conflict with it, or decided by what is stored. */
export type Outcome =
  | { readonly kind: "fresh" | "repeat" | "clash"; readonly nth: number }
  | { readonly kind: "known"; readonly receipt: Receipt };

/**
 * The new events in order, an outcome for each candidate, and the hashes of keys that are remembered where they do not stand:
 * their rows must go before the new ones can be written.
 */
export type Plan = {
  readonly fresh: readonly Candidate[];
  readonly outcomes: readonly Outcome[];
  readonly misremembered: readonly Uint8Array[];
};

// Made once: zod takes longer to make a schema than to parse with it, and this runs for every batch.
const knownRows = z.array(z.object({ key_hash: z.instanceof(Uint8Array), idx: z.coerce.bigint() }));

/** Indices by the hex of a key hash. */
type KnownIndices = ReadonlyMap<string, bigint>;

/** Compares candidates with each other and with what is stored under known keys. Errors: LedgerDamage, the store's. */
export async function planOf(
  log: LedgerLog,
  candidates: readonly Candidate[],
  known: KnownIndices,
): Promise<Plan> {
  const fresh: Candidate[] = [];
  const outcomes: Outcome[] = [];
  const misremembered: Uint8Array[] = [];
  const inBatch = new Map<string, { nth: number; dataHash: Uint8Array }>();
  const receipts = await receiptsOf(log, candidates, known);
  for (const candidate of candidates) {
    const key = toHex(candidate.examined.keyHash);
    const before = inBatch.get(key);
    if (before !== undefined) {
      const same = equalBytes(before.dataHash, candidate.examined.dataHash);
      outcomes.push({ kind: same ? "repeat" : "clash", nth: before.nth });
      continue;
    }
    const receipt = receipts.get(candidate);
    if (receipt) {
      outcomes.push({ kind: "known", receipt });
      continue;
    }
    if (receipt === null) misremembered.push(candidate.examined.keyHash);
    inBatch.set(key, { nth: fresh.length, dataHash: candidate.examined.dataHash });
    outcomes.push({ kind: "fresh", nth: fresh.length });
    fresh.push(candidate);
  }
  return { fresh, outcomes, misremembered };
}

export const FIND_KEYS =
  "SELECT key_hash, idx FROM ledger_key WHERE log = $1 AND key_hash = ANY($2::bytea[])";

/** Where `ledger_key` remembers candidates to stand. Asks at once. Errors: PostgreSQL's. */
export async function knownIndices(
  client: PoolClient,
  { log }: LedgerLog,
  candidates: readonly Candidate[],
): Promise<KnownIndices> {
  const hashes = candidates.map(({ examined }) => examined.keyHash);
  const { rows } = await client.query(FIND_KEYS, [log, hashes]);
  return new Map(knownRows.parse(rows).map(({ key_hash, idx }) => [toHex(key_hash), idx]));
}

/** Removes the rows of these keys, within the transaction that writes better ones. Errors: PostgreSQL's. */
export async function forgetKeys(
  client: PoolClient,
  { log }: LedgerLog,
  hashes: readonly Uint8Array[],
): Promise<void> {
  if (hashes.length === 0) return;
  await client.query("DELETE FROM ledger_key WHERE log = $1 AND key_hash = ANY($2::bytea[])", [
    log,
    hashes,
  ]);
}

/**
 * What is stored under known keys, null where it has another one. Read in the order of the log and not of the sender, so that
 * a replay over many objects opens each of them once.
 */
async function receiptsOf(
  log: LedgerLog,
  candidates: readonly Candidate[],
  known: KnownIndices,
): Promise<Map<Candidate, Receipt | null>> {
  const receipts = new Map<Candidate, Receipt | null>();
  if (known.size === 0) return receipts;
  const remembered = candidates.flatMap((candidate) => {
    const key = toHex(candidate.examined.keyHash);
    const index = known.get(key);
    return index === undefined ? [] : [{ candidate, key, index }];
  });
  const misremembered = new Set<string>(); // one finding each, however often the key is sent
  for (const { candidate, key, index } of remembered.sort(byIndex)) {
    if (misremembered.has(key)) continue;
    const receipt = await receiptOfStored(log, candidate, index);
    receipts.set(candidate, receipt);
    if (receipt === null) misremembered.add(key);
  }
  return receipts;
}

function byIndex(left: { index: bigint }, right: { index: bigint }): number {
  if (left.index === right.index) return 0;
  return left.index < right.index ? -1 : 1;
}

async function receiptOfStored(
  log: LedgerLog,
  { examined }: Candidate,
  index: bigint,
): Promise<Receipt | null> {
  const stored = await log.reader.entryAt(index);
  const body = stored?.entry.body;
  if (!stored || !body || !equalBytes(keyHash(body.src.id, body.key), examined.keyHash)) {
    // Somebody edited the row, or the entry was deleted before the key expired: what is not there cannot be repeated.
    const message = `A remembered key points to entry ${index}, which has another one.`;
    log.runtime.report({ kind: "index", severity: "warning", log: log.log, message });
    return null;
  }
  if (!equalBytes(dataHash(body.data), examined.dataHash)) return { status: "conflict", index };
  const { leaf, entry } = stored;
  return { status: "duplicate", index, leafHash: toHex(leaf), ts: entry.ts };
}
