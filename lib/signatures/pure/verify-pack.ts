// SIG-10, SCN-06, SCN-07, G7: a review pack, verified offline. One pure core; `verify.mjs` and `verify.html` are its skins.
import type { BundleSource } from "@/lib/ledger/bundle-source";
import { compareBytewise } from "@/lib/ledger/bytes";
import { type Failure, fails } from "@/lib/ledger/verdict";
import { checkFiles } from "@/lib/ledger/verify/check-files";
import type { TokenCheck } from "@/lib/ledger/verify/check-tokens";
import type { Held } from "@/lib/ledger/verify/other-checkpoints";
import type { VerifierKey } from "@/lib/ledger/vkey";
import { PackFindings, type PackRemark } from "./pack-findings";
import { PACK_MANIFEST, PACK_SEAL, parsePackName } from "./pack-layout";
import type { ProvenChange } from "./proven-change";
import { checkContents, type Together } from "./verify-pack-contents";
import { checkAssigned } from "./verify-pack-decisions";
import { checkHeld } from "./verify-pack-held";
import { checkSeal, type OpenPack, openPack, provenSealKeys } from "./verify-pack-open";
import { type PackReport, packReport } from "./verify-pack-report";
import { checkSignature, type OpenSignature, openSignature } from "./verify-pack-signature";
import { checkSnapshot, type PackSnapshot } from "./verify-pack-snapshot";
import { checkTable } from "./verify-pack-table";

/** The parts of a verification, in their order. */
export const PACK_STEPS = ["snapshot", "signatures", "seal", "files"] as const;
export type PackStep = (typeof PACK_STEPS)[number];

export type VerifyPackRequest = {
  readonly source: BundleSource;
  /** The keys of governance logs that the verifier's user trusts. Never taken from the pack (L7). */
  readonly trusted: readonly VerifierKey[];
  readonly given: Held["given"];
  /** What was remembered of the log of this origin, or null. */
  readonly recall: (origin: string) => Promise<Held["remembered"]>;
  /** Null: tokens are left alone. */
  readonly tokenHolds: TokenCheck | null;
  readonly progress?: (step: PackStep, done: number) => void;
};

// A review has one for each reviewer and stage, the sign-off and its addenda.
const MAX_SIGNATURES = 10_000;

/** The report over something that cannot even be opened. */
export function unopenedPack(failure: Failure): PackReport {
  const findings = new PackFindings();
  findings.add(failure);
  return packReport(findings, { manifest: null });
}

/** Verifies a pack. Never throws on hostile bytes. Errors: what `read`, `recall` and `tokenHolds` throw when the machine fails. */
export async function verifyPack(request: VerifyPackRequest): Promise<PackReport> {
  const opened = await openPack(request.source, request.trusted);
  if (!opened.ok) return unopenedPack(opened);
  const pack = opened.value;
  const findings = new PackFindings();
  request.progress?.("snapshot", 1);
  const snapshot = await checkSnapshot(pack, findings);
  const keyFindings = new PackFindings();
  const sealKeys = await provenSealKeys(pack, keyFindings);
  await checkSignatures(pack, request, { snapshot, sealKeys }, findings);
  request.progress?.("seal", 1);
  findings.take(keyFindings);
  await checkSeal(pack, sealKeys, findings);
  checkNames(pack, findings);
  let done = 0;
  const named = { ...pack, manifest: { files: new Map(Object.entries(pack.manifest.files)) } };
  await checkFiles(named, findings, () => request.progress?.("files", ++done), UNNAMED);
  const remembered = await request.recall(pack.manifest.origin);
  const held = checkHeld(pack, { given: request.given, remembered }, findings);
  const lines = snapshot?.lines.length ?? null;
  return packReport(findings, { manifest: pack.manifest, held, lines });
}

// The manifest names neither itself nor the seal over it.
const UNNAMED = [PACK_MANIFEST, PACK_SEAL];

type Known = { readonly snapshot: PackSnapshot | null; readonly sealKeys: readonly string[] };

async function checkSignatures(
  pack: OpenPack,
  { tokenHolds, progress }: VerifyPackRequest,
  { snapshot, sealKeys }: Known,
  findings: PackFindings,
): Promise<void> {
  const folders = pack.manifest.signatures.slice(0, MAX_SIGNATURES);
  const earlier = { hashes: [], used: new Set<string>() };
  const together: Together = {
    ...{ signed: new Map(), ends: new Map(), table: new Map(), assignments: null },
  };
  const opened: { readonly signature: OpenSignature; readonly leaf: ProvenChange | null }[] = [];
  for (const [at, folder] of folders.entries()) {
    progress?.("signatures", at + 1);
    const before = findings.all;
    const signature = await openSignature(pack, folder);
    if (!signature.ok) {
      findings.add(signature);
      continue;
    }
    const known = { earlier, snapshot, sealKeys, tokenHolds };
    const { leaf, remarks } = await checkSignature(pack, signature.value, known, findings);
    if (snapshot !== null) {
      await checkContents(pack, signature.value, snapshot, together, findings);
    }
    const more = checkSigner(signature.value, snapshot, together, findings);
    const holds = findings.all === before;
    findings.signatures.push(shown(signature.value, leaf, [...remarks, ...more], holds));
    opened.push({ signature: signature.value, leaf });
  }
  if (together.assignments !== null) checkAssigned(together.signed, together.assignments, findings);
  await checkTable(pack, together.table, findings);
  checkRoles(
    pack,
    opened.map(({ signature }) => signature),
    findings,
  );
}

/** The sign-off is by whoever was to make it. Of an addendum, which may come years later, it is only said. */
function checkSigner(
  { folder, record, manifest }: OpenSignature,
  snapshot: PackSnapshot | null,
  { assignments }: Together,
  findings: PackFindings,
): PackRemark[] {
  const { role, personId, receivedAt } = record;
  if (role !== "sign-off" && role !== "addendum") return [];
  // The log took the owner before anybody decided; a list of assignments is only what the signer says of themselves.
  const isAsked =
    assignments?.isAsked(0, 3) !== true ||
    [receivedAt, manifest.preparedAt].some((at) => assignments.has(0, 3, personId, at));
  const isListed = snapshot?.owner === personId && isAsked;
  if (isListed) return [];
  if (role === "addendum") return ["signer-not-listed"];
  const file = `signatures/${folder}/signature.json`;
  findings.add(fails("signer", "Whoever signed was not the one to sign the review off.", { file }));
  return [];
}

/** One sign-off, parts before it, addenda after it; and as many versions as there are of both. */
function checkRoles(
  { manifest }: OpenPack,
  signatures: readonly OpenSignature[],
  findings: PackFindings,
): void {
  const roles = signatures.map(({ record }) => record.role);
  const signOff = roles.indexOf("sign-off");
  if (manifest.signatures.length === 0) findings.gaps.push({ kind: "no-signature" });
  else if (signOff < 0) findings.gaps.push({ kind: "not-signed-off" });
  const isInOrder = roles.every((role, at) => {
    if (role === "sign-off") return at === signOff;
    return role === "addendum" ? signOff >= 0 && at > signOff : signOff < 0 || at < signOff;
  });
  if (!isInOrder) {
    findings.add(fails("order", "Parts come before the one sign-off, addenda after it."));
  }
  const addenda = roles.filter((role) => role === "addendum").length;
  if (signOff >= 0 && manifest.review.version !== addenda + 1) {
    const detail = "The pack names another version of the review than its signatures make.";
    findings.add(fails("claim", detail, { file: PACK_MANIFEST }));
  }
  if (manifest.signatures.length > MAX_SIGNATURES) {
    findings.add(fails("count", "The pack names more signatures than a review can have."));
  }
}

function shown(
  { folder, record, manifest, hash }: OpenSignature,
  leaf: ProvenChange | null,
  remarks: readonly PackRemark[],
  holds: boolean,
) {
  const { role, personId, printedName: name, printedTitle: title, method } = record;
  const { statement, conflicts, counts } = manifest;
  return {
    ...{ folder, role, personId, name, title, method, credentialId: record.credentialId },
    ...{ signedAt: record.receivedAt, recordedAt: leaf?.takenAt ?? null },
    ...{ digest: record.manifestHash, hash, statement, conflicts, counts, holds, remarks },
  };
}

/** Each name must be one that a pack has, and that this one has a use for. Adds `stray_file`. */
function checkNames({ names, manifest }: OpenPack, findings: PackFindings): void {
  const folders = new Set(manifest.signatures);
  const strays = [...names].filter((name) => {
    const file = parsePackName(name);
    return file === null || (file.kind === "signature" && !folders.has(file.folder));
  });
  for (const file of strays.sort(compareBytewise)) {
    findings.add(fails("stray_file", "The pack has no use for this file.", { file }));
  }
}
