import { beforeAll, describe, expect, test } from "vitest";
import { ENTRIES, MANIFEST, parseBundleName } from "@/lib/ledger/bundle-layout";
import { type BundleSource, readFile } from "@/lib/ledger/bundle-source";
import { concat, textOf, utf8 } from "@/lib/ledger/bytes";
import { openCheckpoint } from "@/lib/ledger/checkpoint";
import { verifyConsistencyFile, verifyHalfConsistencyFile } from "@/lib/ledger/consistency-file";
import { decodeEntry } from "@/lib/ledger/entry";
import { decodeEntryBundle } from "@/lib/ledger/entry-bundle";
import { gunzipMember, gzipMember } from "@/lib/ledger/gzip";
import { parseManifest } from "@/lib/ledger/manifest";
import { parsePolicy } from "@/lib/ledger/policy";
import { nodeDeflate } from "@/lib/ledger/testing/deflate";
import { type Files, sampleBundle } from "@/lib/ledger/testing/memory-bundle";
import { type Random, seededRandom } from "@/lib/ledger/testing/random";
import { must } from "@/lib/ledger/testing/read";
import { SampleLog } from "@/lib/ledger/testing/sample-log";
import { CALLS_KEY } from "@/lib/ledger/testing/verify";
import { inMemory, zipOf } from "@/lib/ledger/testing/zip";
import { parseTilePath } from "@/lib/ledger/tile";
import { verifyTlogProof } from "@/lib/ledger/tlog-proof";
import { formatRemembered, parseRemembered } from "@/lib/ledger/verify/remembered";
import { verifyBundle } from "@/lib/ledger/verify/verify-bundle";
import { formatVkey, parseVkey } from "@/lib/ledger/vkey";
import { openZip } from "@/lib/ledger/zip-read";
import { inflate } from "./cli/inflate";
import { unopened } from "./shared/opening";

// ledger.md §15, 18: nothing but verdicts, in bounded memory and time.
const LOG = new SampleLog(300);
const TRUSTED = [CALLS_KEY];
const CHECKPOINT_NOTE = LOG.checkpoint();
const HEAD = must(openCheckpoint(CHECKPOINT_NOTE, TRUSTED));
const ROUNDS = 400;
const BOUND_MS = 1_000; // for one answer, on a busy machine; most take a thousandth of that

let files: Files;

beforeAll(async () => {
  files = await sampleBundle(LOG, {
    ...{ start: 0, end: 300, entryBundles: true },
    ...{ consistentFrom: [100], older: [100], proofs: [7] },
  });
});

const get = (name: string) => files.get(name) ?? expect.fail(`no ${name}`);

/** Bytes as somebody might hand them in: turned, cut, doubled, swollen, mixed, or made up. */
function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  const at = random.below(copy.length + 1);
  const to = at + random.below(copy.length - at + 1);
  switch (random.below(8)) {
    case 0:
      return random.bytes(random.below(2000));
    case 1:
      return copy.slice(0, at);
    case 2:
      return concat(copy.subarray(0, at), copy.subarray(to));
    case 3:
      return concat(copy.subarray(0, to), copy.subarray(at));
    case 4:
      return concat(copy.subarray(0, at), random.bytes(random.below(40)), copy.subarray(at));
    case 5:
      return concat(copy.subarray(0, at), copy.subarray(at, to).reverse(), copy.subarray(to));
    case 6:
      return concat(copy, new Uint8Array(random.below(100_000)).fill(random.below(256)));
    default:
      for (let turns = random.below(4) + 1; turns > 0; turns -= 1) {
        const place = random.below(Math.max(1, copy.length));
        copy[place] = random.below(256);
      }
      return copy;
  }
}

const asText = (bytes: Uint8Array) =>
  textOf(bytes) ?? String.fromCharCode(...bytes.subarray(0, 999));

/** Per format a good example and its reader, which answers whether it takes the bytes for good. */
const READERS: readonly (readonly [string, () => Uint8Array, (bytes: Uint8Array) => boolean])[] = [
  ["a note", () => CHECKPOINT_NOTE, (bytes) => openCheckpoint(bytes, TRUSTED).ok],
  [
    "a proof of inclusion",
    () => get("proofs/7.tlog-proof"),
    (bytes) => verifyTlogProof(bytes, TRUSTED, null).ok,
  ],
  [
    "a proof of consistency",
    () => get("consistency/100-300"),
    (bytes) => verifyConsistencyFile(bytes, LOG.tree.head(100), TRUSTED).ok,
  ],
  [
    "a proof of consistency with nobody to hold it against",
    () => get("consistency/100-300"),
    (bytes) => verifyHalfConsistencyFile(bytes, 100n, HEAD, TRUSTED).ok,
  ],
  [
    "a tile path",
    () => utf8("tile/0/x001/234.p/5"),
    (bytes) => parseTilePath(asText(bytes)) !== null,
  ],
  [
    "a name in a bundle",
    () => utf8("log/tile/entries/x001/234"),
    (bytes) => parseBundleName(asText(bytes)) !== null,
  ],
  [
    "a gzip member",
    () => gzipMember(get(ENTRIES), nodeDeflate),
    (bytes) => gunzipMember(bytes, 1_000_000, nodeDeflate).ok,
  ],
  ["an entry", () => LOG.lines[5] ?? new Uint8Array(), (bytes) => decodeEntry(bytes).ok],
  [
    "an entry bundle",
    () => get("log/tile/entries/000"),
    (bytes) => decodeEntryBundle(bytes, 256).ok,
  ],
  ["a manifest", () => get(MANIFEST), (bytes) => parseManifest(bytes).ok],
  ["a policy", () => get("policy.txt"), (bytes) => parsePolicy(bytes).ok],
  ["a verifier key", () => utf8(formatVkey(CALLS_KEY)), (bytes) => parseVkey(asText(bytes)).ok],
  [
    "what was remembered",
    () => formatRemembered({ created: "2026-02-01T00:00:00.000Z", checkpoint: CHECKPOINT_NOTE }),
    (bytes) => parseRemembered(bytes).ok,
  ],
];

describe("mutated bytes are read or refused, and nothing is thrown", () => {
  test.each(READERS)("%s", (_name, example, reads) => {
    const good = example();
    expect(reads(good)).toBe(true);
    const random = seededRandom(good.length);
    for (let round = 0; round < ROUNDS; round += 1) {
      const bytes = mutated(good, random);
      const since = performance.now();
      expect(typeof reads(bytes)).toBe("boolean");
      expect(performance.now() - since).toBeLessThan(BOUND_MS);
    }
  });
});

describe("a note, and what proves by it", () => {
  test("never holds for other bytes than those that were signed", () => {
    const random = seededRandom(5);
    for (let round = 0; round < ROUNDS; round += 1) {
      const opened = openCheckpoint(mutated(CHECKPOINT_NOTE, random), TRUSTED);
      if (opened.ok) expect(opened.value).toMatchObject({ size: 300n, root: HEAD.root });
    }
  });
});

test("a mutated ZIP gets a verdict, and one whose content changed is never verified", {
  timeout: 120_000,
}, async () => {
  const zip = zipOf(files);
  const random = seededRandom(18);
  const outcomes = new Set<string>();
  for (let round = 0; round < 150; round += 1) {
    const bytes = round === 0 ? zip : mutated(zip, random);
    const opened = await openZip(inMemory(bytes), inflate);
    const ask = { trusted: TRUSTED, given: [], recall: async () => null, tokenHolds: null };
    const report = opened.ok
      ? await verifyBundle({ ...ask, source: opened.value })
      : unopened(opened);
    outcomes.add(report.outcome);
    if (report.exit < 40) expect(await contentOf(must(opened))).toEqual(files);
  }
  expect([...outcomes].sort()).toEqual(["INVALID", "VERIFIED"]);
});

test("JSON as deep as a line is long, numbers as long, and names as many are refused in time", () => {
  const deep = "[".repeat(60_000);
  for (const text of [deep, `${deep}${"]".repeat(60_000)}`, `{"a":${"9".repeat(60_000)}}`]) {
    const since = performance.now();
    expect(decodeEntry(utf8(text)).ok).toBe(false);
    expect(performance.now() - since).toBeLessThan(BOUND_MS);
  }
});

async function contentOf(source: BundleSource): Promise<Files> {
  const content = new Map<string, Uint8Array>();
  for (const name of source.names) content.set(name, must(await readFile(source, name, 1_000_000)));
  return content;
}
