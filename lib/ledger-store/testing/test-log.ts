import { Pool } from "pg";
import { AppError } from "@/lib/core/app-error";
import { env } from "@/lib/core/env";
import type { Event } from "@/lib/ledger/event";
import type { Log } from "@/lib/ledger/origin";
import { originOf } from "@/lib/ledger/origin";
import { seededRandom } from "@/lib/ledger/testing/random";
import { type LedgerLog, ledgerLog } from "../ledger-log";
import { createMemoryStore } from "../memory";
import { emptyIndex } from "../rebuild";
import type { CrashPoint, LedgerFinding, Runtime } from "../runtime";
import type { Store } from "../store";

/** Clocks that a test moves, chance that comes back, and what was reported. Timers run at once when `hurried`. */
export type TestRuntime = Runtime & {
  readonly findings: LedgerFinding[];
  /** Moves the wall clock by milliseconds; it stands still otherwise only where `frozen`. */
  stepClock: (milliseconds: number) => void;
  /** Moves the clock that only grows. */
  passTime: (milliseconds: number) => void;
  /** What is done at a crash point: nothing, unless a test says so. */
  atPoint: (point: CrashPoint) => void;
};

export function testRuntime(seed = 1): TestRuntime {
  const random = seededRandom(seed);
  const findings: LedgerFinding[] = [];
  let [stepped, passed] = [0, 0];
  const runtime: TestRuntime = {
    findings,
    now: () => new Date(Date.now() + stepped),
    elapsed: () => performance.now() + passed,
    after: (milliseconds, then) => {
      const timer = setTimeout(then, milliseconds);
      return () => clearTimeout(timer);
    },
    salt: () => random.bytes(16),
    report: (finding) => void findings.push(finding),
    note: () => {},
    reached: (point) => runtime.atPoint(point),
    stepClock: (milliseconds) => {
      stepped += milliseconds;
    },
    passTime: (milliseconds) => {
      passed += milliseconds;
    },
    atPoint: () => {},
  };
  return runtime;
}

/** An empty log over a store, by default in memory, and the database of the test, whose index of that log is emptied. */
export async function emptyTestLog({
  log = "governance",
  store = createMemoryStore({ now: () => new Date(), token: newToken }),
  runtime = testRuntime(),
}: {
  log?: Log;
  store?: Store;
  runtime?: TestRuntime;
} = {}): Promise<LedgerLog & { readonly runtime: TestRuntime }> {
  const parts = testLog({ log, store, runtime });
  await emptyIndex(parts);
  return parts;
}

/** Another process on the same store and database: nothing in memory is shared. */
export function testLog({
  log,
  store,
  runtime,
}: {
  log: Log;
  store: Store;
  runtime: TestRuntime;
}): LedgerLog & { readonly runtime: TestRuntime } {
  const origin = originOf("ledger.example.com/acme", log);
  return { ...ledgerLog({ log, origin, store, pool: testPool(), runtime }), runtime };
}

let pool: Pool | undefined;

/** The connections of this file of tests. */
export function testPool(): Pool {
  pool ??= new Pool({ connectionString: env().DATABASE_URL, options: "-c timezone=UTC", max: 20 });
  return pool;
}

let tokens = 0;

function newToken(): string {
  tokens += 1;
  return `token-${tokens}`;
}

/** An event as a gateway sends it. */
export function sampleEvent(key: string, data: Event["data"] = { note: key }): Event {
  return { type: "call", key, source: { id: "gw-1" }, data };
}

/** So many events with keys of their own. */
export function sampleEvents(count: number, prefix = "k"): Event[] {
  return Array.from({ length: count }, (_, at) => sampleEvent(`${prefix}-${at}`));
}

/** As a sender does: again with the same keys until it is acknowledged. Throws what is not "unavailable". */
export async function retried<T>(send: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof AppError && error.code === "unavailable")) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
