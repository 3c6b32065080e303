import { expect, test } from "vitest";
import { fromHex, toHex, utf8 } from "./bytes";
import { ed25519Verify, runningSha256, sha256 } from "./crypto";
import { withFlippedBit } from "./testing/random";

const bytes = (hex: string) => fromHex(hex) ?? new Uint8Array();

// FIPS 180-4, the three-letter message.
test("SHA-256 has its published answer, whole or piece by piece", () => {
  const answer = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(toHex(sha256(utf8("a"), utf8("bc")))).toBe(answer);
  const running = runningSha256();
  running.update(utf8("ab"));
  running.update(utf8("c"));
  expect(toHex(running.digest())).toBe(answer);
});

test("one call and piece by piece agree at every length around what is joined in place", () => {
  for (const length of [0, 1, 32, 65_535, 65_536, 65_537, 65_538, 200_000]) {
    const part = new Uint8Array(length).map((_, at) => at % 251);
    const running = runningSha256();
    running.update(Uint8Array.of(0));
    running.update(part);
    expect(sha256(Uint8Array.of(0), part)).toEqual(running.digest());
  }
});

// RFC 8032 §7.1, TEST 2.
const publicKey = bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
const message = Uint8Array.of(0x72);
const signature = bytes(
  "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
);

test("the published Ed25519 signature verifies, and not after one bit changed anywhere", () => {
  expect(ed25519Verify(publicKey, message, signature)).toBe(true);
  expect(ed25519Verify(publicKey, Uint8Array.of(0x73), signature)).toBe(false);
  for (let at = 0; at < 64; at += 1) {
    expect(ed25519Verify(publicKey, message, withFlippedBit(signature, at, at % 8))).toBe(false);
  }
  for (let at = 0; at < 32; at += 1) {
    expect(ed25519Verify(withFlippedBit(publicKey, at, at % 8), message, signature)).toBe(false);
  }
});

test("keys and signatures of any other size are false, not an exception", () => {
  expect(ed25519Verify(publicKey.slice(1), message, signature)).toBe(false);
  expect(ed25519Verify(publicKey, message, signature.slice(1))).toBe(false);
  expect(ed25519Verify(new Uint8Array(), message, new Uint8Array())).toBe(false);
  expect(ed25519Verify(new Uint8Array(32).fill(255), message, signature)).toBe(false);
});
