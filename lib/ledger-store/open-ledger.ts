import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { AppError } from "@/lib/core/app-error";
import { type Env, env } from "@/lib/core/env";
import { logError } from "@/lib/core/log";
import { read } from "@/lib/db/read";
import { SALT_BYTES } from "@/lib/ledger/entry";
import type { Asker, Event, Receipt } from "@/lib/ledger/event";
import { LOGS, type Log, originOf } from "@/lib/ledger/origin";
import { Appender } from "./append";
import { LedgerDamage } from "./damage";
import { withFindings } from "./findings";
import { openFsStore } from "./fs-open";
import { folderRefusal } from "./fs-refusal";
import { ensurePartitions } from "./index-write";
import { type LedgerLog, ledgerLog } from "./ledger-log";
import { ledgerPool } from "./pool";
import { Prover } from "./prove";
import type { LedgerFinding, Runtime } from "./runtime";
import type { ProbeReport, Store } from "./store";

/** One log, ready to be written, read and proved. */
export type OpenLog = LedgerLog & { readonly appender: Appender; readonly prover: Prover };

/** The ledger of this installation. `probe`: what the start-up probe of the store found. */
export type Ledger = {
  readonly store: Store;
  readonly probe: ProbeReport;
  readonly logs: Readonly<Record<Log, OpenLog>>;
  readonly close: () => Promise<void>;
};

declare global {
  // Next.js may load a module twice, and two queues of one log would only get in each other's way.
  var countersignLedger: Promise<Ledger> | undefined;
}

/** The ledger of this process, opened at first use. Errors: unavailable; the next call tries again. */
export function ledger(): Promise<Ledger> {
  globalThis.countersignLedger ??= openLedger(env()).catch((error: unknown) => {
    globalThis.countersignLedger = undefined;
    throw error;
  });
  return globalThis.countersignLedger;
}

/**
 * Stores events in a log and answers one receipt per event, in order, when all are durable. Errors: unavailable; some may
 * be stored then: send all of them again with the same keys.
 */
export async function append(
  log: Log,
  events: readonly Event[],
  asker: Asker = "outside",
): Promise<readonly Receipt[]> {
  const { logs } = await ledger();
  return await logs[log].appender.append(events, asker);
}

/** Opens store and database as configured, and probes the store. Errors: unavailable, in words for whoever starts it. */
export async function openLedger(configured: Env, runtime = processRuntime()): Promise<Ledger> {
  const store = await openStore(configured, runtime);
  const probe = await store.probe();
  assertProbed(probe);
  const base = configured.LEDGER_ORIGIN ?? `localhost/${await installationId()}`;
  const pool = ledgerPool(configured.DATABASE_URL, (error) =>
    runtime.note("ledger.connection-lost", error),
  );
  const reporting = withFindings(runtime, pool);
  const open = (log: Log): OpenLog => {
    const parts = ledgerLog({ log, origin: originOf(base, log), store, pool, runtime: reporting });
    const appender = new Appender(parts, { lingerMs: configured.LEDGER_LINGER_MS });
    return { ...parts, appender, prover: new Prover(parts) };
  };
  const logs = { calls: open("calls"), governance: open("governance") };
  for (const log of LOGS) await assertOrigin(logs[log]);
  await ensurePartitions((text, values) => pool.query(text, values), runtime.now());
  const close = async () => {
    for (const log of LOGS) await logs[log].appender.drained();
    await pool.end();
  };
  return { store, probe, logs, close };
}

/** The folder of the configuration: LEDGER_STORE, or `ledger` in the data directory. */
export function storeFolder({ LEDGER_STORE, DATA_DIR }: Env): string {
  return LEDGER_STORE?.replace(/^fs:/, "") ?? join(DATA_DIR, "ledger");
}

/** Clocks, chance and timers of this process. */
export function processRuntime(crashAt = env().CRASH_AT): Runtime {
  return {
    now: () => new Date(),
    elapsed: () => performance.now(),
    after: (milliseconds, then) => {
      const timer = setTimeout(then, milliseconds);
      return () => clearTimeout(timer);
    },
    salt: saltSource(),
    report: noteFinding,
    note: (what, error) => logError(what, error),
    reached: (point) => {
      if (point === crashAt) process.kill(process.pid, "SIGKILL");
    },
  };
}

const SALTS_AT_ONCE = 1_024;

/** Asking the system for chance costs as much for 16 bytes as for 16 KiB. Each salt is handed out once. */
function saltSource(): () => Uint8Array {
  let chance = new Uint8Array();
  return () => {
    if (chance.length === 0) chance = new Uint8Array(randomBytes(SALT_BYTES * SALTS_AT_ONCE));
    const salt = chance.subarray(0, SALT_BYTES);
    chance = chance.subarray(SALT_BYTES);
    return salt;
  };
}

function noteFinding({ kind, severity, log, message }: LedgerFinding): void {
  logError(`ledger.${kind}-found`, message, { severity, log });
}

/** The store of the configuration, not yet probed. Errors: unavailable, in words for whoever starts it. */
export async function openStore(
  configured: Env,
  { now, note }: Pick<Runtime, "now" | "note">,
): Promise<Store> {
  const endProcess = (error: unknown): never => {
    note("ledger.disk-broken", error);
    process.exit(1); // what this process has read since may be on no disk; a new one believes only the disk
  };
  const directory = storeFolder(configured);
  try {
    return await openFsStore({ directory, token: randomUUID, endProcess, now: now() });
  } catch (error) {
    throw folderRefusal(error, directory);
  }
}

function assertProbed({ place, checks }: ProbeReport): void {
  const failed = checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`);
  if (failed.length === 0) return;
  throw new AppError("unavailable", `The ledger's store, ${place}, is unfit: ${failed.join(" ")}`);
}

async function installationId(): Promise<string> {
  const found = await read().installation.findFirst({ select: { id: true } });
  if (found) return found.id;
  const message = "This installation has no name yet. Start it with npm run up.";
  throw new AppError("unavailable", message);
}

/** "It is fixed for ever: a start with another origin than that of leaf 0 is refused." */
async function assertOrigin({ reader, origin }: LedgerLog): Promise<void> {
  try {
    await reader.entryAt(0n);
  } catch (cause) {
    if (!(cause instanceof LedgerDamage) || cause.failure.reason !== "order") throw cause;
    const message = `The ledger in this store began under another origin than ${origin} (${cause.failure.detail}). Set LEDGER_ORIGIN to that of the first entry, or LEDGER_STORE to another folder.`;
    throw new AppError("unavailable", { message, cause });
  }
}
