// Third step, for each signature: a person of whom the log knows the passkey answered for exactly this manifest, of this review.
import { readFile } from "@/lib/ledger/bundle-source";
import { fails, HOLDS, type Read, type Verdict } from "@/lib/ledger/verdict";
import type { TokenCheck } from "@/lib/ledger/verify/check-tokens";
import { parseSignatureManifest, type SignatureManifest } from "./manifest";
import type { PackFindings, PackRemark } from "./pack-findings";
import { SIGNATURE_FILES, signatureFolder } from "./pack-layout";
import type { ProvenChange } from "./proven-change";
import { parseSignatureRecord, type SignatureRecord, signatureHash } from "./record";
import { checkEnrolment } from "./verify-pack-enrolment";
import { type OpenPack, proven } from "./verify-pack-open";
import type { PackSnapshot } from "./verify-pack-snapshot";
import { verifySignature } from "./verify-signature";

/** A signature with all that is known of it. */
export type OpenSignature = {
  readonly folder: string;
  readonly record: SignatureRecord;
  readonly recordBytes: Uint8Array;
  readonly manifest: SignatureManifest;
  readonly manifestBytes: Uint8Array;
  readonly hash: string;
};

/** What came before a signature: hashes in their order, and every nonce and answer that was used. */
export type Earlier = { readonly hashes: string[]; readonly used: Set<string> };

const MAX_RECORD_BYTES = 1_000_000;
const MAX_MANIFEST_BYTES = 8 * 2 ** 20;
const FIVE_MINUTES_MS = 300_000;

/** Reads signature.json and manifest.json of a folder. Fails with `framing`. */
export async function openSignature(pack: OpenPack, folder: string): Promise<Read<OpenSignature>> {
  const [recordFile, manifestFile] = [
    `signatures/${folder}/${SIGNATURE_FILES.record}`,
    `signatures/${folder}/${SIGNATURE_FILES.manifest}`,
  ];
  const recordBytes = await readFile(pack.source, recordFile, MAX_RECORD_BYTES);
  if (!recordBytes.ok) return recordBytes;
  const record = parseSignatureRecord(recordBytes.value);
  if (!record.ok) return { ...record, file: recordFile };
  const manifestBytes = await readFile(pack.source, manifestFile, MAX_MANIFEST_BYTES);
  if (!manifestBytes.ok) return manifestBytes;
  const manifest = parseSignatureManifest(manifestBytes.value);
  if (!manifest.ok) return { ...manifest, file: manifestFile };
  const hash = signatureHash(record.value);
  const bytes = { recordBytes: recordBytes.value, manifestBytes: manifestBytes.value };
  return {
    ok: true,
    value: { folder, record: record.value, manifest: manifest.value, hash, ...bytes },
  };
}

/**
 * Everything about one signature but the files it is over. Adds `replay`, `other_subject`, `order`, `challenge`, `signing_origin`,
 * `user_verification`, `assertion`, `signer`, `enrolment`, `seal`, `leaf`, and what a proof fails with. Answers what is to be said of it.
 */
export async function checkSignature(
  pack: OpenPack,
  signature: OpenSignature,
  known: {
    readonly earlier: Earlier;
    readonly snapshot: PackSnapshot | null;
    readonly sealKeys: readonly string[];
    readonly tokenHolds: TokenCheck | null;
  },
  findings: PackFindings,
): Promise<{ readonly leaf: ProvenChange | null; readonly remarks: readonly PackRemark[] }> {
  const file = `signatures/${signature.folder}/${SIGNATURE_FILES.record}`;
  const verdicts = [
    unused(signature, known.earlier),
    ofThisReview(pack, signature),
    verifySignature(signature.record, signature.manifestBytes),
    inItsPlace(signature, known.earlier),
    inItsTime(signature, known.snapshot),
  ];
  for (const verdict of verdicts) if (!verdict.ok) findings.add({ ...verdict, file });
  remember(signature, known.earlier);
  const leaf = await checkLeaf(pack, signature, known.snapshot, findings);
  const method =
    signature.record.method === "passkey"
      ? await checkEnrolment(pack, signature.record, leaf, findings)
      : checkSealKey(signature, known.sealKeys, findings);
  const dated = await checkTimeStamp(pack, signature, known.tokenHolds, findings);
  return { leaf, remarks: [...method, ...dated, ...takenLater(signature, leaf)] };
}

/** A nonce counts once, and so does an answer. */
function unused({ record }: OpenSignature, { used }: Earlier): Verdict {
  return marksOf(record).some((mark) => used.has(mark))
    ? fails(
        "replay",
        "The same nonce, or the same answer of a passkey, stands in a signature before it.",
      )
    : HOLDS;
}

function marksOf({ nonce, clientData, challengeId, signature }: SignatureRecord): string[] {
  const answer = clientData === null ? [] : [`answer ${clientData}`];
  return [`nonce ${nonce}`, `challenge ${challengeId}`, `signature ${signature}`, ...answer];
}

function remember({ record, hash }: OpenSignature, { hashes, used }: Earlier): void {
  hashes.push(hash);
  for (const mark of marksOf(record)) used.add(mark);
}

function ofThisReview({ manifest: { review } }: OpenPack, { manifest, record }: OpenSignature) {
  const { kind, id, reference } = manifest.subject;
  if (kind !== "access-review" || id !== review.id || record.subjectId !== review.id) {
    return fails("other_subject", `It was signed for ${kind} ${id}, not for this review.`);
  }
  if (reference === review.reference) return HOLDS;
  return fails("claim", "The pack calls the review by another reference than was signed.");
}

function inItsPlace({ folder, record }: OpenSignature, { hashes }: Earlier): Verdict {
  const sequence = hashes.length + 1;
  if (record.sequence !== sequence || folder !== signatureFolder(sequence)) {
    return fails(
      "order",
      `It is number ${record.sequence} of the review, and stands at ${sequence}.`,
    );
  }
  return record.previousHash === (hashes.at(-1) ?? "")
    ? HOLDS
    : fails("order", "It does not name the signature before it: one was left out or changed.");
}

function inItsTime({ record, manifest }: OpenSignature, snapshot: PackSnapshot | null): Verdict {
  const [asked, answered] = [Date.parse(manifest.preparedAt), Date.parse(record.receivedAt)];
  if (answered < asked || answered - asked > FIVE_MINUTES_MS) {
    return fails(
      "challenge",
      "It was not answered within the five minutes that a challenge is good for.",
    );
  }
  const isBefore = snapshot?.asOf != null && manifest.preparedAt < snapshot.asOf;
  return isBefore ? fails("order", "It says that it was signed before the snapshot.") : HOLDS;
}

/** The governance log took exactly this signature, by exactly this person, after the start of the review. */
async function checkLeaf(
  pack: OpenPack,
  { folder, record, hash }: OpenSignature,
  snapshot: PackSnapshot | null,
  findings: PackFindings,
): Promise<ProvenChange | null> {
  const file = `signatures/${folder}/${SIGNATURE_FILES.proof}`;
  if (!pack.names.has(file)) {
    findings.gaps.push({ kind: "not-in-ledger", what: "signature", file });
    return null;
  }
  const leaf = await proven(pack, file, "signature.made", findings);
  if (leaf === null) return null;
  const where = { file, index: leaf.index };
  if (leaf.subjectId !== record.id || leaf.after.hash !== hash) {
    findings.add(fails("leaf", "The governance log took another signature than this one.", where));
  }
  if (leaf.actor.kind !== "person" || leaf.actor.id !== record.personId) {
    findings.add(fails("signer", "The governance log says that somebody else made it.", where));
  }
  const launched = snapshot?.launched ?? null;
  if (launched !== null && leaf.index <= launched.index) {
    findings.add(fails("order", "It stands in the log before the start of the review.", where));
  }
  return leaf;
}

function checkSealKey(
  { folder, record }: OpenSignature,
  sealKeys: readonly string[],
  findings: PackFindings,
): PackRemark[] {
  if (!sealKeys.includes(record.sealKey ?? "")) {
    const file = `signatures/${folder}/${SIGNATURE_FILES.record}`;
    findings.add(
      fails("seal", "The governance log does not prove the key of this seal.", { file }),
    );
  }
  return ["password"];
}

/** An RFC 3161 token over signature.json. Adds `signature`. */
async function checkTimeStamp(
  pack: OpenPack,
  { folder, recordBytes }: OpenSignature,
  holds: TokenCheck | null,
  findings: PackFindings,
): Promise<PackRemark[]> {
  const file = `signatures/${folder}/${SIGNATURE_FILES.timeStamp}`;
  if (!pack.names.has(file)) return ["not-time-stamped"];
  if (holds === null) return ["time-stamp-not-checked"];
  const token = await readFile(pack.source, file, MAX_RECORD_BYTES);
  if (!token.ok || !(await holds(recordBytes, token.value))) {
    findings.add(fails("signature", "The token does not hold for this signature.", { file }));
  }
  return [];
}

const HOUR_MS = 3_600_000;

function takenLater({ record }: OpenSignature, leaf: ProvenChange | null): PackRemark[] {
  const late = leaf === null ? 0 : Date.parse(leaf.takenAt) - Date.parse(record.receivedAt);
  return Math.abs(late) > HOUR_MS ? ["taken-later"] : [];
}
