import "server-only";
import { availableParallelism } from "node:os";
import { type ReadingPool, readingPool } from "../reading/pool";
import { workerFile } from "../reading/worker-file";
import { redactionKey } from "./redaction-key";

const THREADS_MIN = 2;
const THREADS_MAX = 4;
const QUEUE_MAX = 256;
const DEADLINE_MS = 15_000;

declare global {
  // Next.js may load a module twice, and two pools would only get in each other's way.
  var countersignReaders: Promise<ReadingPool> | undefined;
}

/** The threads of this process that read what sources send. Errors: unavailable; the next call tries again. */
export function readers(): Promise<ReadingPool> {
  globalThis.countersignReaders ??= made().catch((error: unknown) => {
    globalThis.countersignReaders = undefined;
    throw error;
  });
  return globalThis.countersignReaders;
}

async function made(): Promise<ReadingPool> {
  return readingPool({
    file: workerFile(),
    key: await redactionKey(),
    country: null,
    // One core is left to answer requests and to append; but never a single thread, or one slow body would hold up all others.
    threads: Math.max(THREADS_MIN, Math.min(THREADS_MAX, availableParallelism() - 1)),
    queueMax: QUEUE_MAX,
    deadlineMs: DEADLINE_MS,
  });
}
