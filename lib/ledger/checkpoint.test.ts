import { expect, test } from "vitest";
import { concat, textOf, utf8 } from "./bytes";
import { checkpointText, openCheckpoint, parseCheckpointText, signCheckpoint } from "./checkpoint";
import { EMPTY_ROOT } from "./hash";
import { signNote } from "./note";
import { must, reasonOf } from "./testing/read";
import { sampleSigner } from "./testing/signer";

const ORIGIN = "ledger.example.com/acme/calls";
const signer = sampleSigner(ORIGIN);
const HEAD = { origin: ORIGIN, size: 3n, root: EMPTY_ROOT };
const ROOT_LINE = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

test("the text is origin, size and root", () => {
  expect(checkpointText(HEAD)).toBe(`${ORIGIN}\n3\n${ROOT_LINE}\n`);
  expect(must(parseCheckpointText(checkpointText(HEAD)))).toEqual(HEAD);
});

// c2sp.org/tlog-checkpoint, its example.
test("the published example is read", () => {
  const text =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  expect(must(parseCheckpointText(text))).toMatchObject({
    origin: "example.com/behind-the-sofa",
    size: 20852163n,
  });
});

test.each([
  ["an extension line", `${ORIGIN}\n3\n${ROOT_LINE}\nmore\n`],
  ["a missing line", `${ORIGIN}\n3\n`],
  ["no end", `${ORIGIN}\n3\n${ROOT_LINE}`],
  ["a leading zero", `${ORIGIN}\n03\n${ROOT_LINE}\n`],
  ["a sign", `${ORIGIN}\n+3\n${ROOT_LINE}\n`],
  ["a size beyond all", `${ORIGIN}\n18446744073709551616\n${ROOT_LINE}\n`],
  ["a short root", `${ORIGIN}\n3\nAAAA\n`],
  ["a root without padding", `${ORIGIN}\n3\n${ROOT_LINE.slice(0, -1)}\n`],
  ["no origin", `\n3\n${ROOT_LINE}\n`],
  ["an origin with a space", `a b\n3\n${ROOT_LINE}\n`],
])("a text with %s is no checkpoint", (_name, text) => {
  expect(reasonOf(parseCheckpointText(text))).toBe("framing");
});

test("a signed checkpoint opens under the key of its log", () => {
  const note = signCheckpoint(HEAD, [signer]);
  expect(must(openCheckpoint(note, [signer.key]))).toEqual({ ...HEAD, keys: [signer.key], note });
});

test("a trusted key of another log vouches for nothing", () => {
  const other = sampleSigner("ledger.example.com/acme/governance", 2);
  const note = signNote(checkpointText(HEAD), [other]);
  expect(reasonOf(openCheckpoint(note, [other.key, signer.key]))).toBe("origin");
  expect(() => signCheckpoint(HEAD, [other])).toThrow("a log signs under its origin");
});

test("in a rotation both keys sign, the old one first, and either is enough to open", () => {
  const fresh = sampleSigner(ORIGIN, 7);
  const note = signCheckpoint(HEAD, [signer, fresh]);
  expect(must(openCheckpoint(note, [signer.key])).keys).toEqual([signer.key]);
  expect(must(openCheckpoint(note, [fresh.key])).keys).toEqual([fresh.key]);
  expect(must(openCheckpoint(note, [fresh.key, signer.key])).keys).toEqual([signer.key, fresh.key]);
});

test("text before the checkpoint does not open as one", () => {
  const note = concat(utf8("hello\n"), signCheckpoint(HEAD, [signer]));
  expect(reasonOf(openCheckpoint(note, [signer.key]))).toBe("signature");
});

test("an origin that no note can carry is not signed", () => {
  expect(() => checkpointText({ ...HEAD, origin: "a b" })).toThrow("no checkpoint");
  expect(() => checkpointText({ ...HEAD, size: -1n })).toThrow("no checkpoint");
  expect(textOf(signCheckpoint(HEAD, [signer]))).toContain(`\n\n— ${ORIGIN} `);
});
