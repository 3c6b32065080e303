// ledger.md §12: "An export waits for the next checkpoint."
import { z } from "zod";
import { AppError } from "@/lib/core/app-error";
import { checkpointKey, parseObjectKey } from "@/lib/ledger/object-key";
import { readCheckpoint } from "../checkpoints";
import type { LedgerLog } from "../ledger-log";
import type { ProofHead } from "../prove";
import { pause } from "../runtime";

const sealRow = z.object({ size: z.coerce.bigint() });

/** Seals come every few seconds: after this time nobody makes them. Milliseconds. */
const PATIENCE_MS = 90_000;
const LOOK_EVERY_MS = 500;

/** Answers once a checkpoint of at least this size is in the store. Errors: unavailable, where none comes; the signal's reason. */
export type WaitForCheckpoint = (size: bigint, signal?: AbortSignal) => Promise<ProofHead>;

/** The newest checkpoint in the store, or null. What the database says is a hint where to look. Errors: LedgerDamage. */
export async function newestCheckpoint(log: LedgerLog): Promise<ProofHead | null> {
  const { rows } = await log.pool.query(
    "SELECT size FROM ledger_seal WHERE log = $1 ORDER BY size DESC LIMIT 1",
    [log.log],
  );
  const known = sealRow.array().parse(rows)[0]?.size ?? null;
  const hint = known === null ? null : await readCheckpoint(log, known);
  let newest = hint?.size ?? null;
  const after = hint === null ? undefined : checkpointKey(log.log, hint.size);
  for await (const { key } of log.store.list(`${log.log}/checkpoint/`, after)) {
    const name = parseObjectKey(key)?.name;
    if (name?.kind === "checkpoint") newest = name.size;
  }
  return newest === null || newest === hint?.size ? hint : await readCheckpoint(log, newest);
}

/** Looks again and again until the sealer has signed so much. */
export function waitingForSealer(
  log: LedgerLog,
  patienceMs: number = PATIENCE_MS,
): WaitForCheckpoint {
  return async (size, signal) => {
    const until = log.runtime.elapsed() + patienceMs;
    for (;;) {
      signal?.throwIfAborted();
      const newest = await newestCheckpoint(log);
      if (newest !== null && newest.size >= size) return newest;
      if (log.runtime.elapsed() > until) throw unsealed(log, size, newest);
      await pause(log.runtime, LOOK_EVERY_MS);
    }
  };
}

function unsealed({ log }: LedgerLog, size: bigint, newest: ProofHead | null): AppError {
  const upTo = newest === null ? "nothing" : `${newest.size} entries`;
  return new AppError(
    "unavailable",
    `The ${log} ledger has ${size} entries, and a checkpoint covers ${upTo} of them. See on the ledger page why the sealer does not sign, then ask again.`,
  );
}
