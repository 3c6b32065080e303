import { expect, test } from "vitest";
import { concat, textOf, utf8 } from "./bytes";
import { signCheckpoint } from "./checkpoint";
import { EMPTY_ROOT, leafHash } from "./hash";
import { proveInclusion } from "./inclusion";
import { NaiveTree } from "./testing/naive-tree";
import { seededRandom } from "./testing/random";
import { must, reasonOf } from "./testing/read";
import { sampleSigner } from "./testing/signer";
import { formatTlogProof, parseTlogProof, verifyTlogProof } from "./tlog-proof";

const ORIGIN = "ledger.example.com/acme/calls";
const signer = sampleSigner(ORIGIN);
const entries = Array.from({ length: 11 }, (_, at) => utf8(`entry ${at}`));
const tree = new NaiveTree(entries.map(leafHash));
const checkpoint = signCheckpoint({ origin: ORIGIN, ...tree.head() }, [signer]);
const path = await proveInclusion(4n, 11n, tree.read);
const entry = entries[4] ?? EMPTY_ROOT;
const proof = { extra: entry, index: 4n, path, checkpoint };
const file = formatTlogProof(proof);
const text = textOf(file) ?? "";

test("what was written is read", () => {
  expect(must(parseTlogProof(file))).toEqual(proof);
  expect(must(parseTlogProof(formatTlogProof({ ...proof, extra: null }))).extra).toBeNull();
});

test("a tree of one leaf has a proof without hashes", () => {
  const head = { origin: ORIGIN, size: 1n, root: leafHash(entry) };
  const only = formatTlogProof({
    extra: entry,
    index: 0n,
    path: [],
    checkpoint: signCheckpoint(head, [signer]),
  });
  expect(textOf(only)).toMatch(/\nindex 0\n\nledger/);
  expect(must(verifyTlogProof(only, [signer.key])).index).toBe(0n);
});

test("without the entry in it a proof needs to be told the leaf", () => {
  const bare = formatTlogProof({ ...proof, extra: null });
  expect(reasonOf(verifyTlogProof(bare, [signer.key]))).toBe("leaf");
  expect(must(verifyTlogProof(bare, [signer.key], leafHash(entry))).entry).toBeNull();
});

test("the entry in it does not count before its hash fits", () => {
  const other = formatTlogProof({ ...proof, extra: utf8("entry 5") });
  expect(reasonOf(verifyTlogProof(other, [signer.key]))).toBe("proof");
  expect(reasonOf(verifyTlogProof(other, [signer.key], leafHash(entry)))).toBe("leaf");
});

test("another index, another key, another checkpoint: each has its own reason", () => {
  const stranger = sampleSigner(ORIGIN, 5);
  const smaller = signCheckpoint({ origin: ORIGIN, ...tree.head(7) }, [signer]);
  const verify = (changes: object) =>
    reasonOf(verifyTlogProof(formatTlogProof({ ...proof, ...changes }), [signer.key]));
  expect(verify({ index: 5n })).toBe("proof");
  expect(verify({ index: 11n })).toBe("proof");
  expect(verify({ checkpoint: smaller })).toBe("proof");
  expect(
    verify({ checkpoint: signCheckpoint({ origin: ORIGIN, ...tree.head() }, [stranger]) }),
  ).toBe("unknown_key");
  expect(verify({ path: path.toReversed() })).toBe("proof");
});

test.each([
  ["another version", text.replace("@v1", "@v2")],
  ["no header", text.slice(text.indexOf("\n") + 1)],
  ["no index", text.replace(/index 4\n/, "")],
  ["an index with a leading zero", text.replace("index 4", "index 04")],
  ["a negative index", text.replace("index 4", "index -4")],
  ["extra after index", text.replace(/(extra .*\n)(index 4\n)/, "$2$1")],
  ["extra twice", text.replace(/(extra .*\n)/, "$1$1")],
  ["extra that is not base64", text.replace(/extra .*\n/, "extra !\n")],
  ["a short hash", text.replace(/(index 4\n)/, "$1AAAA\n")],
  [
    "64 hashes",
    text.replace(/(index 4\n)/, `$1${"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n".repeat(64)}`),
  ],
  ["no checkpoint", text.slice(0, text.indexOf("\n\n") + 1)],
  ["carriage returns", text.replaceAll("\n", "\r\n")],
  ["a space before", ` ${text}`],
])("a file with %s is malformed", (_name, broken) => {
  expect(broken).not.toBe(text);
  expect(reasonOf(parseTlogProof(utf8(broken)))).toBe("framing");
});

test("garbled files get a verdict, never an exception", () => {
  const random = seededRandom(7);
  for (let round = 0; round < 2_000; round += 1) {
    const cut = random.below(file.length);
    const garbled = concat(
      file.slice(0, cut),
      random.bytes(random.below(20)),
      file.slice(cut + random.below(20)),
    );
    const verdict = verifyTlogProof(garbled, [signer.key]);
    if (verdict.ok) expect(garbled).toEqual(file);
  }
});
