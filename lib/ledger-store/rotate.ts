// ledger.md §6, Keys: rotation and compromise are leaves of `governance`; the sealer follows what they say.
import { AppError } from "@/lib/core/app-error";
import type { KeyPeriod } from "@/lib/ledger/key-history";
import type { Log } from "@/lib/ledger/origin";
import { keyRevokedEvent, keyRotatedEvent } from "@/lib/ledger/reserved";
import { newestCheckpoint } from "./bundles/newest-checkpoint";
import { keySeed } from "./init";
import type { KeyFolder } from "./sealer/key-folder";
import { KeyRing } from "./sealer/key-ring";
import type { SealedLog } from "./sealer/settings";
import { writeVkeys } from "./sealer/upkeep";

type Parts = {
  readonly logs: Readonly<Record<Log, SealedLog>>;
  readonly keys: KeyFolder;
  readonly log: Log;
};

/**
 * Gives a log a new key. For 30 days its checkpoints carry both signatures, the old one first. What a crash left half done is
 * finished by asking again. Answers both vkeys. Errors: unavailable (no key to replace; the ledger does not take the leaf).
 */
export async function rotateKey({ logs, keys, log }: Parts): Promise<{ old: string; new: string }> {
  const { origin, runtime } = logs[log];
  const inForce = await keyInForce({ logs, keys, log });
  const old = inForce.vkey;
  const current = await keys.vkey(log);
  // The leaf names the key of a rotation that died before the files were moved.
  const isHalf = current !== old;
  const fresh = isHalf ? old : await keys.makeNext(log, keySeed(runtime));
  const before = isHalf ? current : old;
  if (!isHalf) {
    const size = await sealedSize(logs[log], inForce);
    await say(logs, keyRotatedEvent({ log: origin, old: before, fresh, size }));
  }
  await keys.adoptNext(log);
  if ((await keys.vkey(log)) !== fresh) {
    const message = `The key in ${log}.pem is not the one that the ledger names, ${fresh}. Put that one back into ${keys.directory}.`;
    throw new AppError("unavailable", message);
  }
  await writeVkeys(logs[log], await periodsOf({ logs, keys, log }));
  return { old: before, new: fresh };
}

/**
 * Withdraws a key: what it signed above `size` is no evidence, and it signs nothing more. Give the log a new key first.
 * Errors: invalid_input (no key of this log), unavailable.
 */
export async function revokeKey(
  parts: Parts,
  { vkey, size, reason }: { vkey: string; size: bigint; reason: string },
): Promise<void> {
  const { logs, log } = parts;
  if (!(await periodsOf(parts)).some((period) => period.vkey === vkey)) {
    throw new AppError("invalid_input", `${vkey} never was a key of the ${log} log.`);
  }
  await say(logs, keyRevokedEvent({ log: logs[log].origin, key: vkey, size, reason }));
  await writeVkeys(logs[log], await periodsOf(parts));
}

/** The keys of a log from its first one on, as the leaves of `governance` say. Errors: LedgerDamage, the store's. */
export async function periodsOf({ logs, keys, log }: Parts): Promise<readonly KeyPeriod[]> {
  const ring = new KeyRing(keys.directory);
  await ring.load(logs.governance);
  return ring.periods(logs[log].origin, await keys.vkey(log));
}

async function keyInForce(parts: Parts): Promise<KeyPeriod> {
  const newest = (await periodsOf(parts)).at(-1);
  if (newest !== undefined) return newest;
  throw new AppError("unavailable", `The ${parts.log} log has no key. Run npm run ledger -- init.`);
}

/**
 * The tree that was signed last, as the store says: a database that was lost or restored knows less, and a leaf that names a
 * smaller tree than the one before it contradicts the keys for ever. Errors: unavailable.
 */
async function sealedSize(log: SealedLog, { since }: KeyPeriod): Promise<bigint> {
  const size = (await newestCheckpoint(log))?.size ?? 0n;
  if (size >= since) return size;
  const message = `The key in force came into use at ${since} entries, and the newest checkpoint in the store is of ${size}. Put the store back from a copy before you rotate.`;
  throw new AppError("unavailable", message);
}

async function say(
  { governance }: Parts["logs"],
  event: Parameters<SealedLog["appender"]["append"]>[0][number],
): Promise<void> {
  const [receipt] = await governance.appender.append([event], "inside");
  if (receipt?.status === "stored" || receipt?.status === "duplicate") return;
  throw new AppError("unavailable", `The ledger did not take the leaf: ${receipt?.status}.`);
}
