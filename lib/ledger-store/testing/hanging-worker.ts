// A program: claims a bundle of the calls log in the store at a path, and hangs in the middle of it until it is killed.
import { randomUUID } from "node:crypto";
import { env } from "@/lib/core/env";
import { openFsStore } from "../fs-open";
import { runNextTask } from "../task-worker";
import { opened, testParts } from "./sealed-logs";
import { testLog, testRuntime } from "./test-log";

const [directory = ""] = process.argv.slice(2);
const runtime = testRuntime();
const endProcess = (error: unknown): never => {
  throw error;
};
const stored = await openFsStore({ directory, token: randomUUID, endProcess, now: new Date() });
let batches = 0;
const store: typeof stored = {
  ...stored,
  read: async (key, range) => {
    batches += key.startsWith("calls/wal/") ? 1 : 0;
    if (batches < 3) return await stored.read(key, range);
    process.stdout.write("hanging\n");
    return await new Promise(() => {});
  },
};
const logs = {
  calls: opened(testLog({ log: "calls", store, runtime })),
  governance: opened(testLog({ log: "governance", store, runtime })),
};
await runNextTask(
  {
    ledger: { logs, probe: { mode: "fs", place: directory, ok: true, checks: [] } },
    ...{ dataDirectory: env().DATA_DIR, demo: false },
    partsFor: async () => testParts(logs.calls, logs.governance),
  },
  "bundle",
  new AbortController().signal,
);
