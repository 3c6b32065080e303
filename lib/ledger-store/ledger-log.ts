// One log of an installation, with all that its readers and writers need.
import type { Pool } from "pg";
import type { Log } from "@/lib/ledger/origin";
import { indexOf, type LogIndex } from "./index-rows";
import { LogReader } from "./read";
import type { Runtime } from "./runtime";
import type { Store } from "./store";

export type LedgerLog = {
  readonly log: Log;
  readonly origin: string;
  readonly store: Store;
  readonly pool: Pool;
  readonly runtime: Runtime;
  readonly reader: LogReader;
  readonly index: LogIndex;
};

/** The log over its store and database. */
export function ledgerLog(parts: {
  log: Log;
  origin: string;
  store: Store;
  pool: Pool;
  runtime: Runtime;
}): LedgerLog {
  return { ...parts, reader: new LogReader(parts), index: indexOf(parts.log) };
}
