import { expect, test } from "vitest";
import { type BundleSource, readFile } from "./bundle-source";
import { concat, concatAll, utf8 } from "./bytes";
import { crc32 } from "./crc32";
import { type Files, memorySource, sampleBundle } from "./testing/memory-bundle";
import { seededRandom } from "./testing/random";
import { must, reasonOf } from "./testing/read";
import { SampleLog } from "./testing/sample-log";
import { CALLS_KEY, summary } from "./testing/verify";
import { inMemory, memberOf, nodeInflate, zipOf } from "./testing/zip";
import { verifyBundle } from "./verify/verify-bundle";
import { isBundlePath, readZipDirectory } from "./zip-directory";
import { openZip } from "./zip-read";
import { type ZipMember, zipDirectory, zipLocalHeader } from "./zip-write";

const FILES: Files = new Map([
  ["README.txt", utf8("hello\n")],
  ["empty", new Uint8Array()],
  ["log/checkpoint", utf8("x".repeat(100_000))],
]);
const ZIP = zipOf(FILES);
const open = (zip: Uint8Array) => openZip(inMemory(zip), nodeInflate);
const END = 22;

async function contentOf(source: BundleSource) {
  const files = new Map<string, Uint8Array>();
  for (const name of source.names) files.set(name, must(await readFile(source, name, 10_000_000)));
  return files;
}

/** The bytes with others written over them. */
function patched(at: number, ...bytes: number[]): Uint8Array {
  const copy = ZIP.slice();
  copy.set(bytes, at);
  return copy;
}

test("what was written is read, packed or not", async () => {
  expect(await contentOf(must(await open(ZIP)))).toEqual(FILES);
  expect(await contentOf(must(await open(zipOf(new Map()))))).toEqual(new Map());
});

test("the same files make the same bytes", () => {
  expect(zipOf(new Map([...FILES].reverse()))).toEqual(ZIP);
});

test("a bundle in a ZIP gets the verdict that its files get", async () => {
  const files = await sampleBundle(new SampleLog(300), { start: 0, end: 300 });
  const ask = { trusted: [CALLS_KEY], given: [], recall: async () => null, tokenHolds: null };
  const zipped = must(await open(zipOf(files)));
  expect(zipped.names).toEqual(memorySource(files).names);
  expect(summary(await verifyBundle({ ...ask, source: zipped }))).toBe("VERIFIED");
});

test("a file that does not unpack makes the bundle invalid, and throws nothing", {
  timeout: 60_000,
}, async () => {
  const files = await sampleBundle(new SampleLog(300), { start: 0, end: 300 });
  const zip = zipOf(files);
  const ask = { trusted: [CALLS_KEY], given: [], recall: async () => null, tokenHolds: null };
  const random = seededRandom(80);
  const outcomes = new Set<string>();
  for (let round = 0; round < 60; round += 1) {
    const at = random.below(zip.length);
    zip[at] = (zip[at] ?? 0) ^ 0x10;
    const source = await open(zip);
    outcomes.add(
      source.ok ? (await verifyBundle({ ...ask, source: source.value })).outcome : "no ZIP",
    );
    zip[at] = (zip[at] ?? 0) ^ 0x10;
  }
  // Where nobody looks (a version, an attribute) a bit may turn and all still hold.
  expect(["INVALID", "VERIFIED", "no ZIP"]).toEqual(expect.arrayContaining([...outcomes]));
  expect(outcomes).toContain("INVALID");
});

const DIRECTORY =
  ZIP.length - END - new DataView(ZIP.buffer).getUint32(ZIP.length - END + 12, true);
test.each([
  ["is cut short", ZIP.slice(0, -1)],
  ["has a comment", concat(ZIP.slice(0, -2), Uint8Array.of(1, 0, 0x21))],
  ["has bytes behind it", concat(ZIP, Uint8Array.of(0))],
  ["is empty", new Uint8Array()],
  ["counts an entry more", patched(ZIP.length - END + 10, 4)],
  ["counts an entry less", patched(ZIP.length - END + 10, 2)],
  ["has its directory elsewhere", patched(ZIP.length - END + 16, 0)],
  ["says that it is zip64 and is not", patched(ZIP.length - END + 10, 0xff, 0xff)],
  ["is encrypted", patched(DIRECTORY + 8, 0x01)],
  ["is packed in another way", patched(DIRECTORY + 10, 12)],
  ["is dated otherwise", patched(DIRECTORY + 12, 1)],
  ["has a day of its own", patched(DIRECTORY + 14, 0x22)],
  ["has a broken directory", patched(DIRECTORY, 0)],
  ["has an absolute name", patched(DIRECTORY + 46, 0x2f)],
  ["has a name with a backslash", patched(DIRECTORY + 46, 0x5c)],
])("a ZIP that %s is refused", async (_name, zip) => {
  expect(reasonOf(await open(zip))).toBe("framing");
});

test.each(["", "/a", "a/", "a//b", "./a", "a/../b", "..", "a\\b", "C:a", "a\u0000b", "a\nb"])(
  "%j is no path within a bundle",
  (name) => {
    expect(isBundlePath(name)).toBe(false);
  },
);

test("names out of order, and a name twice, are neither written nor read", async () => {
  const [a, b] = ["a", "b"].map((name) => memberOf(name, utf8("x"), 0).member);
  if (!a || !b) return expect.fail("members");
  expect(() => zipDirectory([b, a])).toThrow("a is not in its place");
  expect(() => zipDirectory([a, a])).toThrow("a is not in its place");
  const renamed = zipOf(
    new Map([
      ["a", utf8("1")],
      ["b", utf8("2")],
    ]),
  );
  const at = renamed.lastIndexOf(0x62);
  const twice = renamed.slice();
  twice[at] = 0x61;
  expect(reasonOf(await open(twice))).toBe("framing");
});

test("a member whose header names another file, or that reaches into the next, cannot be read", async () => {
  const local = ZIP.slice();
  local[30] = 0x72; // the name in the first local header
  expect(reasonOf(await readFile(must(await open(local)), "README.txt", 100))).toBe("framing");
  const long = ZIP.slice();
  long[28] = 0xff; // its extra field
  expect(reasonOf(await readFile(must(await open(long)), "README.txt", 100))).toBe("framing");
});

test("a member that unpacks to more than it says is given up at once", {
  timeout: 60_000,
}, async () => {
  const { member, packed } = memberOf("bomb", new Uint8Array(50_000_000), 8);
  const small: ZipMember = { ...member, bytes: 10, crc: crc32(new Uint8Array(10)) };
  const zip = concatAll([zipLocalHeader(small), packed, zipDirectory([small])]);
  const read = await readFile(must(await open(zip)), "bomb", 1_000_000_000);
  expect(read).toMatchObject({
    ok: false,
    reason: "framing",
    detail: expect.stringContaining("longer than the ZIP says"),
  });
});

test("sizes and places beyond 4 GiB stand in the zip64 field", () => {
  const large = (name: string, bytes: number): ZipMember => ({
    name,
    method: 0,
    crc: 1,
    packed: bytes,
    bytes,
  });
  const members = [large("a", 10), large("b", 2 ** 33), large("c", 2 ** 32 - 1), large("d", 5)];
  const end = zipDirectory(members);
  const directory = end.subarray(0, end.length - END - 20 - 56);
  const offsets = [0, 41, 41 + 31 + 20 + 2 ** 33, 41 + 2 * (31 + 20) + 2 ** 33 + 2 ** 32 - 1];
  expect(must(readZipDirectory(directory, 4))).toEqual(
    members.map((member, at) => ({ ...member, offset: offsets[at] })),
  );
});

test("a ZIP of 70,000 files has a zip64 end, and is read", { timeout: 60_000 }, async () => {
  const names = Array.from({ length: 70_000 }, (_, at) => `f${String(at).padStart(5, "0")}`);
  const members = names.map((name) => memberOf(name, new Uint8Array(), 0).member);
  const zip = concatAll([...members.map(zipLocalHeader), zipDirectory(members)]);
  expect(must(await open(zip)).names).toEqual(names);
});

test("random bytes are no ZIP, and throw nothing", async () => {
  const random = seededRandom(504);
  for (let round = 0; round < 300; round += 1) {
    const bytes =
      random.below(2) === 0
        ? random.bytes(random.below(500))
        : concat(random.bytes(random.below(200)), ZIP.slice(-200));
    expect(reasonOf(await open(bytes))).toBe("framing");
  }
});
