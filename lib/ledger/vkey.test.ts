import { expect, test } from "vitest";
import { must, reasonOf } from "./testing/read";
import { sampleSigner } from "./testing/signer";
import { formatVkey, isKeyName, parseVkey, verifierKey } from "./vkey";

// Published with golang.org/x/mod/sumdb/note, c2sp.org/signed-note and transparency-dev/formats.
const PUBLISHED = [
  "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
  "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
  "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6", // its base64 holds a plus
];

test.each(PUBLISHED)("%s is read, its id comes out, and it is written the same", (vkey) => {
  expect(formatVkey(must(parseVkey(vkey)))).toBe(vkey);
});

test("one character changed anywhere is noticed", () => {
  const vkey = PUBLISHED[0] ?? "";
  for (let at = 0; at < vkey.length; at += 1) {
    const other = vkey.charAt(at) === "B" ? "C" : "B";
    expect(reasonOf(parseVkey(vkey.slice(0, at) + other + vkey.slice(at + 1)))).toBe("framing");
  }
});

test.each([
  "",
  "+",
  "++",
  "name",
  "name+00000000",
  "name+00000000+",
  "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
  "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2", // type 0x04, a cosignature key
])("%j is refused", (vkey) => {
  expect(reasonOf(parseVkey(vkey))).toBe("framing");
});

test("names hold no spaces, pluses or control characters", () => {
  expect(
    ["", "a b", "a\u00a0b", "a\u2003b", "a+b", "a\nb", "a\u0007b", "\ud800"].map(isKeyName),
  ).toEqual(Array(8).fill(false));
  expect(["a", "ledger.example.com/acme/calls", "é"].map(isKeyName)).toEqual([true, true, true]);
  expect(() => verifierKey("a b", new Uint8Array(32))).toThrow("no key name");
  expect(() => verifierKey("a", new Uint8Array(31))).toThrow("no Ed25519 key");
});

test("the same key under another name has another id", () => {
  const { publicKey } = sampleSigner("a").key;
  expect(verifierKey("a", publicKey).id).not.toBe(verifierKey("b", publicKey).id);
});
