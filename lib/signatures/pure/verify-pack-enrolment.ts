// SIG-07 and SIG-08: whose passkey it is, by the governance log, and whether it was still theirs to sign with.
import { fails } from "@/lib/ledger/verdict";
import type { PackFindings, PackRemark } from "./pack-findings";
import { enrolmentProof, revocationProof } from "./pack-layout";
import type { ProvenChange } from "./proven-change";
import type { SignatureRecord } from "./record";
import { type OpenPack, proven } from "./verify-pack-open";

/** The person enrolled this passkey themselves, before they signed with it, and it had not been revoked by then (SIG-07, SIG-08). */
export async function checkEnrolment(
  pack: OpenPack,
  record: SignatureRecord,
  leaf: ProvenChange | null,
  findings: PackFindings,
): Promise<PackRemark[]> {
  const file = enrolmentProof(record.credentialId ?? "");
  if (!pack.names.has(file)) {
    findings.add(fails("enrolment", "Nothing proves whose passkey this is.", { file }));
    return [];
  }
  const enrolled = await proven(pack, file, "passkey.enrolled", findings);
  if (enrolled === null) return [];
  const objection = objectionToEnrolment(record, enrolled, leaf);
  if (objection !== null) {
    findings.add(fails("enrolment", objection, { file, index: enrolled.index }));
  }
  const age = Date.parse(record.receivedAt) - Date.parse(enrolled.occurredAt);
  const isRecent = record.recentlyEnrolled || age < DAY_MS;
  return [
    ...(record.backupEligible ? (["synced"] as const) : []),
    ...(isRecent ? (["recently-enrolled"] as const) : []),
    ...(await checkRevocation(pack, record, findings)),
  ];
}

const DAY_MS = 24 * 3_600_000;

function objectionToEnrolment(
  record: SignatureRecord,
  { after, actor, index }: ProvenChange,
  leaf: ProvenChange | null,
): string | null {
  const isKey =
    after.credentialId === record.credentialId &&
    after.publicKey === record.publicKey &&
    after.algorithm === record.algorithm;
  if (!isKey) return "Another key was enrolled under this credential.";
  if (after.personId !== record.personId) return "The passkey belongs to somebody else.";
  if (actor.kind !== "person" || actor.id !== record.personId) {
    return "Somebody else enrolled the passkey in the signer's place.";
  }
  if (after.rpId !== record.rpId) return "The passkey was enrolled for another site.";
  return leaf !== null && index >= leaf.index ? "It was enrolled after it had signed." : null;
}

async function checkRevocation(
  pack: OpenPack,
  record: SignatureRecord,
  findings: PackFindings,
): Promise<PackRemark[]> {
  const file = revocationProof(record.credentialId ?? "");
  if (!pack.names.has(file)) return [];
  const revoked = await proven(pack, file, "passkey.revoked", findings);
  if (revoked === null) return [];
  const where = { file, index: revoked.index };
  if (revoked.after.credentialId !== record.credentialId) {
    findings.add(fails("enrolment", "The entry is about another passkey.", where));
    return [];
  }
  if (revoked.occurredAt > record.receivedAt) return ["revoked-later"];
  findings.add(fails("enrolment", "The passkey had been revoked before it signed.", where));
  return [];
}
