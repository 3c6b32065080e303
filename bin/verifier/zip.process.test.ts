import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { compareBytewise, concat, concatAll, utf8 } from "@/lib/ledger/bytes";
import { crc32 } from "@/lib/ledger/crc32";
import { type Files, sampleBundle, tampered } from "@/lib/ledger/testing/memory-bundle";
import { SampleLog } from "@/lib/ledger/testing/sample-log";
import { CALLS_KEY } from "@/lib/ledger/testing/verify";
import { memberOf, zipOf } from "@/lib/ledger/testing/zip";
import { formatVkey } from "@/lib/ledger/vkey";
import { zipDirectory, zipLocalHeader } from "@/lib/ledger/zip-write";
import { fileOf } from "./testing/bundles";
import { inOneLine, verified } from "./testing/run";

const KEY = formatVkey(CALLS_KEY);
const FILES = await sampleBundle(new SampleLog(30), { start: 3, end: 20 });
const ZIP = zipOf(FILES);
const END = 22;

const verdict = async (zip: Uint8Array) =>
  inOneLine(await verified(fileOf(zip, "bundle.zip"), "--vkey", KEY, "--no-remember"));

/** The ZIP with one file stored as `packed`, which the directory describes as it should be. */
function withPacked(name: string, packed: Uint8Array, bytes: Uint8Array): Uint8Array {
  const members = [...FILES]
    .sort(([left], [right]) => compareBytewise(left, right))
    .map(([other, content]) =>
      other === name
        ? {
            packed,
            member: {
              ...{ name, method: 8 as const, crc: crc32(bytes) },
              ...{ packed: packed.length, bytes: bytes.length },
            },
          }
        : memberOf(other, content, 8),
    );
  return concatAll([
    ...members.flatMap(({ member, packed: data }) => [zipLocalHeader(member), data]),
    zipDirectory(members.map(({ member }) => member)),
  ]);
}

function named(name: string): Files {
  return tampered(FILES, name, utf8("root::0:0::/:/bin/sh\n"));
}

/** The ZIP with bytes written over it at a distance from the first place where `mark` stands. */
function patched(mark: string, distance: number, ...bytes: readonly number[]): Uint8Array {
  const copy = ZIP.slice();
  copy.set(bytes, Buffer.from(ZIP).indexOf(mark, 0, "latin1") + distance);
  return copy;
}

test.each([
  "../../etc/passwd",
  "/etc/passwd",
  "log/../../x",
  "C:/x",
  "a\\b",
  "log//checkpoint",
  "./README.txt",
  "a\u0000b",
])("a ZIP with a file named %j is refused", async (name) => {
  expect(await verdict(zipOf(named(name)))).toBe("40 INVALID framing (framing 1)");
});

test.each([
  ["bytes after its end", concat(ZIP, utf8("x"))],
  ["a comment, in which another end may hide", withComment()],
  ["no end", ZIP.slice(0, -1)],
  ["another ZIP after it", concat(ZIP, ZIP)],
  ["nothing in it", new Uint8Array()],
  ["an encrypted member", patched("PK\u0001\u0002", 8, 1)],
  ["a member packed in an unknown way", patched("PK\u0001\u0002", 10, 9)],
  ["another date than all others", patched("PK\u0001\u0002", 14, 0x22)],
  ["one file twice", twice()],
])("a ZIP with %s is refused", async (_what, zip) => {
  expect(await verdict(zip)).toBe("40 INVALID framing (framing 1)");
});

test("a member with bytes after the end of its stream cannot be read, and neither can a torn or swollen one", async () => {
  const readme = FILES.get("README.txt") ?? new Uint8Array();
  const packed = new Uint8Array(deflateRawSync(readme));
  const put = (bytes: Uint8Array) => verdict(withPacked("README.txt", bytes, readme));
  const broken = "40 INVALID framing README.txt (framing 1)";
  expect(await put(packed)).toBe("10 VERIFIED");
  expect(await put(concat(packed, Uint8Array.of(0)))).toBe(broken);
  expect(await put(concat(packed, packed))).toBe(broken);
  expect(await put(packed.slice(0, -1))).toBe(broken);
  expect(await put(new Uint8Array(deflateRawSync(new Uint8Array(2 ** 26))))).toBe(broken);
});

test("a local header that says another name or place is refused", async () => {
  expect(await verdict(patched("PK\u0003\u0004", 30, 0x52 ^ 0x20))).toMatch(/^40 INVALID framing/);
  expect(await verdict(patched("PK\u0003\u0004", 26, 9))).toMatch(/^40 INVALID framing/);
});

function withComment(): Uint8Array {
  const copy = concat(ZIP, utf8("hi"));
  copy[ZIP.length - END + 20] = 2;
  return copy;
}

function twice(): Uint8Array {
  const copy = ZIP.slice();
  // In the directory, which stands last, a name of the same length becomes that of another file.
  Buffer.from(copy.buffer).write("README.txt", Buffer.from(copy.buffer).lastIndexOf("policy.txt"));
  return copy;
}
