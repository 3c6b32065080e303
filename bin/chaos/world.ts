// A ledger that is made to be mistreated: a database, a folder, and the environment of the processes that share them.
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Pool } from "pg";
import { type Log, originOf } from "@/lib/ledger/origin";
import { openFsStore } from "@/lib/ledger-store/fs-open";
import { type LedgerLog, ledgerLog } from "@/lib/ledger-store/ledger-log";
import { processRuntime } from "@/lib/ledger-store/open-ledger";
import { ledgerPool } from "@/lib/ledger-store/pool";

const ORIGIN = "ledger.example.com/chaos";

/** One installation's ledger, as its processes see it (`env`) and as whoever checks it does (`logs`, without the row lock's help). */
export type World = {
  readonly folder: string;
  readonly store: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logs: Readonly<Record<Log, LedgerLog>>;
  readonly pool: Pool;
  readonly close: () => Promise<void>;
};

/** Opens a world in an empty folder and a migrated, empty database. `store`: another place for the evidence. */
export async function openWorld({
  databaseUrl,
  folder,
  store = join(folder, "ledger"),
}: {
  databaseUrl: string;
  folder: string;
  store?: string;
}): Promise<World> {
  mkdirSync(folder, { recursive: true });
  const runtime = { ...processRuntime("never"), report: () => {}, note: () => {} };
  const pool = ledgerPool(databaseUrl, () => {}); // its connections are cut as well as those of others
  const endProcess = (error: unknown): never => {
    throw error;
  };
  const now = runtime.now();
  const opened = await openFsStore({ directory: store, token: randomUUID, endProcess, now });
  const open = (log: Log) =>
    ledgerLog({ log, origin: originOf(ORIGIN, log), store: opened, pool, runtime });
  return {
    folder,
    store,
    env: {
      DATABASE_URL: databaseUrl,
      DATA_DIR: folder,
      LEDGER_ORIGIN: ORIGIN,
      LEDGER_STORE: `fs:${store}`,
      LEDGER_SEAL_SECONDS: "1",
      LEDGER_SEGMENT_BYTES: "100000",
    },
    logs: { calls: open("calls"), governance: open("governance") },
    pool,
    close: () => pool.end(),
  };
}
