import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { toHex } from "@/lib/ledger/bytes";
import type { Log } from "@/lib/ledger/origin";
import { parseTlogProof } from "@/lib/ledger/tlog-proof";
import { LedgerDamage } from "./damage";
import { ledger } from "./open-ledger";
import { type ProofStep, proofSteps } from "./proof-steps";
import { getCheckpoint, getConsistencyProof } from "./queries-proofs";
import type { EntryPlace } from "./schema";

/** A small text file of evidence. */
export type EvidenceFile = { fileName: string; mediaType: string; bytes: Uint8Array };

const TEXT = "text/plain; charset=utf-8";

/** The newest checkpoint of a log, as it was signed. Errors: forbidden, not_found (nothing is sealed yet), unavailable. */
export async function getCheckpointFile(actor: Actor, log: Log): Promise<EvidenceFile> {
  authorize(actor, "ledger:read");
  const { note, size } = await unlessDamaged(getCheckpoint(log));
  return { fileName: `${log}-checkpoint-${size}.txt`, mediaType: TEXT, bytes: note };
}

/** `<m>-<n>`: the tree of size `m` begins that of size `n`. Errors: forbidden, not_found (no such checkpoint, or m above n), unavailable. */
export async function getConsistencyFile(
  actor: Actor,
  { log, m, n }: { log: Log; m: bigint; n: bigint },
): Promise<EvidenceFile> {
  authorize(actor, "ledger:read");
  const bytes = await unlessDamaged(getConsistencyProof(log, m, n));
  return { fileName: `${log}-${m}-${n}.txt`, mediaType: TEXT, bytes };
}

/** The proof of an entry, without the entry itself, and what leads from its leaf to the signed root. Hashes as hex. */
export type ProofShown = {
  file: string;
  size: bigint;
  root: string;
  leaf: string;
  steps: readonly ProofStep[];
};

/** Errors: forbidden, not_found (also: not sealed yet), unavailable. */
export async function getProofShown(actor: Actor, { log, index }: EntryPlace): Promise<ProofShown> {
  authorize(actor, "ledger:read");
  return await unlessDamaged(proofShown(log, index));
}

async function proofShown(log: Log, index: bigint): Promise<ProofShown> {
  const head = await getCheckpoint(log);
  const { logs } = await ledger();
  const stored = await logs[log].reader.entryAt(index);
  if (!stored) throw new AppError("not_found", `The ${log} log has no entry ${index}.`);
  const bytes = await logs[log].prover.inclusion(index, head, false);
  const parsed = parseTlogProof(bytes);
  if (!parsed.ok) throw new LedgerDamage(parsed);
  return {
    file: new TextDecoder().decode(bytes),
    size: head.size,
    root: toHex(head.root),
    leaf: toHex(stored.leaf),
    steps: proofSteps({ index, size: head.size, leaf: stored.leaf }, parsed.value.path),
  };
}

/** What is read, or in words why stored evidence that contradicts itself proves nothing. Errors: unavailable. */
export async function unlessDamaged<T>(reading: Promise<T>): Promise<T> {
  return await reading.catch((cause: unknown) => {
    if (!(cause instanceof LedgerDamage)) throw cause;
    const message = `What is stored contradicts itself, so there is no proof: ${cause.message} Verify the log on the ledger page, and restore the store from a copy.`;
    throw new AppError("unavailable", { message, cause });
  });
}
