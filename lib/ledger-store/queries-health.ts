import "server-only";
import { z } from "zod";
import { env } from "@/lib/core/env";
import { read, readRows, sql } from "@/lib/db/read";
import { LOGS, type Log, originOf } from "@/lib/ledger/origin";
import { readCheckpoint } from "./checkpoints";
import { listFolder } from "./fs-list";
import { ledger, storeFolder } from "./open-ledger";
import type { LedgerHealth, LogHealth } from "./view";

const PATIENCE_MS = 2_000;

/** How the ledger stands, from four rows and one read of the store: nothing secret. Errors: the database's. */
export async function getLedgerHealth(now: Date): Promise<LedgerHealth> {
  const logs = await logHealths(now);
  return { at: now.toISOString(), logs, store: await storeFault(logs) };
}

/** The origin of each log: its name in checkpoints and keys. Errors: unavailable (no installation yet). */
export async function getOrigins(): Promise<Readonly<Record<Log, string>>> {
  const base = env().LEDGER_ORIGIN ?? (await localBase());
  return { calls: originOf(base, "calls"), governance: originOf(base, "governance") };
}

async function localBase(): Promise<string> {
  const found = await read().installation.findFirst({ select: { id: true } });
  return `localhost/${found?.id ?? "none"}`;
}

const row = z.object({
  log: z.enum(LOGS),
  size: z.coerce.bigint().nullable(),
  sealed: z.coerce.bigint().nullable(),
  waits: z.date().nullable(),
  seen: z.date().nullable(),
  halted: z.date().nullable(),
  reason: z.string().nullable(),
});

async function logHealths(now: Date): Promise<LogHealth[]> {
  const rows = await readRows(
    row,
    sql`SELECT l.log, h.next::text AS size, s.size::text AS sealed, z.seen_at AS seen,
               z.halted_at AS halted, z.halt_reason AS reason, w.ts AS waits
        FROM (VALUES ('calls'), ('governance')) AS l (log)
        LEFT JOIN ledger_head h ON h.log = l.log
        LEFT JOIN ledger_sealer z ON z.log = l.log
        LEFT JOIN LATERAL (
          SELECT size FROM ledger_seal WHERE ledger_seal.log = l.log ORDER BY size DESC LIMIT 1
        ) s ON true
        LEFT JOIN LATERAL (
          SELECT min(ts) AS ts FROM (
            SELECT ts FROM ledger_calls WHERE l.log = 'calls' AND idx = coalesce(s.size, 0)
            UNION ALL
            SELECT ts FROM ledger_governance WHERE l.log = 'governance' AND idx = coalesce(s.size, 0)
          ) first_unsealed
        ) w ON true
        ORDER BY l.log`,
  );
  const unindexed = await Promise.all(
    rows.map(({ log, size }) => (size === null ? isInStore(log) : false)),
  );
  return rows.map(({ log, size, sealed, waits, seen, halted, reason }, at) => ({
    log,
    size,
    unindexed: unindexed[at] ?? false,
    sealed: sealed ?? 0n,
    // Since when the oldest entry that no checkpoint covers has been waiting for one.
    lagSeconds: waits === null ? 0 : secondsSince(waits, now),
    seenSecondsAgo: seen === null ? null : secondsSince(seen, now),
    halted: halted === null ? null : (reason ?? "unknown"),
  }));
}

/** Whether the store has entries of a log. Where this process has not opened it, it stays closed: that would begin it. */
async function isInStore(log: Log): Promise<boolean> {
  const open = await globalThis.countersignLedger?.catch(() => null);
  const directory = storeFolder(env());
  const found = async () => {
    for (const folder of [`${log}/wal/`, `${log}/seg/`]) {
      const listed = open?.store.list(folder) ?? listFolder(directory, folder, "");
      for await (const _ of listed) return true;
    }
    return false;
  };
  return await inTime(
    found().catch(() => false),
    false,
  ); // a store that fails is an alarm of its own
}

async function inTime<T>(answer: Promise<T>, late: T): Promise<T> {
  const waited = new Promise<T>((resolve) => {
    setTimeout(() => resolve(late), PATIENCE_MS).unref();
  });
  return await Promise.race([answer, waited]);
}

function secondsSince(instant: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - instant.getTime()) / 1_000));
}

/** What is wrong with the store, as far as one read shows; "" where it answers as it should. */
async function storeFault(logs: readonly LogHealth[]): Promise<string> {
  if (logs.every(({ size }) => size === null)) return ""; // nothing has begun: there is nothing to read
  return await inTime(readNewest(logs).catch(asSentence), "The store does not answer.");
}

async function readNewest(logs: readonly LogHealth[]): Promise<string> {
  const { logs: open } = await ledger();
  for (const { log, size, sealed } of logs) {
    if (sealed > 0n) {
      if ((await readCheckpoint(open[log], sealed)) === null)
        return `The newest checkpoint of the ${log} log, of size ${sealed}, is not in the store.`;
    } else if (size !== null && size > 0n && (await open[log].reader.entryAt(0n)) === null) {
      return `The first entry of the ${log} log is not in the store.`;
    }
  }
  return "";
}

function asSentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
