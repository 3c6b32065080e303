import { describe, expect, test } from "vitest";
import { CHECKPOINT, ENTRIES, MANIFEST } from "@/lib/ledger/bundle-layout";
import { concat, textOf, utf8 } from "@/lib/ledger/bytes";
import { joinLines, splitLines } from "@/lib/ledger/lines";
import { type Files, manifestOf, sampleBundle, tampered } from "@/lib/ledger/testing/memory-bundle";
import { withFlippedBit } from "@/lib/ledger/testing/random";
import { must } from "@/lib/ledger/testing/read";
import { SampleLog, sampleTs } from "@/lib/ledger/testing/sample-log";
import { sampleSigner } from "@/lib/ledger/testing/signer";
import { CALLS_KEY } from "@/lib/ledger/testing/verify";
import { formatVkey } from "@/lib/ledger/vkey";
import { directoryAt, zipAt } from "./testing/bundles";
import { inOneLine, verified } from "./testing/run";

// ledger.md §15, 11: the matrix on the program as it is handed out, over a ZIP and over a directory.
const KEY = formatVkey(CALLS_KEY);
const LOG = new SampleLog(600);
const FILES = await sampleBundle(LOG, {
  start: 99,
  end: 201,
  time: { from: sampleTs(99), to: sampleTs(201) },
  consistentFrom: [300],
  older: [300],
  proofs: [150],
});

const get = (name: string) => FILES.get(name) ?? new Uint8Array();
const lines = must(splitLines(get(ENTRIES)));
const line = (at: number) => lines[at] ?? new Uint8Array();
const withLines = (changed: readonly Uint8Array[]) => tampered(FILES, ENTRIES, joinLines(changed));
const edited = (at: number, from: string, to: string) =>
  withLines(lines.with(at, utf8((textOf(line(at)) ?? "").replace(from, to))));
const flipped = (name: string, at: number) => tampered(FILES, name, withFlippedBit(get(name), at));
const says = (changes: object) => tampered(FILES, "README.txt", get("README.txt"), changes);

// Line 0 is entry 98, the witness before; line 103 is entry 201, the witness after.
const CASES: readonly (readonly [string, Files, string | RegExp])[] = [
  ["nothing", FILES, "10 VERIFIED"],
  ["a bit of an entry", flipped(ENTRIES, 700), /^40 INVALID (leaf|framing|order|origin) entries/],
  [
    "the first entry, dropped",
    withLines(lines.toSpliced(1, 1)),
    /^40 INVALID count entries.ndjson/,
  ],
  [
    "a middle entry, dropped",
    withLines(lines.toSpliced(50, 1)),
    /^40 INVALID count entries.ndjson/,
  ],
  [
    "the last entry, dropped",
    withLines(lines.toSpliced(102, 1)),
    /^40 INVALID count entries.ndjson/,
  ],
  [
    "a witness, dropped",
    withLines(lines.slice(1)),
    "40 INVALID boundary entries.ndjson 98 (boundary 1)",
  ],
  [
    "two entries, swapped",
    withLines(lines.with(50, line(51)).with(51, line(50))),
    "40 INVALID order entries.ndjson 148 (order 1, count 1, claim 3)",
  ],
  [
    "an entry, doubled",
    withLines(lines.toSpliced(50, 0, line(50))),
    "40 INVALID order entries.ndjson 148 (order 1)",
  ],
  [
    "what an entry says",
    edited(50, '"query"', '"drop"'),
    "40 INVALID leaf entries.ndjson 148 (leaf 1)",
  ],
  [
    "an idx that stands twice in a line",
    edited(50, '"idx":148', '"idx":148,"idx":148'),
    /^40 INVALID framing entries.ndjson 148/,
  ],
  ["a tile, first hash", flipped("log/tile/0/000", 0), /^40 INVALID tile log\/tile\/0\/000/],
  [
    "a tile, last hash, outside the range",
    flipped("log/tile/0/002.p/88", 88 * 32 - 1),
    /^40 INVALID tile log\/tile\//,
  ],
  ["a tile, gone", tampered(FILES, "log/tile/1/000.p/2", null), /^40 INVALID tile log\/tile\/1/],
  [
    "a tile that belongs elsewhere",
    tampered(FILES, "log/tile/0/001", new Uint8Array(8192)),
    "40 INVALID stray_file log/tile/0/001 (stray_file 1)",
  ],
  ["the size", replaced("\n600\n", "\n601\n"), "40 INVALID signature log/checkpoint (signature 1)"],
  ["the root", flipped(CHECKPOINT, 40), "40 INVALID signature log/checkpoint (signature 1)"],
  ["the signature", flipped(CHECKPOINT, get(CHECKPOINT).length - 20), /^40 INVALID/],
  [
    "the key",
    tampered(FILES, CHECKPOINT, LOG.checkpoint(600, [sampleSigner(LOG.origin, 5)])),
    "40 INVALID unknown_key log/checkpoint (unknown_key 1)",
  ],
  [
    "the checkpoint, for an older one",
    tampered(FILES, CHECKPOINT, LOG.checkpoint(300)),
    "40 INVALID claim manifest.json (claim 1)",
  ],
  ["a count", says({ disclosed: 103n }), "40 INVALID count entries.ndjson (count 1)"],
  [
    "a statement that is not made",
    says({ claims: { ...manifestOf(FILES).claims, time: false } }),
    "20 INCOMPLETE",
  ],
  [
    "a file that nothing asks for",
    tampered(FILES, "hello.txt", utf8("x")),
    "40 INVALID stray_file hello.txt (stray_file 1)",
  ],
  [
    "a file the manifest has another hash of",
    new Map(FILES).set("README.txt", utf8("B bundle.\n")),
    "40 INVALID file_hash README.txt (file_hash 1)",
  ],
  [
    "the proof of an entry",
    tampered(FILES, "proofs/150.tlog-proof", withFlippedBit(get("proofs/150.tlog-proof"), 40)),
    /^40 INVALID (leaf|framing|proof) proofs\/150.tlog-proof 150/,
  ],
  ["the manifest, gone", without(MANIFEST), "40 INVALID framing manifest.json (framing 1)"],
  ["everything", new Map(), "40 INVALID framing log/checkpoint (framing 1)"],
  [
    "bytes after a proof",
    tampered(FILES, "proofs/150.tlog-proof", concat(get("proofs/150.tlog-proof"), utf8("\n"))),
    /^40/,
  ],
];

describe("what was changed, and the verdict", () => {
  test.concurrent.each(CASES)("%s", async (_what, files, expected) => {
    const options = ["--vkey", KEY, "--no-remember"];
    const [zip, directory] = [
      await verified(zipAt(files), ...options),
      await verified(directoryAt(files), ...options),
    ];
    expect(inOneLine(zip)).toMatch(typeof expected === "string" ? exactly(expected) : expected);
    expect(directory).toEqual(zip);
  });
});

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
}

function replaced(from: string, to: string): Files {
  return tampered(FILES, CHECKPOINT, utf8((textOf(get(CHECKPOINT)) ?? "").replace(from, to)));
}

function without(name: string): Files {
  return new Map([...FILES].filter(([other]) => other !== name));
}
