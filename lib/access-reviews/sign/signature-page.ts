import "server-only";
import { createHash } from "node:crypto";
import { type Actor, authorize } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { utf8 } from "@/lib/ledger/bytes";
import type { StoredSignature } from "@/lib/signatures/as-record";
import { parseSignatureManifest, type SignatureManifest } from "@/lib/signatures/pure/manifest";
import { getSignature } from "@/lib/signatures/queries";
import { SIGNATURE_ROLES } from "../review-view";
import { signatureIntegrity } from "./integrity";
import { REVIEW_SUBJECT } from "./material";
import { assertVisible, countsOf, filesOf } from "./queries";
import type { SignatureView } from "./sign-view";

/** A signature with all that is printed of it (SIG-09), checked again now. Errors: forbidden, not_found (also: not theirs to see). */
export async function getSignaturePage(actor: Actor, id: string): Promise<SignatureView> {
  authorize(actor, "review:read");
  const row = isUuid(id) ? await getSignature(id) : null;
  if (row?.subjectKind !== REVIEW_SUBJECT) {
    throw new AppError("not_found", "There is no such signature.");
  }
  await assertVisible(actor, row.subjectId);
  const manifest = parseSignatureManifest(utf8(row.manifest));
  const check = await signatureIntegrity(id);
  return {
    ...factsOf(row),
    ...saidBy(manifest.ok ? manifest.value : null),
    check: check ?? { state: "broken", reason: "framing", detail: "It cannot be read." },
  };
}

function factsOf(row: StoredSignature) {
  const { id, sequence, typedName, credentialId, recentlyEnrolled, userVerified } = row;
  const { sealKey, rpId, origin, software, manifest, manifestHash, hash, previousHash } = row;
  return {
    ...{ id, sequence, typedName, credentialId, recentlyEnrolled, userVerified },
    ...{ sealKey, rpId, origin, software, manifest, manifestHash, hash, previousHash },
    ...{ reviewId: row.subjectId, name: row.printedName, title: row.printedTitle },
    role: SIGNATURE_ROLES.find((known) => known === row.role) ?? "sign-off",
    at: row.receivedAt.toISOString(),
    method: row.method === "password" ? ("password" as const) : ("passkey" as const),
    ...{ synced: row.backupEligible, backedUp: row.backedUp },
    fingerprint: row.publicKey && createHash("sha256").update(row.publicKey).digest("hex"),
  };
}

// A manifest that cannot be read says nothing: the check says why.
function saidBy(manifest: SignatureManifest | null) {
  return {
    reference: manifest?.subject.reference ?? "",
    version: manifest?.subject.version ?? 1,
    preparedAt: manifest?.preparedAt ?? "",
    statement: manifest?.statement ?? "",
    conflicts: manifest?.conflicts ?? [],
    scope: manifest?.scope ?? "",
    counts: countsOf(manifest?.counts ?? {}),
    files: filesOf(manifest?.files ?? {}),
  };
}
