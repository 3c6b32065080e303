import { toBase64 } from "@/lib/ledger/base64";
import { toHex, utf8 } from "@/lib/ledger/bytes";
import { canonicalJson, type JsonObject } from "@/lib/ledger/canonical-json";
import { sha256 } from "@/lib/ledger/crypto";
import type { Files } from "@/lib/ledger/testing/memory-bundle";
import { toBase64url } from "../pure/base64url";
import { sealMessage } from "../pure/challenge";
import { formatSignatureManifest, hashFile, lineHashesText } from "../pure/manifest";
import { enrolmentProof, LAUNCHED_PROOF, PACK_MANIFEST, PACK_SEAL } from "../pure/pack-layout";
import { formatPackManifest, type PackManifest } from "../pure/pack-manifest";
import { formatSignatureRecord, type SignatureRecord, signatureHash } from "../pure/record";
import { GOVERNANCE_ORIGIN, GovernanceLog } from "./governance-log";
import {
  ADA,
  AS_OF,
  assignmentLines,
  BEN,
  CLEO,
  correctedLines,
  DEE,
  decisionsTable,
  deltaLines,
  NAMES,
  ndjson,
  partLines,
  REVIEW,
  snapshotLines,
  wholeLines,
} from "./sample-review";
import { answered, RP, SEAL, SEAL_VKEY, type SignWish } from "./sample-signature";
import { softwareAuthenticator } from "./software-authenticator";

export type PackWish = {
  readonly signatures?: readonly SignWish[];
  readonly launched?: JsonObject;
  readonly launchedOf?: string;
  /** The passkeys are enrolled after they signed. */
  readonly enrolledLast?: boolean;
  readonly enrolledBy?: string;
  readonly enrolledAt?: string;
  readonly revoked?: string;
  readonly snapshot?: Uint8Array;
  readonly says?: Partial<PackManifest>;
};

export const HONEST: readonly SignWish[] = [
  { role: "stage-1", person: ADA },
  { role: "stage-1", person: BEN },
  { role: "stage-2", person: CLEO },
  { role: "sign-off", person: DEE },
];

/** The honest signatures, one of them made otherwise. */
export function with1(at: number, wish: Partial<SignWish>): SignWish[] {
  return HONEST.map((honest, place) => (place === at ? { ...honest, ...wish } : honest));
}

type Signed = {
  readonly record: SignatureRecord;
  readonly manifest: Uint8Array;
  readonly files: Files;
};

/** The files of a pack, in memory, sealed. */
export function samplePack(wish: PackWish = {}): Files {
  const snapshot = wish.snapshot ?? ndjson(snapshotLines());
  const log = new GovernanceLog();
  const proofs = new Map<string, number>();
  log.add({
    action: "installation.established",
    actorId: "setup",
    subjectId: "i",
    after: {},
    at: AS_OF,
  });
  proofs.set(
    "proofs/seal-key.tlog-proof",
    log.add({
      ...{ action: "seal-key.adopted", actorId: "sealer", actorKind: "job", subjectId: SEAL_VKEY },
      ...{ after: { vkey: SEAL_VKEY }, at: AS_OF },
    }),
  );
  if (!wish.enrolledLast) enrolAll(log, wish, proofs);
  proofs.set(
    LAUNCHED_PROOF,
    log.add({
      ...{ action: "review.launched", actorId: DEE, at: AS_OF },
      subjectId: wish.launchedOf ?? REVIEW.id,
      after: { snapshotHash: hashFile(snapshot).sha256, snapshotLines: 5, ...wish.launched },
    }),
  );
  const signed = signAll(log, snapshot, wish, proofs);
  if (wish.enrolledLast) enrolAll(log, wish, proofs);
  const files = new Map<string, Uint8Array>([
    ["README.txt", utf8("A pack.\n")],
    ["decisions.csv", decisionsTable(hashFile(snapshot).sha256)],
    ["snapshot.ndjson", snapshot],
    ["snapshot.lines", utf8(lineHashesText(snapshot))],
  ]);
  for (const [at, { record, manifest, files: own }] of signed.entries()) {
    const folder = `signatures/${folderOf(at)}`;
    files.set(`${folder}/signature.json`, formatSignatureRecord(record));
    files.set(`${folder}/manifest.json`, manifest);
    for (const [name, bytes] of own) {
      files.set(`${folder}/${name}.ndjson`, bytes);
      files.set(`${folder}/${name}.lines`, utf8(lineHashesText(bytes)));
    }
  }
  for (const [name, index] of proofs) files.set(name, log.proof(index));
  return sealed(files, snapshot, wish.says);
}

const folderOf = (at: number) => String(at + 1).padStart(3, "0");

/** The files with a manifest that names them as they are now, and a seal over it, as the server would make them. */
export function sealed(
  files: Files,
  snapshot: Uint8Array,
  says: Partial<PackManifest> = {},
): Files {
  const named = [...files].filter(([name]) => name !== PACK_MANIFEST && name !== PACK_SEAL);
  const folders = new Set(named.flatMap(([name]) => /^signatures\/(\d+)\//.exec(name)?.[1] ?? []));
  const manifest = formatPackManifest({
    ...{ v: 1, kind: "access-review-pack", origin: GOVERNANCE_ORIGIN },
    ...{ created: "2026-10-21T10:00:00.000Z", snapshot: hashFile(snapshot) },
    review: { ...REVIEW, version: 1, status: "signed" },
    signatures: [...folders],
    files: Object.fromEntries(
      named.map(([name, bytes]) => [name, { bytes: bytes.length, sha256: toHex(sha256(bytes)) }]),
    ),
    ...{ software: "1.0.0", demo: false },
    ...says,
  });
  const signature = toBase64(SEAL.sign(sealMessage("pack", sha256(manifest))));
  const seal = utf8(canonicalJson({ vkey: SEAL_VKEY, signature }));
  return new Map([...named, [PACK_MANIFEST, manifest], [PACK_SEAL, seal]]);
}

function enrolAll(log: GovernanceLog, wish: PackWish, proofs: Map<string, number>): void {
  for (const person of [ADA, BEN, CLEO, DEE]) {
    const { credentialId, publicKey, algorithm } = softwareAuthenticator(person);
    const after = {
      ...{ personId: person, credentialId, publicKey: toBase64url(publicKey), algorithm },
      ...{ rpId: RP.id, origin: RP.origin },
    };
    const subjectId = `passkey-${person}`;
    const actorId = wish.enrolledBy ?? person;
    const at = wish.enrolledAt ?? "2026-09-01T10:00:00.000Z";
    proofs.set(
      enrolmentProof(credentialId),
      log.add({ action: "passkey.enrolled", actorId, subjectId, after, at }),
    );
    if (wish.revoked === undefined || person !== DEE) continue;
    const revoked = { action: "passkey.revoked", actorId: person, subjectId, after };
    const index = log.add({ ...revoked, at: wish.revoked });
    proofs.set(enrolmentProof(credentialId).replace(".tlog", ".revoked.tlog"), index);
  }
}

function signAll(
  log: GovernanceLog,
  snapshot: Uint8Array,
  wish: PackWish,
  proofs: Map<string, number>,
): Signed[] {
  const signed: Signed[] = [];
  for (const one of wish.signatures ?? HONEST) {
    const made = signOne(
      one,
      snapshot,
      signed.map(({ record }) => record),
    );
    signed.push(made);
    const hash = one.leaf?.hash ?? signatureHash(made.record);
    const index = log.add({
      ...{ action: "signature.made", actorId: one.leaf?.actorId ?? one.person },
      ...{ subjectId: made.record.id, after: { ...made.record, hash } },
      at: made.record.receivedAt,
    });
    proofs.set(`signatures/${folderOf(signed.length - 1)}/leaf.tlog-proof`, index);
  }
  return signed;
}

function honestFiles({ role, person }: SignWish, snapshot: string): Record<string, Uint8Array> {
  if (role === "addendum") {
    return {
      decisions: ndjson(correctedLines(snapshot, "revoke")),
      delta: ndjson(deltaLines(snapshot)),
    };
  }
  if (role !== "sign-off") return { decisions: ndjson(partLines(role, person, snapshot)) };
  return {
    decisions: ndjson(wholeLines(snapshot)),
    delta: ndjson(deltaLines(snapshot)),
    assignments: ndjson(assignmentLines()),
  };
}

function signOne(
  wish: SignWish,
  snapshot: Uint8Array,
  earlier: readonly SignatureRecord[],
): Signed {
  const { role, person, method = "passkey" } = wish;
  const { sha256: snapshotHash } = hashFile(snapshot);
  const all = { ...honestFiles(wish, snapshotHash), ...wish.files };
  const files = new Map(
    Object.entries(all).flatMap(([name, bytes]) => (bytes ? [[name, bytes]] : [])),
  );
  const last = earlier.at(-1);
  const manifest = formatSignatureManifest({
    ...{ v: 1, purpose: "app/review-signoff/v1", role, sequence: earlier.length + 1, method },
    subject: { kind: "access-review", ...REVIEW, version: 1 },
    files: {
      snapshot: hashFile(snapshot),
      ...Object.fromEntries([...files].map(([name, bytes]) => [name, hashFile(bytes)])),
    },
    counts: countsOf(files.get("decisions")),
    statistics: null,
    signer: { id: person, name: NAMES[person] ?? "", title: "Owner" },
    ...{ statement: `I, ${NAMES[person]}, reviewed this.`, conflicts: [], scope: "All servers." },
    ...{ policyVersion: 1, rp: RP, software: "1.0.0" },
    previous: last === undefined ? "" : signatureHash(last),
    preparedAt: `2026-10-2${earlier.length}T10:00:00.000Z`,
    ...wish.says,
  });
  const record = answered(wish, manifest, earlier.length);
  return { record: wish.record?.(record, earlier) ?? record, manifest, files };
}

function countsOf(bytes: Uint8Array | undefined): Record<string, number> {
  const text = new TextDecoder().decode(bytes ?? new Uint8Array());
  const counts: Record<string, number> = { lines: text.split("\n").length - 2 };
  for (const [, outcome = ""] of text.matchAll(/"outcome":"([a-z-]+)"/g)) {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}
