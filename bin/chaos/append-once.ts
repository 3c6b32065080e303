// One append of a process that is made to die, to fail or to freeze in the middle of it. Prints its receipts; exits with 75
// where it was refused (503); says "begin" and "end" to whoever traces its system calls.
import { access } from "node:fs/promises";
import { parseArgs } from "node:util";
import { AppError } from "@/lib/core/app-error";
import { env } from "@/lib/core/env";
import { Appender } from "@/lib/ledger-store/append";
import { openLedger, processRuntime } from "@/lib/ledger-store/open-ledger";
import { unlockedPool } from "@/lib/ledger-store/testing/unlocked-pool";
import { sleep } from "./sender";

const REFUSED = 75;

const { values } = parseArgs({
  options: {
    keys: { type: "string", default: "k" },
    "warm-up": { type: "string" },
    "freeze-at": { type: "string" },
    "until-stored": { type: "boolean", default: false },
    unlocked: { type: "boolean", default: false },
  },
});

const runtime = processRuntime();
let freezesAt: string | null = null;
const { logs } = await openLedger(env(), {
  ...runtime,
  reached: (point) => {
    runtime.reached(point);
    if (point !== freezesAt) return;
    freezesAt = null; // once
    process.kill(process.pid, "SIGSTOP");
  },
});
const { pool, ...rest } = logs.calls;
const own = { ...rest, pool: values.unlocked ? unlockedPool(pool) : pool };
const appender = new Appender(own, { lingerMs: 0 });

const warmUp = values["warm-up"];
if (warmUp !== undefined) await appender.append(eventsOf(warmUp));
freezesAt = values["freeze-at"] ?? null;
await mark("begin");
const answer = await answered();
await mark("end");
console.log(answer);
process.exit(0);

async function answered(): Promise<string> {
  for (;;) {
    try {
      const receipts = await appender.append(eventsOf(values.keys));
      return JSON.stringify(receipts, (_, value) =>
        typeof value === "bigint" ? Number(value) : value,
      );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (!values["until-stored"]) process.exit(REFUSED);
      await sleep(50);
    }
  }
}

function eventsOf(keys: string) {
  return keys.split(",").map((key) => {
    return { type: "call", key, source: { id: "gw-1" }, data: { note: key } };
  });
}

/** A call that does nothing, in the thread that does the store's, where a tracer sees it between them. */
async function mark(name: string): Promise<void> {
  await access(`/chaos-${name}`).catch(() => {});
}
