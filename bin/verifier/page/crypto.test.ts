import { createHash } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import { p256 } from "@noble/curves/nist.js";
import { describe, expect, test } from "vitest";
import { concat, fromHex, toHex, utf8 } from "@/lib/ledger/bytes";
import * as node from "@/lib/ledger/crypto";
import { seededRandom, withFlippedBit } from "@/lib/ledger/testing/random";
import * as browser from "./crypto";

// The page and verify.mjs must give one verdict, so the same vectors go through both, also those of a dishonest signer.
const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;
const FIELD = Point.Fp.ORDER;
const TORSION = Point.fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
const MESSAGE = utf8("ledger.example.com/acme/calls\n3\n");

const fromLittleEndian = (bytes: Uint8Array) =>
  BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`);
const littleEndian = (value: bigint) =>
  (fromHex(value.toString(16).padStart(64, "0")) ?? new Uint8Array()).reverse();
const challenge = (...parts: Uint8Array[]) =>
  fromLittleEndian(
    createHash("sha512")
      .update(concat(...parts))
      .digest(),
  ) % ORDER;

/** A signature by whoever knows the secret scalar, with any point added to R and to the key. */
function sign({ r = 5n, a = 7n, onR = Point.ZERO, onA = Point.ZERO, message = MESSAGE }) {
  const key = Point.BASE.multiply(a).add(onA).toBytes();
  const encodedR = Point.BASE.multiply(r).add(onR).toBytes();
  const s = (r + challenge(encodedR, key, message) * a) % ORDER;
  return { key, message, signature: concat(encodedR, littleEndian(s)) };
}

function verdicts(key: Uint8Array, message: Uint8Array, signature: Uint8Array) {
  return [node, browser].map((made) => made.ed25519Verify(key, message, signature));
}

const honest = sign({});
const BOTH = [true, true];
const NEITHER = [false, false];

test("both modules export the same names", () => {
  expect(Object.keys(browser).sort()).toEqual(Object.keys(node).sort());
  expect([browser.HASH_SIZE, browser.PUBLIC_KEY_SIZE, browser.SIGNATURE_SIZE]).toEqual([
    node.HASH_SIZE,
    node.PUBLIC_KEY_SIZE,
    node.SIGNATURE_SIZE,
  ]);
  expect(browser.P256_POINT_SIZE).toBe(node.P256_POINT_SIZE);
});

test("SHA-256 is the same over parts of any length, whole and piece by piece", () => {
  const random = seededRandom(3);
  for (let round = 0; round < 200; round += 1) {
    const parts = Array.from({ length: random.below(4) }, () => random.bytes(random.below(300)));
    const [a, b] = [node, browser].map(({ sha256, runningSha256 }) => {
      const running = runningSha256();
      for (const part of parts) running.update(part);
      return [sha256(...parts), running.digest()];
    });
    expect(b).toEqual(a);
    expect(a?.[0]).toEqual(a?.[1]);
  }
});

describe("Ed25519", () => {
  // RFC 8032 §7.1, TEST 1 to TEST 3.
  test.each([
    [
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ],
    [
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
      "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ],
    [
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
      "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ],
  ])("the published signature of %s", (key, message, signature) => {
    const [k, m, s] = [key, message, signature].map((hex) => fromHex(hex) ?? new Uint8Array());
    if (!k || !m || !s) return expect.fail("hex");
    expect(verdicts(k, m, s)).toEqual(BOTH);
    for (let at = 0; at < 64; at += 1)
      expect(verdicts(k, m, withFlippedBit(s, at))).toEqual(NEITHER);
  });

  test("one made here holds, and one with S + L does not", () => {
    const { key, message, signature } = honest;
    expect(verdicts(key, message, signature)).toEqual(BOTH);
    const s = fromLittleEndian(signature.subarray(32)) + ORDER;
    expect(verdicts(key, message, concat(signature.subarray(0, 32), littleEndian(s)))).toEqual(
      NEITHER,
    );
  });

  test("a point of small order added to R, or to the key, makes no second answer", () => {
    for (let times = 1n; times < 8n; times += 1n) {
      const onR = sign({ onR: TORSION.multiplyUnsafe(times) });
      expect(verdicts(onR.key, onR.message, onR.signature)).toEqual(NEITHER);
    }
    // With a key of mixed order some messages fit both equations of RFC 8032, and some only one: never two answers.
    const seen = new Set<boolean>();
    for (let number = 0; number < 40; number += 1) {
      const mixed = sign({ onA: TORSION, message: utf8(`message ${number}`) });
      const [a = false, b = true] = verdicts(mixed.key, mixed.message, mixed.signature);
      expect(b).toBe(a);
      seen.add(a);
    }
    expect(seen.size).toBe(2);
  });

  test("a key of small order, under which one signature fits many messages, holds for none", () => {
    const signature = concat(Point.BASE.toBytes(), littleEndian(1n));
    for (let times = 0n; times < 8n; times += 1n) {
      const key = TORSION.multiplyUnsafe(times).toBytes();
      for (const sign of [0, 0x80]) {
        const signed = key.map((byte, at) => (at === 31 ? byte ^ sign : byte));
        for (let number = 0; number < 8; number += 1) {
          expect(verdicts(signed, utf8(`message ${number}`), signature)).toEqual(NEITHER);
        }
      }
    }
  });

  test("a coordinate that is not reduced is no second name of a point", () => {
    for (let y = 0n; y < 19n; y += 1n) {
      for (const sign of [0n, 2n ** 255n]) {
        const unreduced = littleEndian(FIELD + y + sign);
        expect(verdicts(unreduced, MESSAGE, honest.signature)).toEqual(NEITHER);
        const asR = concat(unreduced, honest.signature.subarray(32));
        expect(verdicts(honest.key, MESSAGE, asR)).toEqual(NEITHER);
      }
    }
  });

  test("random bytes never get two answers, nor an exception", () => {
    const random = seededRandom(8);
    for (let round = 0; round < 300; round += 1) {
      const key = random.below(2) === 0 ? honest.key : random.bytes(random.below(2) * 32);
      const signature = random.below(3) === 0 ? random.bytes(random.below(70)) : honest.signature;
      const [a, b] = verdicts(key, MESSAGE, signature);
      expect(b).toBe(a);
    }
  });
});

describe("P-256", () => {
  const secret = new Uint8Array(32).fill(9);
  const key = p256.getPublicKey(secret, false);
  const signature = p256.sign(MESSAGE, secret, { lowS: false });
  const order = p256.Point.Fn.ORDER;
  const bigEndian = (value: bigint) =>
    fromHex(value.toString(16).padStart(64, "0")) ?? new Uint8Array();
  const number = (bytes: Uint8Array) => BigInt(`0x${toHex(bytes)}`);
  const p256Verdicts = (k: Uint8Array, message: Uint8Array, s: Uint8Array) =>
    [node, browser].map((made) => made.p256Verify(k, message, s));

  // RFC 6979 §A.2.5, P-256 with SHA-256, message "sample".
  test("the published signature", () => {
    const [x = new Uint8Array(), y = new Uint8Array(), r = new Uint8Array(), s = new Uint8Array()] =
      [
        "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
        "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
        "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
      ].map((hex) => fromHex(hex) ?? new Uint8Array());
    const point = concat(Uint8Array.of(4), x, y);
    expect(p256Verdicts(point, utf8("sample"), concat(r, s))).toEqual(BOTH);
    expect(p256Verdicts(point, utf8("test"), concat(r, s))).toEqual(NEITHER);
  });

  test("one bit changed anywhere in key or signature, and it holds for neither", () => {
    expect(p256Verdicts(key, MESSAGE, signature)).toEqual(BOTH);
    for (let at = 0; at < 65; at += 1) {
      expect(p256Verdicts(withFlippedBit(key, at, at % 8), MESSAGE, signature)).toEqual(NEITHER);
      if (at < 64)
        expect(p256Verdicts(key, MESSAGE, withFlippedBit(signature, at, at % 8))).toEqual(NEITHER);
    }
  });

  test("both take either s, as passkeys make them, and neither a number outside of 1 to n - 1", () => {
    const [r, s] = [signature.subarray(0, 32), number(signature.subarray(32))];
    expect(p256Verdicts(key, MESSAGE, concat(r, bigEndian(order - s)))).toEqual(BOTH);
    const zero = new Uint8Array(32);
    for (const odd of [
      concat(r, zero),
      concat(zero, signature.subarray(32)),
      concat(r, bigEndian(order)),
    ])
      expect(p256Verdicts(key, MESSAGE, odd)).toEqual(NEITHER);
  });

  test("no compressed point, no point at infinity, no coordinate that is not reduced, no other size", () => {
    const prime = p256.Point.Fp.ORDER;
    const unreduced = concat(Uint8Array.of(4), bigEndian(prime), key.subarray(33));
    for (const odd of [
      p256.getPublicKey(secret, true),
      Uint8Array.of(0),
      new Uint8Array(65),
      concat(Uint8Array.of(4), new Uint8Array(64)),
      unreduced,
      concat(Uint8Array.of(6), key.subarray(1)),
    ]) {
      expect(p256Verdicts(odd, MESSAGE, signature)).toEqual(NEITHER);
    }
    expect(p256Verdicts(key, MESSAGE, signature.slice(1))).toEqual(NEITHER);
  });

  test("random bytes never get two answers, nor an exception", () => {
    const random = seededRandom(12);
    for (let round = 0; round < 100; round += 1) {
      const k = random.below(2) === 0 ? key : concat(Uint8Array.of(4), random.bytes(64));
      const s = random.below(2) === 0 ? signature : random.bytes(random.below(2) * 64);
      const [a, b] = p256Verdicts(k, MESSAGE, s);
      expect(b).toBe(a);
    }
  });
});
