// WebAuthn Level 3 §7.2, as far as it can be checked without a server: by anybody, offline, for as long as the bytes are kept.
import { concat, equalBytes, textOf, utf8 } from "@/lib/ledger/bytes";
import { sha256 } from "@/lib/ledger/crypto";
import { isObjectOf, isOneOf, isText } from "@/lib/ledger/json-shape";
import { parseJson } from "@/lib/ledger/strict-json";
import { fails, found, HOLDS, type Read, type Verdict } from "@/lib/ledger/verdict";
import { toBase64url } from "./base64url";
import { coseKey } from "./cose";

/** `clientData` and `authenticatorData` as the browser handed them over; `publicKey` as COSE bytes; `challenge` of 32 bytes. */
export type Assertion = {
  readonly clientData: Uint8Array;
  readonly authenticatorData: Uint8Array;
  readonly signature: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly algorithm: number;
  readonly challenge: Uint8Array;
  readonly rpId: string;
  readonly origin: string;
};

/**
 * Whether a passkey answered this challenge, at this address, having asked who is there. Fails with `framing`, `challenge`,
 * `signing_origin`, `user_verification`, `assertion`.
 */
export function verifyAssertion(assertion: Assertion): Verdict {
  const client = clientDataOf(assertion.clientData);
  if (!client.ok) return client;
  const asked = fitsClientData(client.value, assertion);
  if (!asked.ok) return asked;
  const data = authenticatorFacts(assertion.authenticatorData);
  if (!data.ok) return data;
  if (!equalBytes(data.value.rpIdHash, sha256(utf8(assertion.rpId)))) {
    return fails("signing_origin", `The passkey answered for another site than ${assertion.rpId}.`);
  }
  if (!data.value.userPresent || !data.value.userVerified) {
    return fails(
      "user_verification",
      "The passkey did not ask for a PIN, a fingerprint or a face.",
    );
  }
  return fitsKey(assertion);
}

/** What the authenticator says of itself (§6.1). The flags: somebody touched it, it asked who, it may be synced, it is. */
export type AuthenticatorFacts = {
  readonly rpIdHash: Uint8Array;
  readonly userPresent: boolean;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly counter: number;
};

const HEAD_BYTES = 37;

/** The head of authenticator data. Fails with `framing`. */
export function authenticatorFacts(bytes: Uint8Array): Read<AuthenticatorFacts> {
  if (bytes.length < HEAD_BYTES)
    return fails("framing", "The data of the authenticator is too short.");
  const flags = bytes[32] ?? 0;
  const counter = bytes.subarray(33, HEAD_BYTES).reduce((value, byte) => value * 256 + byte, 0);
  return found({
    rpIdHash: bytes.slice(0, 32),
    userPresent: (flags & 0x01) !== 0,
    userVerified: (flags & 0x04) !== 0,
    backupEligible: (flags & 0x08) !== 0,
    backedUp: (flags & 0x10) !== 0,
    counter,
  });
}

const isClientData = isObjectOf({ type: isText, challenge: isText, origin: isText });
const isFromFrame = isObjectOf({ crossOrigin: isOneOf([true]) });
type ClientData = {
  readonly type: string;
  readonly challenge: string;
  readonly origin: string;
  readonly isFramed: boolean;
};

function clientDataOf(bytes: Uint8Array): Read<ClientData> {
  const text = textOf(bytes);
  const json = text === null ? fails("framing", "not UTF-8") : parseJson(text);
  if (!json.ok || !isClientData(json.value)) {
    return fails("framing", "What the browser says of the act cannot be read.");
  }
  const { type, challenge, origin } = json.value;
  return found({ type, challenge, origin, isFramed: isFromFrame(json.value) });
}

function fitsClientData(client: ClientData, { challenge, origin }: Assertion): Verdict {
  if (client.type !== "webauthn.get") {
    return fails("signing_origin", `The browser was asked for another act, ${client.type}.`);
  }
  if (client.origin !== origin || client.isFramed) {
    return fails("signing_origin", `It was signed at ${client.origin}, not at ${origin}.`);
  }
  if (client.challenge === toBase64url(challenge)) return HOLDS;
  return fails("challenge", "The passkey answered another challenge than that of this manifest.");
}

function fitsKey(assertion: Assertion): Verdict {
  const key = coseKey(assertion.publicKey);
  if (key === null || key.algorithm !== assertion.algorithm) {
    return fails(
      "assertion",
      "The public key is none of ES256 or EdDSA, or not of the algorithm that is said.",
    );
  }
  const signed = concat(assertion.authenticatorData, sha256(assertion.clientData));
  if (key.verify(signed, assertion.signature)) return HOLDS;
  return fails("assertion", "The signature was not made by this passkey over these bytes.");
}
