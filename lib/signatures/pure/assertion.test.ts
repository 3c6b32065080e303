import { describe, expect, test } from "vitest";
import { concat, utf8 } from "@/lib/ledger/bytes";
import { sha256 } from "@/lib/ledger/crypto";
import { seededRandom, withFlippedBit } from "@/lib/ledger/testing/random";
import { type Differing, softwareAuthenticator } from "../testing/software-authenticator";
import { type Assertion, verifyAssertion } from "./assertion";
import { fromBase64url, toBase64url } from "./base64url";
import { coseKey, EDDSA, ES256 } from "./cose";
import { rawSignature } from "./ecdsa-der";

const rpId = "review.example.com";
const origin = `https://${rpId}`;
const challenge = sha256(utf8("challenge"));

function asked(of: Uint8Array = challenge): string {
  return JSON.stringify({ challenge: toBase64url(of), rpId });
}

function assertion(
  differing: Differing = {},
  algorithm: typeof ES256 | typeof EDDSA = ES256,
): Assertion {
  const passkey = softwareAuthenticator("Noor", { algorithm });
  const { response } = JSON.parse(passkey.sign(asked(), differing));
  return {
    clientData: bytes(response.clientDataJSON),
    authenticatorData: bytes(response.authenticatorData),
    signature: bytes(response.signature),
    publicKey: passkey.publicKey,
    ...{ algorithm, challenge, rpId, origin },
  };
}

function bytes(text: string): Uint8Array {
  return fromBase64url(text) ?? expect.fail(text);
}

describe.each([ES256, EDDSA] as const)("SIG-10 an answer of algorithm %i", (algorithm) => {
  test("holds, and not after one bit changed anywhere in it", () => {
    const honest = assertion({}, algorithm);
    expect(verifyAssertion(honest)).toEqual({ ok: true });
    for (const part of ["clientData", "authenticatorData", "signature", "publicKey"] as const) {
      for (let at = 0; at < honest[part].length; at += 7) {
        const changed = { ...honest, [part]: withFlippedBit(honest[part], at, at % 8) };
        expect(verifyAssertion(changed), `${part} ${at}`).toMatchObject({ ok: false });
      }
    }
  });

  test("is no answer of another passkey", () => {
    const { publicKey } = softwareAuthenticator("Jonas", { algorithm });
    const verdict = verifyAssertion({ ...assertion({}, algorithm), publicKey });
    expect(verdict).toMatchObject({ reason: "assertion" });
  });
});

test.each([
  ["another challenge", { challenge: sha256() }, {}, "challenge"],
  ["another origin", {}, { origin: "https://evil.example" }, "signing_origin"],
  ["a page inside another", {}, { crossOrigin: true }, "signing_origin"],
  ["another site", {}, { rpId: "evil.example", origin }, "signing_origin"],
  ["an enrolment", {}, { type: "webauthn.create" }, "signing_origin"],
  ["no user verification", {}, { uv: false }, "user_verification"],
  ["nobody there", {}, { flags: 0x04 }, "user_verification"],
  ["the other algorithm", { algorithm: EDDSA }, {}, "assertion"],
  ["no JSON", { clientData: utf8("{") }, {}, "framing"],
  ["a doubled member", { clientData: utf8('{"type":"webauthn.get","type":"x"}') }, {}, "framing"],
  ["too few bytes", { authenticatorData: new Uint8Array(36) }, {}, "framing"],
])("SIG-10 %s has its own reason", (_, changed, differing, reason) => {
  expect(verifyAssertion({ ...assertion(differing), ...changed })).toMatchObject({
    ok: false,
    reason,
  });
});

test("random bytes are refused, and never an exception", () => {
  const random = seededRandom(6);
  const honest = assertion();
  for (let round = 0; round < 300; round += 1) {
    expect(coseKey(random.bytes(random.below(90)))).toBeNull();
    const signature = random.bytes(random.below(80));
    expect(verifyAssertion({ ...honest, signature })).toMatchObject({ ok: false });
  }
});

test("a DER signature has one form: needless zeros, negative numbers, rests and long lengths are refused", () => {
  const { signature } = assertion();
  expect(rawSignature(signature)).toHaveLength(64);
  const [r, s] = [Uint8Array.of(2, 1, 5), Uint8Array.of(2, 1, 7)];
  const sequence = (...parts: Uint8Array[]) =>
    concat(Uint8Array.of(0x30, concat(...parts).length), ...parts);
  expect(rawSignature(sequence(r, s))?.[31]).toBe(5);
  for (const odd of [
    sequence(Uint8Array.of(2, 2, 0, 5), s),
    sequence(Uint8Array.of(2, 1, 0x85), s),
    sequence(Uint8Array.of(2, 1, 0), s),
    sequence(r),
    sequence(r, s, s),
    concat(sequence(r, s), Uint8Array.of(0)),
    Uint8Array.of(0x30, 0x81, 6, ...r, ...s),
    new Uint8Array(),
  ]) {
    expect(rawSignature(odd)).toBeNull();
  }
});

test("base64url has one form: padding, spare bits and other alphabets are refused", () => {
  for (const length of [0, 1, 2, 3, 4, 33]) {
    const some = seededRandom(length).bytes(length);
    expect(fromBase64url(toBase64url(some))).toEqual(some);
  }
  for (const text of ["AA==", "A", "AB", "a+b/", "a b0"]) expect(fromBase64url(text)).toBeNull();
});
