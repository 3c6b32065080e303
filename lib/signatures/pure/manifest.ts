// SIG-02: what a person signs, as RFC 8785 text, and how the files behind it are named: by the hash of the whole and of each line.
import { textOf, toHex, utf8 } from "@/lib/ledger/bytes";
import { canonicalJson, type JsonObject } from "@/lib/ledger/canonical-json";
import { sha256 } from "@/lib/ledger/crypto";
import {
  type Guarded,
  isCount,
  isInstantText,
  isJsonObject,
  isListOf,
  isNullOr,
  isObjectOf,
  isOneOf,
  isRecordOf,
  isText,
} from "@/lib/ledger/json-shape";
import { parseJson } from "@/lib/ledger/strict-json";
import { fails, found, type Read } from "@/lib/ledger/verdict";

/** What stands before every challenge, so that no other signature of the same passkey can pass for one of these. */
export const SIGNATURE_PURPOSE = "app/review-signoff/v1";

export const SIGNATURE_METHODS = ["passkey", "password"] as const;
export type SignatureMethod = (typeof SIGNATURE_METHODS)[number];

/** A file that was signed. `lines`: without its header. `lineHashes`: of `lineHashesText`, so that a changed line can be named. */
export type SignedFile = {
  readonly sha256: string;
  readonly lines: number;
  readonly lineHashes: string;
};

const isSignedFile = isObjectOf({ sha256: isText, lines: isCount, lineHashes: isText });
const isManifest = isObjectOf({
  v: isOneOf([1]),
  purpose: isOneOf([SIGNATURE_PURPOSE]),
  subject: isObjectOf({ kind: isText, id: isText, reference: isText, version: isCount }),
  role: isText,
  sequence: isCount,
  method: isOneOf(SIGNATURE_METHODS),
  files: isRecordOf(isSignedFile),
  counts: isRecordOf(isCount),
  statistics: isNullOr(isJsonObject),
  signer: isObjectOf({ id: isText, name: isText, title: isText }),
  statement: isText,
  conflicts: isListOf(isText),
  scope: isText,
  policyVersion: isCount,
  rp: isObjectOf({ id: isText, origin: isText }),
  software: isText,
  previous: isText,
  preparedAt: isInstantText,
});

/** `previous`: hash of the signature before it about the same subject, empty for the first. Hashes are lower-case hex. */
export type SignatureManifest = Guarded<typeof isManifest>;

/** The manifest in bytes, nothing of it checked but its form, which is the canonical one. Fails with `framing`. */
export function parseSignatureManifest(bytes: Uint8Array): Read<SignatureManifest> {
  const text = textOf(bytes);
  if (text === null) return fails("framing", "The manifest of the signature is not UTF-8.");
  const json = parseJson(text);
  if (!json.ok) return json;
  if (!isManifest(json.value)) {
    return fails(
      "framing",
      "The manifest of the signature lacks a member, or one is not what it must be.",
    );
  }
  if (canonicalJson(json.value) === text) return found(json.value);
  return fails("framing", "The manifest of the signature is not in its canonical form.");
}

/** The bytes of a manifest. Errors: not_json. */
export function formatSignatureManifest(manifest: SignatureManifest): Uint8Array {
  const json: JsonObject = manifest;
  return utf8(canonicalJson(json));
}

/** SHA-256 of a manifest's bytes. */
export function manifestHashOf(manifest: Uint8Array): Uint8Array {
  return sha256(manifest);
}

/** How a file of lines is named in a manifest. Its first line is its header. */
export function hashFile(bytes: Uint8Array): SignedFile {
  return {
    sha256: toHex(sha256(bytes)),
    lines: Math.max(0, linesOf(bytes).length - 1),
    lineHashes: toHex(sha256(utf8(lineHashesText(bytes)))),
  };
}

/** SHA-256 of each line without its LF, the header's first, as lower-case hex, each ended by LF. */
export function lineHashesText(bytes: Uint8Array): string {
  return linesOf(bytes)
    .map((line) => `${toHex(sha256(line))}\n`)
    .join("");
}

const LF = 0x0a;

/** The lines of a file without their LF. What stands after the last LF is a line as well. */
export function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LF, start);
    const stop = end < 0 ? bytes.length : end;
    lines.push(bytes.subarray(start, stop));
    start = stop + 1;
  }
  return lines;
}
