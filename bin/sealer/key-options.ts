import { join, resolve } from "node:path";
import { env } from "@/lib/core/env";
import type { Log } from "@/lib/ledger/origin";

/** Where the keys of these logs lie, for signing.ts: LEDGER_KEY_DIR, or `keys` in the data directory. */
export function keyOptions(logs: Readonly<Record<Log, { readonly origin: string }>>) {
  const { LEDGER_KEY_DIR, DATA_DIR } = env();
  return {
    directory: resolve(LEDGER_KEY_DIR ?? join(DATA_DIR, "keys")),
    appDirectory: resolve(DATA_DIR),
    origins: { calls: logs.calls.origin, governance: logs.governance.origin },
  };
}
