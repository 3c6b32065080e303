import { expect, test } from "vitest";
import { fromBase64, toBase64 } from "./base64";
import { concat, fromHex, textOf, utf8 } from "./bytes";
import { openNote, signNote } from "./note";
import { seededRandom, withFlippedBit } from "./testing/random";
import { must, reasonOf } from "./testing/read";
import { sampleSigner, signerFromSeed } from "./testing/signer";
import { parseVkey } from "./vkey";

// The example of golang.org/x/mod/sumdb/note, from which c2sp.org/signed-note was written.
const PETER = must(parseVkey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"));
const TEXT =
  "If you think cryptography is the answer to your problem,\n" +
  "then you don't know what your problem is.\n";
const PUBLISHED = utf8(
  `${TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`,
);
// The seed stands behind the type byte in the published private key.
const PETER_SEED =
  fromBase64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")?.slice(1) ?? new Uint8Array();

const alice = sampleSigner("example.com/alice", 1);
const bob = sampleSigner("example.com/bob", 2);
const lineOf = (note: Uint8Array) => (textOf(note) ?? "").split("\n\n").at(-1) ?? "";

test("the published note opens under its published key", () => {
  expect(must(openNote(PUBLISHED, [PETER]))).toEqual({ text: TEXT, keys: [PETER] });
});

test("the published note comes out of its published private key, byte for byte", () => {
  expect(textOf(signNote(TEXT, [signerFromSeed("PeterNeumann", PETER_SEED)]))).toBe(
    textOf(PUBLISHED),
  );
});

test("without a trusted key, and with the key of somebody else, it does not open", () => {
  expect(reasonOf(openNote(PUBLISHED, []))).toBe("unknown_key");
  expect(reasonOf(openNote(PUBLISHED, [alice.key]))).toBe("unknown_key");
  expect(reasonOf(openNote(PUBLISHED, [{ ...PETER, name: "Peter" }]))).toBe("unknown_key");
  expect(reasonOf(openNote(PUBLISHED, [{ ...PETER, id: "00000000" }]))).toBe("unknown_key");
});

test("any bit turned anywhere in the published note closes it", () => {
  for (let at = 0; at < PUBLISHED.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      expect(openNote(withFlippedBit(PUBLISHED, at, bit), [PETER]).ok).toBe(false);
    }
  }
});

test("a changed text is a wrong signature, a changed name an unknown key", () => {
  const changed = (from: string, to: string) => utf8((textOf(PUBLISHED) ?? "").replace(from, to));
  expect(reasonOf(openNote(changed("cryptography", "cryptographY"), [PETER]))).toBe("signature");
  expect(reasonOf(openNote(changed("PeterNeumann", "PeterNewmann"), [PETER]))).toBe("unknown_key");
});

test("one good signature does not excuse a bad one by another trusted key", () => {
  const both = textOf(signNote("text\n", [alice, bob])) ?? "";
  const forged = utf8(
    both.replace(lineOf(signNote("text\n", [bob])), lineOf(signNote("other\n", [bob]))),
  );
  expect(reasonOf(openNote(forged, [alice.key, bob.key]))).toBe("signature");
  expect(must(openNote(forged, [alice.key])).keys).toEqual([alice.key]);
});

test("lines by unknown keys are ignored, also longer ones", () => {
  const strange = toBase64(concat(fromHex("01020304") ?? new Uint8Array(), new Uint8Array(2424)));
  const note = concat(signNote("text\n", [bob, alice]), utf8(`— witness.example/w1 ${strange}\n`));
  expect(must(openNote(note, [alice.key])).keys).toEqual([alice.key]);
});

test("a known name with an unknown id, and a known id with an unknown name, are unknown keys", () => {
  const { id } = alice.key;
  const other = sampleSigner("example.com/alice", 9);
  const idBytes = fromHex(id) ?? new Uint8Array();
  const renamed = utf8(
    `text\n\n— example.com/eve ${toBase64(concat(idBytes, new Uint8Array(64)))}\n`,
  );
  expect(reasonOf(openNote(signNote("text\n", [other]), [alice.key]))).toBe("unknown_key");
  expect(reasonOf(openNote(renamed, [alice.key]))).toBe("unknown_key");
});

test("the signatures start at the last empty line, so a text may hold others", () => {
  const text = "one\n\n— example.com/alice AAAAAA==\n\ntwo\n";
  expect(must(openNote(signNote(text, [alice]), [alice.key])).text).toBe(text);
});

test("16 signatures are accepted, and a thousand refused", () => {
  const line = lineOf(signNote("text\n", [alice]));
  const note = (lines: number) => utf8(`text\n\n${line.repeat(lines)}`);
  expect(must(openNote(note(16), [alice.key])).keys).toEqual([alice.key]);
  expect(reasonOf(openNote(note(1000), [alice.key]))).toBe("framing");
});

const SIGNATURE =
  lineOf(signNote("text\n", [alice]))
    .trim()
    .split(" ")[2] ?? "";
test.each([
  ["nothing", ""],
  ["no signature", "text\n\n"],
  ["no empty line", `text\n— example.com/alice ${SIGNATURE}\n`],
  ["no last line feed", `text\n\n— example.com/alice ${SIGNATURE}`],
  ["a hyphen for the dash", `text\n\n- example.com/alice ${SIGNATURE}\n`],
  ["two spaces", `text\n\n—  example.com/alice ${SIGNATURE}\n`],
  ["no name", `text\n\n— ${SIGNATURE}\n`],
  ["a name with a plus", `text\n\n— a+b ${SIGNATURE}\n`],
  ["a fourth word", `text\n\n— example.com/alice ${SIGNATURE} x\n`],
  ["a signature without padding", `text\n\n— example.com/alice ${SIGNATURE.replaceAll("=", "")}\n`],
  ["an id without a signature", "text\n\n— example.com/alice AAAAAA==\n"],
  ["a line that is no signature", `text\n\nhello\n— example.com/alice ${SIGNATURE}\n`],
  ["a carriage return", `text\r\n\n— example.com/alice ${SIGNATURE}\n`],
  ["a null character", `te\u0000xt\n\n— example.com/alice ${SIGNATURE}\n`],
  ["a tab", `te\txt\n\n— example.com/alice ${SIGNATURE}\n`],
])("a note with %s is malformed", (_name, note) => {
  expect(reasonOf(openNote(utf8(note), [alice.key]))).toBe("framing");
});

test("bytes that are not UTF-8, and a note of megabytes, are malformed", () => {
  expect(reasonOf(openNote(concat(Uint8Array.of(0xff), PUBLISHED), [PETER]))).toBe("framing");
  expect(reasonOf(openNote(concat(new Uint8Array(2_000_000).fill(0x61), PUBLISHED), [PETER]))).toBe(
    "framing",
  );
});

test("what no reader would open is not signed", () => {
  for (const text of ["", "no end", "a\u0001\n", "\ud800\n"]) {
    expect(() => signNote(text, [alice])).toThrow("no note text");
  }
  expect(() => signNote("text\n", [])).toThrow("no note text");
  expect(() => signNote("text\n", [{ key: alice.key, sign: () => new Uint8Array(63) }])).toThrow(
    "no signature",
  );
});

test("random bytes get a verdict, never an exception", () => {
  const random = seededRandom(1);
  for (let round = 0; round < 3_000; round += 1) {
    expect(openNote(random.bytes(random.below(300)), [alice.key]).ok).toBe(false);
  }
});
