// ledger.md §10 and §11: what was deleted before a range, and the certificate that stands in for entry a−1.
import { z } from "zod";
import { openCheckpoint } from "@/lib/ledger/checkpoint";
import { isInstant } from "@/lib/ledger/instant";
import { checkpointKey, parseObjectKey } from "@/lib/ledger/object-key";
import { readCheckpoint } from "../checkpoints";
import { LedgerDamage } from "../damage";
import type { LedgerLog } from "../ledger-log";
import type { ProofHead } from "../prove";
import type { BundleParts } from "./parts";

const MAX_CERTIFICATES = 10_000;

const placeRow = z.object({ idx: z.coerce.bigint() });
const index = z.number().int().nonnegative().safe().transform(BigInt);
const deleted = z.object({
  log: z.string(),
  start: index,
  end: index,
  last_ts: z.string().refine(isInstant),
  minimum_index: index,
});

/** A certificate: its index in `governance`, the stretch it is about, and up to where the log is no longer whole. */
export type Deletion = {
  readonly index: bigint;
  readonly start: bigint;
  readonly end: bigint;
  readonly lastTs: string;
  readonly minimumIndex: bigint;
};

/** The certificates of a log, newest first, as the leaves of `governance` tell them. Errors: LedgerDamage. */
export async function deletionsOf(governance: LedgerLog, origin: string): Promise<Deletion[]> {
  const { rows } = await governance.pool.query(
    `SELECT idx FROM ledger_governance WHERE type = 'ledger.deleted' ORDER BY idx DESC LIMIT ${MAX_CERTIFICATES}`,
  );
  const deletions: Deletion[] = [];
  for (const { idx } of placeRow.array().parse(rows)) {
    const body = (await governance.reader.entryAt(idx))?.entry.body;
    const read = body?.type === "ledger.deleted" ? deleted.safeParse(body.data) : null;
    if (!read?.success || read.data.log !== origin) continue;
    const { start, end, last_ts: lastTs, minimum_index: minimumIndex } = read.data;
    deletions.push({ index: idx, start, end, lastTs, minimumIndex });
  }
  return deletions;
}

/**
 * `certificates/<i>.tlog-proof`, under the first checkpoint that covers the leaf: a later one would make two exports of one
 * request differ. Errors: LedgerDamage; unavailable, where nothing covers it yet.
 */
export async function certificateProof(
  { governance, governanceKeys, waitForGovernance }: BundleParts,
  { index: at }: Deletion,
): Promise<Uint8Array> {
  const head = (await firstCheckpointOver(governance, at)) ?? (await waitForGovernance(at + 1n));
  const opened = openCheckpoint(head.note, governanceKeys);
  if (!opened.ok) throw new LedgerDamage(opened);
  return await governance.prover.inclusion(at, head);
}

async function firstCheckpointOver(log: LedgerLog, at: bigint): Promise<ProofHead | null> {
  for await (const { key } of log.store.list(
    `${log.log}/checkpoint/`,
    checkpointKey(log.log, at),
  )) {
    const name = parseObjectKey(key)?.name;
    if (name?.kind === "checkpoint" && name.size > at) return await readCheckpoint(log, name.size);
  }
  return null;
}
