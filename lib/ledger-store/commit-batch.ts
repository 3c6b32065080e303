// ledger.md §4 step 5: the creation of the WAL object is the commit. Of two writers one wins, and the other learns it here.
import { AppError } from "@/lib/core/app-error";
import { decodeBatch, type Stretch } from "@/lib/ledger/batch";
import { equalBytes } from "@/lib/ledger/bytes";
import { walKey } from "@/lib/ledger/object-key";
import { fails } from "@/lib/ledger/verdict";
import { LedgerDamage, unavailable } from "./damage";
import { zlibDeflate } from "./gzip";
import type { LedgerLog } from "./ledger-log";
import type { LogEnd } from "./log-end";
import { pause, within } from "./runtime";
import type { Batch } from "./stamp";
import { OutcomeUnknown } from "./store";

const REQUEST_MS = 5_000;
const GIVE_UP_MS = 20_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Creates the batch, as often as its fate is unknown and with the same bytes. Answers null where it stands, or the batch of
 * somebody else that stands in its place. `startedAt`: when the flush took the lock; 20 s later it is given up, because its
 * view of the end has aged. Errors: unavailable, LedgerDamage (what stands there is no batch that fits).
 */
export async function commitBatch(
  log: LedgerLog,
  batch: Batch,
  before: LogEnd,
  startedAt: number,
): Promise<Stretch | null> {
  const key = walKey(log.log, batch.start);
  let wait = FIRST_PAUSE_MS;
  for (;;) {
    assertInTime(log, startedAt);
    const outcome = await tryToCreate(log, key, batch.object);
    if (outcome === "created") return created(log);
    // A name that can be read need not be on the disk yet: only the store's own "exists" says that it is.
    const standing = outcome === "exists" ? await tryToRead(log, key) : "unknown";
    if (standing instanceof Uint8Array) {
      if (equalBytes(standing, batch.object)) return created(log);
      return othersBatch(log, key, standing, before);
    }
    if (standing === "absent") {
      const detail = "The store says that the object exists, and has none.";
      throw new LedgerDamage(fails("framing", detail, { file: key }));
    }
    await pause(log.runtime, wait);
    wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
  }
}

function created({ runtime }: LedgerLog): null {
  runtime.reached("after-create");
  return null;
}

function assertInTime({ runtime }: LedgerLog, startedAt: number): void {
  if (runtime.elapsed() - startedAt <= GIVE_UP_MS) return;
  throw unavailable("The ledger's store does not answer. Send again with the same keys.");
}

async function tryToCreate(
  { store, runtime }: LedgerLog,
  key: string,
  bytes: Uint8Array,
): Promise<"created" | "exists" | "unknown"> {
  try {
    return await within(runtime, REQUEST_MS, store.create(key, bytes), late);
  } catch (error) {
    if (error instanceof OutcomeUnknown) return "unknown";
    throw error;
  }
}

/** The bytes, or that there are none, or that nobody could say. */
async function tryToRead(
  { store, runtime }: LedgerLog,
  key: string,
): Promise<Uint8Array | "absent" | "unknown"> {
  try {
    return (await within(runtime, REQUEST_MS, store.read(key), late)) ?? "absent";
  } catch (error) {
    // A read has no effect, so whatever went wrong, it may be asked again.
    if (error instanceof AppError) throw error;
    return "unknown";
  }
}

function late(): Error {
  return new OutcomeUnknown("The store did not answer in time.");
}

function othersBatch(
  { origin }: LedgerLog,
  file: string,
  bytes: Uint8Array,
  { next, lastTs }: LogEnd,
): Stretch {
  const read = decodeBatch(bytes, { origin, start: next, notBefore: lastTs }, zlibDeflate);
  if (read.ok) return read.value;
  throw new LedgerDamage({ ...read, file });
}
