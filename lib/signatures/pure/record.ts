// SIG-03: a signature as it is kept and handed out: every raw byte of it, so that anybody can check it again.
import { textOf, toHex, utf8 } from "@/lib/ledger/bytes";
import type { Json } from "@/lib/ledger/canonical-json";
import { canonicalJson, type JsonObject } from "@/lib/ledger/canonical-json";
import { sha256 } from "@/lib/ledger/crypto";
import {
  type Guarded,
  isCount,
  isFlag,
  isInstantText,
  isNullOr,
  isObjectOf,
  isOneOf,
  isText,
} from "@/lib/ledger/json-shape";
import { parseJson } from "@/lib/ledger/strict-json";
import { fails, found, type Read } from "@/lib/ledger/verdict";
import { fromBase64url } from "./base64url";
import { SIGNATURE_METHODS } from "./manifest";

function isBase64url(json: Json | undefined): json is string {
  return typeof json === "string" && fromBase64url(json) !== null;
}

function isInteger(json: Json | undefined): json is number {
  return typeof json === "number" && Number.isSafeInteger(json);
}

const isRecord = isObjectOf({
  v: isOneOf([1]),
  id: isText,
  challengeId: isText,
  subjectKind: isText,
  subjectId: isText,
  sequence: isCount,
  role: isText,
  personId: isText,
  printedName: isText,
  printedTitle: isText,
  typedName: isText,
  method: isOneOf(SIGNATURE_METHODS),
  manifestHash: isText,
  nonce: isBase64url,
  passkeyId: isNullOr(isText),
  credentialId: isNullOr(isText),
  publicKey: isNullOr(isBase64url),
  algorithm: isNullOr(isInteger),
  aaguid: isNullOr(isText),
  rpId: isText,
  origin: isText,
  clientData: isNullOr(isBase64url),
  authenticatorData: isNullOr(isBase64url),
  signature: isBase64url,
  counter: isNullOr(isCount),
  userPresent: isFlag,
  userVerified: isFlag,
  backupEligible: isFlag,
  backedUp: isFlag,
  recentlyEnrolled: isFlag,
  sealKey: isNullOr(isText),
  software: isText,
  receivedAt: isInstantText,
  previousHash: isText,
});

/**
 * The row of a signature without its hash and without the text of its manifest, which `manifestHash` names. Bytes are unpadded
 * base64url, hashes lower-case hex, instants ISO 8601 in UTC with milliseconds.
 */
export type SignatureRecord = Guarded<typeof isRecord>;

/** The text of signature.json, RFC 8785. Errors: not_json. */
export function formatSignatureRecord(record: SignatureRecord): Uint8Array {
  const json: JsonObject = record;
  return utf8(canonicalJson(json));
}

/** SHA-256 of signature.json, lower-case hex: what the next signature and the governance log name it by. */
export function signatureHash(record: SignatureRecord): string {
  return toHex(sha256(formatSignatureRecord(record)));
}

/** The record in bytes, nothing of it checked but its form, which is the canonical one. Fails with `framing`. */
export function parseSignatureRecord(bytes: Uint8Array): Read<SignatureRecord> {
  const text = textOf(bytes);
  if (text === null) return fails("framing", "The signature is not UTF-8.");
  const json = parseJson(text);
  if (!json.ok) return json;
  if (!isRecord(json.value)) {
    return fails("framing", "The signature lacks a member, or one is not what it must be.");
  }
  if (canonicalJson(json.value) === text) return found(json.value);
  return fails("framing", "The signature is not in its canonical form.");
}
