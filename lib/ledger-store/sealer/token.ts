// ledger.md §6, Token: "daily over a kept checkpoint; check status, imprint, nonce; store the response. A failure is a finding, never a halt."
import { addDays } from "@/lib/core/clock";
import { sha256 } from "@/lib/ledger/crypto";
import { checkpointKey, parseObjectKey, tokenKey } from "@/lib/ledger/object-key";
import { closeFindings, reportFinding } from "../findings";
import type { LedgerLog } from "../ledger-log";
import { askAuthority } from "./authority";
import { HASHES_DAYS } from "./roll";

const NONCE_BYTES = 8;

/**
 * Has the smallest checkpoint of at least `rolled` entries dated, which is the one that is kept, unless it is. Answers
 * whether a token stands there now. Errors: the store's, PostgreSQL's.
 */
export async function dateCheckpoint(
  log: LedgerLog,
  rolled: bigint,
  tsaUrl: string,
): Promise<boolean> {
  const size = await keptCheckpoint(log, rolled);
  if (size === null) return false;
  if ((await log.store.read(tokenKey(log.log, size))) !== null) return true;
  const file = (await log.store.read(checkpointKey(log.log, size))) ?? new Uint8Array();
  const [about, now] = [{ log: log.log, kind: "token" } as const, log.runtime.now()];
  try {
    const nonce = log.runtime.salt().slice(0, NONCE_BYTES);
    const token = await askAuthority(sha256(file), nonce, tsaUrl);
    await log.store.create(tokenKey(log.log, size), token, addDays(now, HASHES_DAYS));
    await closeFindings(log.pool, about, now);
    return true;
  } catch (error) {
    log.runtime.note("ledger.token-failed", error);
    const message = "The time stamp authority gave no token for a checkpoint.";
    await reportFinding(log.pool, { ...about, severity: "warning", message }, now);
    return false;
  }
}

async function keptCheckpoint({ log, store }: LedgerLog, rolled: bigint): Promise<bigint | null> {
  if (rolled === 0n) return null;
  for await (const { key } of store.list(`${log}/checkpoint/`, checkpointKey(log, rolled - 1n))) {
    const name = parseObjectKey(key)?.name;
    if (name?.kind === "checkpoint" && name.size >= rolled) return name.size;
  }
  return null;
}
