import "server-only";
import { read } from "@/lib/db/read";
import { utf8 } from "@/lib/ledger/bytes";
import { fails, type Verdict } from "@/lib/ledger/verdict";
import { asRecord, hashOf, type StoredSignature } from "./as-record";
import { verifySignature } from "./pure/verify-signature";

const MOST = 500;

/** The signatures about a subject, in the order they were made. */
export function listSignatures(subjectKind: string, subjectId: string): Promise<StoredSignature[]> {
  return read().signature.findMany({
    where: { subjectKind, subjectId },
    orderBy: { sequence: "asc" },
    take: MOST,
  });
}

/** One signature; null where there is none. Whoever shows it asks first whether its subject may be seen. */
export function getSignature(id: string): Promise<StoredSignature | null> {
  return read().signature.findUnique({ where: { id } });
}

/**
 * Checks a stored signature again, from its raw bytes: its hash, its manifest, and the passkey or the seal. Fails with `leaf`
 * where the row is not the one that was hashed, else with the reasons of `verifySignature`.
 */
export function checkSignature(row: StoredSignature): Verdict {
  const { hash, manifest, ...facts } = row;
  if (hashOf(facts) !== hash)
    return fails("leaf", "The stored signature does not have its own hash.");
  return verifySignature(asRecord(facts), utf8(manifest));
}
