import { AppError } from "@/lib/core/app-error";
import { parseDecimal } from "@/lib/ledger/decimal";
import type { KeyPeriod } from "@/lib/ledger/key-history";
import { LOGS, type Log } from "@/lib/ledger/origin";
import { initLedger } from "@/lib/ledger-store/init";
import type { Ledger } from "@/lib/ledger-store/open-ledger";
import { periodsOf, revokeKey, rotateKey } from "@/lib/ledger-store/rotate";
import type { KeyFolder } from "@/lib/ledger-store/sealer/key-folder";
import { keyOptions } from "../sealer/key-options";
import type { Answer } from "./answer";
import { label, withLedger } from "./open";
import { probeText } from "./store-commands";

/** Opens the folder of the keys: signing.ts, handed over by the two programs that may reach it. */
export type Keys = (options: ReturnType<typeof keyOptions>) => Promise<KeyFolder>;

const PIN =
  "Give these keys to whoever will check the ledger, on another way than the ledger itself: they are how a checkpoint is known to be yours.";

/** Begins the ledger: probe, keys, first entries. What is there stays as it is. */
export async function init(open: Keys): Promise<Answer> {
  return await withLedger(async (ledger) => {
    const keys = await open(keyOptions(ledger.logs));
    const logs = await initLedger({ logs: ledger.logs, keys });
    const begun = logs.filter((log) => log.begun).map(({ log }) => log);
    const what =
      begun.length > 0
        ? `Begun: ${begun.join(" and ")}. The keys lie in ${keys.directory}: keep a copy of them where nobody who runs the server can read it.`
        : "Both logs had begun before; nothing was changed.";
    const lines = logs.map(({ log, vkey }) => `  ${label(log)}  ${vkey}`);
    return {
      text: [probeText(ledger.probe), what, PIN, ...lines].join("\n"),
      data: {
        begun,
        keys: logs.map(({ log, vkey }) => ({ log, vkey })),
        directory: keys.directory,
      },
    };
  });
}

/** The keys to pin, with those that were replaced or withdrawn. */
export async function vkey(open: Keys): Promise<Answer> {
  return await withLedger(async (ledger) => {
    const keys = await openExisting(open, ledger);
    const known: (ReturnType<typeof inData> & { log: Log })[] = [];
    for (const log of LOGS) {
      for (const period of await periodsOf({ logs: ledger.logs, keys, log })) {
        known.push({ log, ...inData(period) });
      }
    }
    const lines = known.map((key) => `  ${label(key.log)}  ${key.vkey}${standing(key)}`);
    return { text: [PIN, ...lines].join("\n"), data: { keys: known } };
  });
}

/** Gives a log a new key. */
export async function rotate(log: Log, open: Keys): Promise<Answer> {
  return await withLedger(async (ledger) => {
    const keys = await openExisting(open, ledger);
    const changed = await rotateKey({ logs: ledger.logs, keys, log });
    return {
      text: `The ${log} log has a new key. For 30 days its checkpoints carry both signatures. ${PIN}\n  old  ${changed.old}\n  new  ${changed.new}`,
      data: { log, ...changed },
    };
  });
}

/** Withdraws a key from a size on: what it signed above is no evidence. */
export async function revoke(
  log: Log,
  wish: { key: string; size: string; reason: string },
  open: Keys,
): Promise<Answer> {
  const size = parseDecimal(wish.size);
  if (size === null) {
    throw new AppError(
      "invalid_input",
      "--size is the largest tree that the key signed rightly: a whole number.",
    );
  }
  return await withLedger(async (ledger) => {
    const keys = await openExisting(open, ledger);
    const { key: withdrawn, reason } = wish;
    await revokeKey({ logs: ledger.logs, keys, log }, { vkey: withdrawn, size, reason });
    return {
      text: `Withdrawn: what this key signed above size ${size} is no evidence. Tell everybody who pinned it.\n  ${withdrawn}`,
      data: { log, key: withdrawn, size: size.toString() },
    };
  });
}

/** Errors: unavailable, where a log has no key yet. */
async function openExisting(open: Keys, { logs }: Ledger): Promise<KeyFolder> {
  const keys = await open(keyOptions(logs));
  for (const log of LOGS) await keys.vkey(log);
  return keys;
}

function inData({ vkey: key, since, rotatedAt, revokedFrom }: KeyPeriod) {
  return {
    vkey: key,
    since: since.toString(),
    rotatedAt,
    revokedFrom: revokedFrom?.toString() ?? null,
  };
}

function standing({ rotatedAt, revokedFrom }: ReturnType<typeof inData>): string {
  if (revokedFrom !== null) return `  (withdrawn above size ${revokedFrom})`;
  return rotatedAt === null ? "" : `  (replaced ${rotatedAt})`;
}
