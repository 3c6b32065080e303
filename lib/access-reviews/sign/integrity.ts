import "server-only";
import { read } from "@/lib/db/read";
import { utf8 } from "@/lib/ledger/bytes";
import { fails, HOLDS, type Verdict } from "@/lib/ledger/verdict";
import type { StoredSignature } from "@/lib/signatures/as-record";
import { parseSignatureManifest } from "@/lib/signatures/pure/manifest";
import { checkSignature, getSignature, listSignatures } from "@/lib/signatures/queries";
import { SIGNATURE_ROLES, type SignatureRole } from "../review-view";
import { snapshotIntegrity } from "../snapshot/integrity";
import { filesHold } from "./files-hold";
import type { ReviewIntegrity, SignatureCheck } from "./integrity-view";
import { REVIEW_SUBJECT } from "./material";
import { untold } from "./told";
import { wasToSign } from "./was-to-sign";

/**
 * Looks at a review again as a stranger would: its snapshot hashed from its rows, and of every signature the manifest, the
 * passkey's answer, who was to sign, and each file made anew from the rows; and whether change records tell of all that counts.
 * Nothing that was concluded before is believed.
 * Errors: PostgreSQL's.
 */
export async function reviewIntegrity(reviewId: string): Promise<ReviewIntegrity> {
  const [snapshot, rows] = await Promise.all([
    snapshotIntegrity(reviewId),
    listSignatures(REVIEW_SUBJECT, reviewId),
  ]);
  const signatures: SignatureCheck[] = [];
  for (const [at, row] of rows.entries()) {
    const verdict = await signatureVerdict(row, rows.slice(0, at));
    signatures.push(toCheck(row, verdict));
  }
  const missing = await missingSignature(reviewId, rows);
  const fault = signatures.find(({ state }) => state === "broken");
  const broken =
    snapshot.state === "broken"
      ? snapshot.detail
      : (missing ?? fault?.detail ?? (await untold(reviewId)));
  return {
    state: broken === undefined ? "whole" : "broken",
    detail: broken ?? wholeDetail(snapshot.detail, rows.length),
    ...{ snapshot, signatures },
  };
}

/** The same of one signature alone; null where there is none of that id. */
export async function signatureIntegrity(signatureId: string): Promise<SignatureCheck | null> {
  const row = await getSignature(signatureId);
  if (!row) return null;
  const rows = await listSignatures(row.subjectKind, row.subjectId);
  const before = rows.filter(({ sequence }) => sequence < row.sequence);
  return toCheck(row, await signatureVerdict(row, before));
}

async function signatureVerdict(
  row: StoredSignature,
  before: readonly StoredSignature[],
): Promise<Verdict> {
  const manifest = parseSignatureManifest(utf8(row.manifest));
  if (!manifest.ok) return manifest;
  const chained = followsOn(row, before);
  if (!chained.ok) return chained;
  const made = checkSignature(row);
  if (!made.ok) return made;
  const key = await enrolled(row);
  if (!key.ok) return key;
  const signer = await wasToSign(row);
  return signer.ok ? filesHold(row, manifest.value) : signer;
}

function followsOn(row: StoredSignature, before: readonly StoredSignature[]): Verdict {
  const last = before.at(-1);
  if (before.some(({ nonce }) => Buffer.compare(nonce, row.nonce) === 0)) {
    return fails("replay", "An earlier signature of this review holds the same nonce.");
  }
  const same = before.some(({ signature }) => Buffer.compare(signature, row.signature) === 0);
  if (same) return fails("replay", "An earlier signature of this review is the same answer.");
  const isNext = row.sequence === before.length + 1 && row.previousHash === (last?.hash ?? "");
  return isNext
    ? HOLDS
    : fails("order", "It does not follow the signature that stands before it: one is missing.");
}

// The key of a signature is the one its person enrolled: a row that brings another key proves nothing.
async function enrolled(row: StoredSignature): Promise<Verdict> {
  if (row.method !== "passkey") return HOLDS;
  const passkey = await read().passkey.findUnique({
    where: { credentialId: row.credentialId ?? "" },
    select: { personId: true, publicKey: true, enrolledAt: true },
  });
  const isTheirs =
    passkey?.personId === row.personId &&
    passkey.enrolledAt <= row.receivedAt &&
    Buffer.compare(passkey.publicKey, row.publicKey ?? new Uint8Array()) === 0;
  return isTheirs
    ? HOLDS
    : fails("enrolment", "The passkey of this signature is not one that its signer enrolled.");
}

// What the review and the change log say was signed must be there: a signature that was deleted breaks it as well.
async function missingSignature(
  reviewId: string,
  rows: readonly StoredSignature[],
): Promise<string | undefined> {
  const review = await read().accessReview.findUnique({
    where: { id: reviewId },
    select: { signedAt: true },
  });
  if (review?.signedAt && !rows.some(({ role }) => role === "sign-off")) {
    return "The review says that it is signed, and its signature is not there.";
  }
  const recorded = await read().changeLogEntry.findMany({
    where: { action: "signature.made", after: { path: ["subjectId"], equals: reviewId } },
    select: { subjectId: true },
  });
  const gone = recorded.filter(({ subjectId }) => !rows.some(({ id }) => id === subjectId));
  return gone.length === 0
    ? undefined
    : `The change log holds ${gone.length} signature(s) that are no longer there.`;
}

function toCheck(row: StoredSignature, verdict: Verdict): SignatureCheck {
  const { id, sequence } = row;
  const role: SignatureRole = SIGNATURE_ROLES.find((known) => known === row.role) ?? "sign-off";
  return verdict.ok
    ? { id, sequence, role, state: "whole", reason: null, detail: HELD }
    : { id, sequence, role, state: "broken", reason: verdict.reason, detail: verdict.detail };
}

const HELD =
  "The manifest, the answer to its challenge, the signer and each file, made again from what is stored, agree with each other.";

function wholeDetail(snapshot: string, signatures: number): string {
  if (signatures === 0) return `${snapshot} Nobody has signed yet.`;
  return `${snapshot} ${signatures === 1 ? "The signature" : `All ${signatures} signatures`} hold over what is stored.`;
}
