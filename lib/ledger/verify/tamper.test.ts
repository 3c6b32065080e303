import { describe, expect, test } from "vitest";
import { CHECKPOINT, ENTRIES, MANIFEST } from "../bundle-layout";
import { concat, textOf, utf8 } from "../bytes";
import { joinLines, splitLines } from "../lines";
import { type Files, manifestOf, sampleBundle, tampered } from "../testing/memory-bundle";
import { seededRandom, withFlippedBit } from "../testing/random";
import { must } from "../testing/read";
import { SampleLog, sampleTs } from "../testing/sample-log";
import { sampleSigner } from "../testing/signer";
import { summary, verifyFiles } from "../testing/verify";

// Whoever tampers here also makes the manifest fit: it is unsigned, so its hashes stop nobody.
const LOG = new SampleLog(600);
const FILES = await sampleBundle(LOG, {
  start: 99,
  end: 201,
  time: { from: sampleTs(99), to: sampleTs(201) },
  consistentFrom: [50, 256, 300],
  older: [300],
  proofs: [150],
});
const WHOLE = await sampleBundle(LOG, { start: 0, end: 600, entryBundles: true });

const get = (name: string, files: Files = FILES) => files.get(name) ?? new Uint8Array();
const verdict = async (files: Files) => summary(await verifyFiles(files));
const lines = () => must(splitLines(get(ENTRIES)));
const withLines = (changed: readonly Uint8Array[], says = {}) =>
  tampered(FILES, ENTRIES, joinLines(changed), says);
const without = (at: number) => lines().filter((_, place) => place !== at);
const saying = (says: object) => tampered(FILES, "README.txt", get("README.txt"), says);
const claiming = (claims: object) => saying({ claims: { ...manifestOf(FILES).claims, ...claims } });
const replaced = (name: string, from: string | RegExp, to: string) =>
  tampered(FILES, name, utf8((textOf(get(name)) ?? "").replace(from, to)));

test("before anybody tampers, both bundles are verified", async () => {
  expect(await verdict(FILES)).toBe("VERIFIED");
  expect(await verdict(WHOLE)).toBe("VERIFIED");
});

describe("entries", () => {
  // Line 0 is entry 98, the witness before; line 103 is entry 201, the witness after.
  test.each([
    [
      "the witness before is dropped",
      withLines(without(0)),
      `INVALID boundary ${ENTRIES} 98 (boundary 1)`,
    ],
    [
      "the first entry is dropped",
      withLines(without(1)),
      `INVALID count ${ENTRIES} (count 1, claim 3)`,
    ],
    [
      "a middle entry is dropped",
      withLines(without(50)),
      `INVALID count ${ENTRIES} (count 1, claim 3)`,
    ],
    [
      "the last entry is dropped",
      withLines(without(102)),
      `INVALID count ${ENTRIES} (count 1, claim 3)`,
    ],
    [
      "the witness after is dropped",
      withLines(without(103)),
      `INVALID boundary ${ENTRIES} 201 (boundary 1)`,
    ],
    [
      "an entry is doubled",
      withLines(lines().toSpliced(50, 0, lines()[50] ?? new Uint8Array())),
      `INVALID order ${ENTRIES} 148 (order 1)`,
    ],
    [
      "a line is empty",
      tampered(FILES, ENTRIES, concat(utf8("\n"), get(ENTRIES))),
      `INVALID framing ${ENTRIES} (framing 1, count 1, claim 3, boundary 2)`,
    ],
    [
      "the last line has no end",
      tampered(FILES, ENTRIES, get(ENTRIES).slice(0, -1)),
      `INVALID framing ${ENTRIES} (framing 1, boundary 1)`,
    ],
    [
      "the file is gone",
      tampered(FILES, ENTRIES, null),
      `INVALID framing ${ENTRIES} (framing 1, count 1, claim 3, boundary 2)`,
    ],
  ])("%s", async (_name, files, expected) => {
    expect(await verdict(files)).toBe(expected);
  });

  test("two entries are swapped", async () => {
    const swapped = lines()
      .with(50, lines()[51] ?? new Uint8Array())
      .with(51, lines()[50] ?? new Uint8Array());
    expect(await verdict(withLines(swapped))).toBe(
      `INVALID order ${ENTRIES} 148 (order 1, count 1, claim 3)`,
    );
  });

  test("an entry is dropped, and the manifest says so: then it is withheld, never unnoticed", async () => {
    const { sources } = manifestOf(FILES);
    const holes = [{ ...sources[0], holes: [{ start: 148, end: 149 }] }];
    const claims = { ...manifestOf(FILES).claims, source: false, filter: false };
    const files = withLines(without(50), { disclosed: 101n, withheld: 1n, claims, sources: holes });
    expect(await verdict(files)).toBe("INCOMPLETE");
  });

  test("an entry says it is another, or of another log", async () => {
    const edit = (from: string, to: string) =>
      utf8((textOf(lines()[50] ?? new Uint8Array()) ?? "").replace(from, to));
    const put = (line: Uint8Array) => verdict(withLines(lines().with(50, line)));
    expect(await put(edit('"query"', '"drop"'))).toBe(`INVALID leaf ${ENTRIES} 148 (leaf 1)`);
    expect(await put(edit('"idx":148', '"idx":149'))).toMatch(`INVALID leaf ${ENTRIES} 149`);
    expect(await put(edit('"idx":148', '"idx":99'))).toMatch(`INVALID order ${ENTRIES} 99`);
    expect(await put(edit('"idx":148', '"idx":5'))).toMatch(`INVALID order ${ENTRIES} 5`);
    expect(await put(edit('"idx":148', '"idx":148,"idx":148'))).toMatch(
      `INVALID framing ${ENTRIES} 148`,
    );
    expect(await put(edit("acme/calls", "acme/other"))).toMatch(`INVALID origin ${ENTRIES} 148`);
    expect(await put(edit("2026-01-01", "2025-01-01"))).toMatch(`INVALID order ${ENTRIES} 148`);
  });

  test("any bit is turned anywhere in the lines", { timeout: 60_000 }, async () => {
    const random = seededRandom(11);
    const bytes = get(ENTRIES);
    for (let round = 0; round < 60; round += 1) {
      const flipped = withFlippedBit(bytes, random.below(bytes.length), random.below(8));
      expect(await verdict(tampered(FILES, ENTRIES, flipped))).toMatch(
        /^INVALID (leaf|framing|order|origin) entries.ndjson/,
      );
    }
  });

  test("an entry in an entry bundle is changed, or one is missing", async () => {
    const name = "log/tile/entries/001";
    const change = (bytes: Uint8Array | null) => verdict(tampered(WHOLE, name, bytes));
    expect(await change(withFlippedBit(get(name, WHOLE), 50))).toBe(
      `INVALID leaf ${name} 256 (leaf 1)`,
    );
    expect(await change(get(name, WHOLE).slice(0, -1))).toBe(`INVALID framing ${name} (framing 1)`);
    expect(await change(null)).toBe(`INVALID framing ${name} (framing 1)`);
  });
});

describe("tiles", () => {
  const tiles = [...FILES.keys()].filter((name) => name.startsWith("log/tile/"));

  test.each(tiles)(
    "a bit is turned in %s, first or last hash, also outside the range",
    async (name) => {
      const bytes = get(name);
      for (const at of [0, 31, Math.floor(bytes.length / 2), bytes.length - 1]) {
        expect(await verdict(tampered(FILES, name, withFlippedBit(bytes, at)))).toMatch(
          /^INVALID tile log\/tile\//,
        );
      }
    },
  );

  test.each(tiles)("%s is gone, short or long", async (name) => {
    for (const bytes of [null, get(name).slice(1), concat(get(name), new Uint8Array(32))]) {
      expect(await verdict(tampered(FILES, name, bytes))).toMatch(/^INVALID tile log\/tile\//);
    }
  });

  test.each([
    "log/tile/0/001", // of this tree, but not of this range
    "log/tile/0/002.p/87",
    "log/tile/1/000",
    "log/tile/entries/000",
    "log/tile/0/000.txt",
    "log/entries.ndjson",
    "hello.txt",
    "consistency/50-599",
    "checkpoints/00000000000000000200.tsr",
    "proofs/600.tlog-proof",
  ])("%s is put in, and belongs to nothing", async (name) => {
    expect(await verdict(tampered(FILES, name, new Uint8Array(8192)))).toMatch(
      `INVALID stray_file ${name} (stray_file 1`,
    );
  });
});

describe("the checkpoint", () => {
  test("any byte of it is changed", async () => {
    for (let at = 0; at < get(CHECKPOINT).length; at += 1) {
      const flipped = tampered(FILES, CHECKPOINT, withFlippedBit(get(CHECKPOINT), at, at % 7));
      expect(await verdict(flipped)).toMatch(
        /^INVALID (framing|signature|unknown_key) log\/checkpoint/,
      );
    }
  });

  test.each([
    ["is replaced by an older one", LOG.checkpoint(300), /^INVALID claim manifest.json/],
    [
      "is signed by another key",
      LOG.checkpoint(600, [sampleSigner(LOG.origin, 5)]),
      /^INVALID unknown_key/,
    ],
    [
      "is that of another log",
      new SampleLog(600, { origin: "elsewhere/calls" }).checkpoint(),
      /^INVALID unknown_key/,
    ],
    [
      "is that of another history",
      new SampleLog(600, { note: "x" }).checkpoint(),
      /^INVALID claim manifest.json/,
    ],
    ["is empty", new Uint8Array(), /^INVALID framing/],
  ])("%s", async (_name, note, expected) => {
    expect(await verdict(tampered(FILES, CHECKPOINT, note))).toMatch(expected);
  });

  test("is replaced by an older one, and the manifest made to fit", async () => {
    const files = tampered(FILES, CHECKPOINT, LOG.checkpoint(300), { tree: LOG.tree.head(300) });
    expect(await verdict(files)).toMatch(/^INVALID stray_file .*tile 1/);
  });

  test("is gone", async () => {
    expect(await verdict(tampered(FILES, CHECKPOINT, null))).toBe(
      `INVALID framing ${CHECKPOINT} (framing 1)`,
    );
  });
});

describe("the manifest", () => {
  test.each([
    [
      "another log",
      { origin: "ledger.example.com/acme/governance" },
      "INVALID origin manifest.json (origin 1)",
    ],
    [
      "another size",
      { tree: { ...LOG.tree.head(), size: 599n } },
      "INVALID claim manifest.json (claim 1)",
    ],
    [
      "another root",
      { tree: { ...LOG.tree.head(599), size: 600n } },
      "INVALID claim manifest.json (claim 1)",
    ],
    [
      "a range beyond the tree",
      { range: { start: 99n, end: 601n } },
      "INVALID claim manifest.json (claim 1)",
    ],
    [
      "a range turned round",
      { range: { start: 201n, end: 99n } },
      "INVALID claim manifest.json (claim 1)",
    ],
    [
      "a minimum index beyond the tree",
      { minimumIndex: 601n },
      "INVALID claim manifest.json (claim 1)",
    ],
    ["one entry more", { disclosed: 103n }, `INVALID count ${ENTRIES} (count 1)`],
    ["one entry withheld that is here", { withheld: 1n }, `INVALID count ${ENTRIES} (count 1)`],
    [
      "a source that sent nothing",
      { unattested: ["gw-9"] },
      "INVALID claim manifest.json (claim 1)",
    ],
    ["no sources", { sources: [] }, "INVALID claim manifest.json (claim 1)"],
    [
      "a longer period",
      { time: { from: sampleTs(97), to: sampleTs(201) } },
      `INVALID boundary ${ENTRIES} 98 (boundary 1)`,
    ],
    [
      "a period that ends later",
      { time: { from: sampleTs(99), to: sampleTs(204) } },
      `INVALID boundary ${ENTRIES} 201 (boundary 1)`,
    ],
    [
      "a shorter period",
      { time: { from: sampleTs(102), to: sampleTs(198) } },
      `INVALID boundary ${ENTRIES} 99 (boundary 2)`,
    ],
    ["no period, but states it", { time: null }, "INVALID claim manifest.json (claim 1)"],
    ["a smaller range", { range: { start: 99n, end: 200n } }, /^INVALID order entries.ndjson 201/],
  ])("says %s", async (_name, says, expected) => {
    expect(await verdict(saying(says))).toMatch(expected);
  });

  test("states less than it could: then the bundle is incomplete", async () => {
    expect(await verdict(claiming({ filter: false }))).toBe("INCOMPLETE");
    expect(await verdict(claiming({ range: false }))).toBe("INCOMPLETE");
    expect(await verdict(claiming({ time: false }))).toBe("INCOMPLETE");
    expect(await verdict(claiming({ source: false }))).toBe("INCOMPLETE");
  });

  test("leaves out a file, or names one that is not there, or another hash of it", async () => {
    const { files } = manifestOf(FILES);
    const put = (changed: Map<string, { bytes: number; sha256: string }>) =>
      verdict(new Map(FILES).set(MANIFEST, manifestBytes(changed)));
    expect(await put(new Map([...files].slice(1)))).toBe(
      "INVALID file_hash README.txt (file_hash 1)",
    );
    expect(await put(new Map([...files, ["verify.mjs", { bytes: 1, sha256: "00" }]]))).toBe(
      "INVALID file_hash verify.mjs (file_hash 1)",
    );
    const [name, fact] = [...files][0] ?? expect.fail("a file");
    expect(await put(new Map([...files, [name, { ...fact, bytes: fact.bytes + 1 }]]))).toBe(
      "INVALID file_hash README.txt (file_hash 1)",
    );
  });

  test("is not made to fit", async () => {
    for (const name of FILES.keys()) {
      if (name === MANIFEST) continue;
      const flipped = new Map(FILES).set(name, withFlippedBit(get(name), 1));
      expect(await verdict(flipped)).toMatch(/^INVALID/);
    }
  });

  test("is no manifest, or gone", async () => {
    expect(await verdict(new Map(FILES).set(MANIFEST, utf8("{}")))).toBe(
      "INVALID framing manifest.json (framing 1)",
    );
    expect(await verdict(new Map([...FILES].filter(([name]) => name !== MANIFEST)))).toBe(
      "INVALID framing manifest.json (framing 1)",
    );
  });
});

describe("proofs", () => {
  const proof = "proofs/150.tlog-proof";

  test.each([
    ["of an entry is changed", withFlippedBit(get(proof), 40)],
    ["of an entry is another one", get("consistency/50-600")],
    ["of an entry is empty", new Uint8Array()],
  ])("%s", async (_name, bytes) => {
    expect(await verdict(tampered(FILES, proof, bytes))).toMatch(`INVALID`);
  });

  test("of one entry lies under the name of another", async () => {
    expect(await verdict(tampered(FILES, "proofs/151.tlog-proof", get(proof)))).toBe(
      "INVALID leaf proofs/151.tlog-proof 151 (leaf 1)",
    );
    expect(await verdict(tampered(FILES, "proofs/590.tlog-proof", get(proof)))).toMatch(
      "INVALID leaf proofs/590.tlog-proof 590",
    );
    expect(await verdict(tampered(FILES, "proofs/300.tlog-proof", get(proof)))).toBe(
      "INVALID proof proofs/300.tlog-proof 300 (proof 1)",
    );
  });

  test("of an entry ends in a checkpoint of another history", async () => {
    const other = await sampleBundle(new SampleLog(600, { note: "x", rewrittenFrom: 300 }), {
      start: 0,
      end: 10,
      proofs: [150],
    });
    expect(await verdict(tampered(FILES, proof, get(proof, other)))).toBe(
      `INVALID proof ${proof} 150 (proof 1)`,
    );
  });

  test("of consistency that nobody asked for must lead to the signed root", async () => {
    const name = "consistency/50-600";
    for (const [from, to] of [
      ["old 50", "old 51"],
      [/\nold/, "\n"],
      [/(old 50\n)./, "$1/"],
    ] as const) {
      expect(await verdict(replaced(name, from, to))).toMatch(
        /^(INVALID (proof|framing) consistency|VERIFIED)/,
      );
    }
    expect(await verdict(replaced(name, /(old 50\n)./, "$1/"))).toBe(
      `INVALID proof ${name} (proof 1)`,
    );
    expect(await verdict(tampered(FILES, name, get("consistency/300-600")))).toBe(
      `INVALID proof ${name} (proof 1)`,
    );
    expect(await verdict(replaced("consistency/256-600", /(old 256\n).*\n/, "$1"))).toBe(
      "INVALID proof consistency/256-600 (proof 1)",
    );
  });

  test("of consistency for a checkpoint in the bundle is broken", async () => {
    expect(await verdict(replaced("consistency/300-600", /(old 300\n)./, "$1/"))).toBe(
      "INVALID proof consistency/300-600 (proof 1)",
    );
    expect(await verdict(tampered(FILES, "consistency/300-600", null))).toBe("INCOMPLETE");
  });

  test("a checkpoint in the bundle lies under the name of another size", async () => {
    expect(
      await verdict(tampered(FILES, "checkpoints/00000000000000000300", LOG.checkpoint(50))),
    ).toMatch("INVALID framing checkpoints/00000000000000000300");
  });
});

test("any file is replaced by random bytes, or by any other file: a verdict, never an exception", {
  timeout: 60_000,
}, async () => {
  const random = seededRandom(18);
  const names = [...FILES.keys()];
  for (let round = 0; round < 120; round += 1) {
    const name = names[random.below(names.length)] ?? "";
    const other = get(names[random.below(names.length)] ?? "");
    const bytes = random.below(2) === 0 ? random.bytes(random.below(9000)) : other;
    const report = await verifyFiles(new Map(FILES).set(name, bytes));
    if (report.exit < 40) expect(bytes).toEqual(get(name));
  }
});

function manifestBytes(files: Map<string, { bytes: number; sha256: string }>): Uint8Array {
  const json: Record<string, unknown> = JSON.parse(textOf(get(MANIFEST)) ?? "");
  return utf8(JSON.stringify({ ...json, files: Object.fromEntries(files) }));
}
