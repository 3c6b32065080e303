import "server-only";
import { randomBytes } from "node:crypto";
import { logError } from "@/lib/core/log";
import { append } from "@/lib/ledger-store/open-ledger";
import { Tallies } from "./tallies";

const PROCESS_BYTES = 6;

declare global {
  // Next.js may load a module twice, and each would tell of the same minutes.
  var countersignTallies: Tallies | undefined;
}

/** What this process counts of the requests of sources. */
export function tallies(): Tallies {
  globalThis.countersignTallies ??= new Tallies({
    process: randomBytes(PROCESS_BYTES).toString("hex"),
    after: (milliseconds, then) => {
      const timer = setTimeout(then, milliseconds).unref(); // it keeps no process alive
      return () => clearTimeout(timer);
    },
    append: (events) => append("calls", events),
    note: (error) => logError("heartbeat.failed", error),
  });
  return globalThis.countersignTallies;
}
