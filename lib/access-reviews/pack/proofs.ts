// The proofs of a pack: of its start, of each signature, of each passkey, of the server's seal, all under one checkpoint.
import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { placesOf } from "@/lib/change-log/queries-ledger";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import type { BundleParts } from "@/lib/ledger-store/bundles/parts";
import {
  enrolmentProof,
  LAUNCHED_PROOF,
  olderSealKeyProof,
  revocationProof,
  SEAL_KEY_PROOF,
  signatureFile,
} from "@/lib/signatures/pure/pack-layout";
import type { PackMaterial } from "./material";

/** Which change a file of the pack proves. */
type Wanted = { readonly name: string; readonly changeId: string };

export type PackFileBytes = { readonly name: string; readonly bytes: Uint8Array };

/** What makes the proofs: the governance log, and who waits until the sealer has signed so far. */
export type ProofParts = Pick<BundleParts, "log" | "waitFor"> & {
  /** How long a change may take on its way into the log, in milliseconds. */
  readonly patienceMs?: number;
};

const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 250;

/** Makes the proofs; waits until all is sealed. Errors: unavailable (a change is not in the ledger, or nothing seals), LedgerDamage. */
export async function packProofs(
  { signatures, dossier }: PackMaterial,
  sealKey: string,
  parts: ProofParts,
  signal: AbortSignal,
): Promise<PackFileBytes[]> {
  const wanted = [
    await launchOf(dossier.review.id),
    ...(await Promise.all(signatures.map(({ row }) => madeOf(row.id, row.sequence)))),
    ...(await passkeysOf(signatures.map(({ row }) => row))),
    ...(await sealKeysOf(
      sealKey,
      signatures.flatMap(({ row }) => row.sealKey ?? []),
    )),
  ];
  const places = await placesOfAll(wanted, parts.patienceMs ?? PATIENCE_MS, signal);
  const [last = 0n] = places.map(({ index }) => index).sort((a, b) => (a < b ? 1 : -1));
  const head = await parts.waitFor(last + 1n, signal);
  const files: PackFileBytes[] = [];
  for (const { name, index } of places) {
    files.push({ name, bytes: await parts.log.prover.inclusion(index, head) });
  }
  return files;
}

async function launchOf(reviewId: string): Promise<Wanted> {
  const change = await changeOf("review", reviewId, "review.launched", "The start of this review");
  return { name: LAUNCHED_PROOF, changeId: change };
}

async function madeOf(signatureId: string, sequence: number): Promise<Wanted> {
  const changeId = await changeOf("signature", signatureId, "signature.made", "A signature");
  return { name: signatureFile(sequence, "proof"), changeId };
}

async function passkeysOf(
  rows: readonly { readonly passkeyId: string | null; readonly credentialId: string | null }[],
): Promise<Wanted[]> {
  const passkeys = new Map(
    rows.flatMap(({ passkeyId, credentialId }) =>
      passkeyId && credentialId ? [[passkeyId, credentialId]] : [],
    ),
  );
  const found: Wanted[] = [];
  for (const [passkeyId, credentialId] of passkeys) {
    const enrolled = await changeOf("passkey", passkeyId, "passkey.enrolled", "A passkey");
    found.push({ name: enrolmentProof(credentialId), changeId: enrolled });
    const revoked = await findChange("passkey", passkeyId, "passkey.revoked");
    if (revoked) found.push({ name: revocationProof(credentialId), changeId: revoked });
  }
  return found;
}

/** The key that seals this pack, and older ones that sealed a sign-off by password. */
async function sealKeysOf(current: string, used: readonly string[]): Promise<Wanted[]> {
  const older = [...new Set(used)].filter((vkey) => vkey !== current).sort();
  const adopted = (vkey: string) =>
    changeOf("seal-key", vkey, "seal-key.adopted", "The server's seal");
  return [
    { name: SEAL_KEY_PROOF, changeId: await adopted(current) },
    ...(await Promise.all(
      older.map(async (vkey, at) => ({
        ...{ name: olderSealKeyProof(at + 1), changeId: await adopted(vkey) },
      })),
    )),
  ];
}

async function changeOf(kind: string, id: string, action: string, what: string): Promise<string> {
  const found = await findChange(kind, id, action);
  if (found) return found;
  throw new AppError(
    "conflict",
    `${what} is in no change record (${action}), so nothing can prove it and no pack is made.`,
  );
}

async function findChange(kind: string, id: string, action: string): Promise<string | null> {
  const change = await read().changeLogEntry.findFirst({
    where: { subjectKind: kind, subjectId: id, action },
    select: { id: true },
    orderBy: { seq: "asc" },
  });
  return change?.id ?? null;
}

async function placesOfAll(wanted: readonly Wanted[], patienceMs: number, signal: AbortSignal) {
  const until = performance.now() + patienceMs;
  for (;;) {
    signal.throwIfAborted();
    const places = await placesOf(wanted.map(({ changeId }) => changeId));
    const found = wanted.flatMap(({ name, changeId }) => {
      const place = places.get(changeId);
      return place && "index" in place ? [{ name, index: place.index }] : [];
    });
    if (found.length === wanted.length) return found;
    if (performance.now() > until) {
      throw new AppError(
        "unavailable",
        `${wanted.length - found.length} changes have not reached the governance ledger. See on the ledger page why, then ask again.`,
      );
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}
