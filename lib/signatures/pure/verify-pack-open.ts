// First step of verifying a review pack: what it claims to be. Last step: the seal over that claim.
import { fromBase64 } from "@/lib/ledger/base64";
import { type BundleSource, readFile } from "@/lib/ledger/bundle-source";
import { ed25519Verify, sha256 } from "@/lib/ledger/crypto";
import { fails, found, type Read, type Verdict } from "@/lib/ledger/verdict";
import { parseVkey, type VerifierKey } from "@/lib/ledger/vkey";
import { sealMessage } from "./challenge";
import type { PackFindings } from "./pack-findings";
import { PACK_MANIFEST, PACK_SEAL, parsePackName } from "./pack-layout";
import { type PackManifest, parsePackManifest, parsePackSeal } from "./pack-manifest";
import { provenChange } from "./proven-change";

/** A pack whose manifest could be read. Nothing of it is believed before it is proved. */
export type OpenPack = {
  readonly source: BundleSource;
  readonly names: ReadonlySet<string>;
  readonly trusted: readonly VerifierKey[];
  readonly manifest: PackManifest;
  readonly manifestBytes: Uint8Array;
};

export const MAX_PACK_MANIFEST_BYTES = 16 * 2 ** 20;
const MAX_SEAL_BYTES = 100_000;

/** Opens the manifest. Fails with `framing`; then nothing else can be said. */
export async function openPack(
  source: BundleSource,
  trusted: readonly VerifierKey[],
): Promise<Read<OpenPack>> {
  const bytes = await readFile(source, PACK_MANIFEST, MAX_PACK_MANIFEST_BYTES);
  if (!bytes.ok) return bytes;
  const manifest = parsePackManifest(bytes.value);
  if (!manifest.ok) return { ...manifest, file: PACK_MANIFEST };
  const names = new Set(source.names);
  return found({ source, names, trusted, manifest: manifest.value, manifestBytes: bytes.value });
}

/** The server's seal over the manifest, by one of the keys that the governance log proves. Adds `framing`, `seal`. */
export async function checkSeal(
  pack: OpenPack,
  keys: readonly string[],
  findings: PackFindings,
): Promise<void> {
  const bytes = await readFile(pack.source, PACK_SEAL, MAX_SEAL_BYTES);
  const verdict = bytes.ok ? sealFits(bytes.value, pack, keys) : bytes;
  if (!verdict.ok) findings.add({ ...verdict, file: PACK_SEAL });
}

function sealFits(bytes: Uint8Array, pack: OpenPack, keys: readonly string[]): Verdict {
  const seal = parsePackSeal(bytes);
  if (!seal.ok) return seal;
  const { vkey, signature } = seal.value;
  const key = parseVkey(vkey);
  const made = fromBase64(signature);
  if (!key.ok || made === null) return fails("framing", "The seal is no key and a signature.");
  if (!keys.includes(vkey)) {
    return fails("seal", "The governance log does not prove that this seal is the server's.");
  }
  const message = sealMessage("pack", sha256(pack.manifestBytes));
  return ed25519Verify(key.value.publicKey, message, made)
    ? { ok: true }
    : fails("seal", "The server's seal does not fit manifest.json: it was changed afterwards.");
}

/** The verifier keys of seals that the governance log proves to have been adopted. Adds what a proof fails with. */
export async function provenSealKeys(pack: OpenPack, findings: PackFindings): Promise<string[]> {
  const keys: string[] = [];
  for (const name of pack.source.names) {
    if (parsePackName(name)?.kind !== "seal-key") continue;
    const change = await proven(pack, name, "seal-key.adopted", findings);
    if (change === null) continue;
    const { vkey } = change.after;
    if (typeof vkey === "string") keys.push(vkey);
    else findings.add(fails("seal", "The entry names no key of a seal.", { file: name }));
  }
  return keys;
}

/** A change in a file of the pack, or null: then why is added. */
export async function proven(pack: OpenPack, file: string, action: string, findings: PackFindings) {
  const { trusted, manifest, source } = pack;
  const change = await provenChange(source, file, { trusted, origin: manifest.origin, action });
  if (!change.ok) {
    findings.add(change);
    return null;
  }
  findings.checkpoints.push(change.value.checkpoint);
  return change.value;
}
