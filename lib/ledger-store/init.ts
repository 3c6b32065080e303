// `ledger init`, which the first start runs: keys, leaf 0 of both logs, and the vkeys that people pin.
import { AppError } from "@/lib/core/app-error";
import { concat } from "@/lib/ledger/bytes";
import { LOGS, type Log } from "@/lib/ledger/origin";
import { createdEvent } from "@/lib/ledger/reserved";
import type { Runtime } from "./runtime";
import type { KeyFolder } from "./sealer/key-folder";
import type { SealedLog } from "./sealer/settings";
import { writeVkeys } from "./sealer/upkeep";

export type InitialisedLog = {
  readonly log: Log;
  readonly vkey: string;
  /** Whether this call began the log; false where it had entries before. */
  readonly begun: boolean;
};

/**
 * Makes what is missing of keys and first entries, and changes nothing that is there: every start may run it. Errors:
 * unavailable (a log was sealed by a key that is gone; the store or the database does not answer).
 */
export async function initLedger({
  logs,
  keys,
}: {
  logs: Readonly<Record<Log, SealedLog>>;
  keys: KeyFolder;
}): Promise<readonly InitialisedLog[]> {
  const made: InitialisedLog[] = [];
  for (const log of LOGS) made.push(await initLog(logs[log], keys));
  return made;
}

/** 32 random bytes: the seed of a key. */
export function keySeed({ salt }: Pick<Runtime, "salt">): Uint8Array {
  return concat(salt(), salt());
}

async function initLog(log: SealedLog, keys: KeyFolder): Promise<InitialisedLog> {
  const isSealed = await wasSealed(log);
  if (isSealed && !(await keys.has(log.log))) {
    const message = `The ${log.log} log was sealed before, and its signing key ${log.log}.pem is not in ${keys.directory}. Put the key back: another one cannot speak for what this one has signed.`;
    throw new AppError("unavailable", message);
  }
  const vkey = await keys.make(log.log, keySeed(log.runtime));
  if ((await log.reader.next(0n)) !== null) return { log: log.log, vkey, begun: false };
  await log.appender.append([createdEvent()], "inside");
  const first = { vkey, since: 0n, rotatedAt: null, revokedFrom: null };
  if (!isSealed) await writeVkeys(log, [first]);
  return { log: log.log, vkey, begun: true };
}

async function wasSealed({ log, store, pool }: SealedLog): Promise<boolean> {
  for await (const _ of store.list(`${log}/checkpoint/`)) return true;
  const { rows } = await pool.query("SELECT size FROM ledger_seal WHERE log = $1 LIMIT 1", [log]);
  return rows.length > 0;
}
