import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sampleBundle } from "@/lib/ledger/testing/memory-bundle";
import { SAMPLE_ORIGIN, SampleLog } from "@/lib/ledger/testing/sample-log";
import { CALLS_KEY, GOVERNANCE_SIGNER } from "@/lib/ledger/testing/verify";
import { rememberedName } from "@/lib/ledger/verify/remembered";
import { formatVkey } from "@/lib/ledger/vkey";
import { freshFolder } from "../test/processes.mjs";
import { directoryAt, fileOf, zipAt } from "./testing/bundles";
import { inOneLine, verified, verifier } from "./testing/run";

const KEY = formatVkey(CALLS_KEY);
const LOG = new SampleLog(600);
const SHORTER = new SampleLog(500);
const REWRITTEN = new SampleLog(700, { note: "rewritten", rewrittenFrom: 120 });
const RANGE = { start: 99, end: 201 };
const LATER = "2026-03-01T00:00:00.000Z";

const original = zipAt(await sampleBundle(LOG, RANGE));
const cut = zipAt(await sampleBundle(SHORTER, { ...RANGE, created: LATER }));
const earlier = zipAt(
  await sampleBundle(LOG, { ...RANGE, size: 400, created: "2026-01-15T00:00:00.000Z" }),
);
const rewritten = zipAt(
  await sampleBundle(REWRITTEN, { ...RANGE, created: LATER, consistentFrom: [600] }),
);

/** A directory in which the original bundle has been remembered. */
async function memoryOfOriginal(): Promise<string> {
  const directory = join(freshFolder(), "not", "made", "yet");
  const said = await verified(original, "--vkey", KEY, "--remember", directory);
  expect([said.exit, said.anchors]).toEqual([10, []]);
  return directory;
}

describe("the tail is cut off and what is left is sealed anew with the real key (G17)", () => {
  test("whoever remembers sees that the log became shorter", async () => {
    const directory = await memoryOfOriginal();
    const said = await verified(cut, "--vkey", KEY, "--remember", directory);
    expect([said.exit, said.verdict, said.first?.reason]).toEqual([30, "DIVERGED", "truncated"]);
    expect(said.first?.file).toBe(join(directory, rememberedName(SAMPLE_ORIGIN)));
    expect(said.diverging_notes).toEqual(
      [SHORTER.checkpoint(), LOG.checkpoint()].map((note) => new TextDecoder().decode(note)),
    );
  });

  test("whoever was given a checkpoint sees it too, and nobody else does", async () => {
    const held = fileOf(LOG.checkpoint());
    const given = await verified(cut, "--vkey", KEY, "--no-remember", "--checkpoint", held);
    expect(inOneLine(given)).toBe(`30 DIVERGED truncated ${held} (truncated 1)`);
    expect((await verified(cut, "--vkey", KEY, "--no-remember")).exit).toBe(10);
  });
});

describe("history is rewritten with the real key (G18)", () => {
  test("it is a fork to whoever remembers, and verified to nobody else", async () => {
    const directory = await memoryOfOriginal();
    const said = await verified(rewritten, "--vkey", KEY, "--remember", directory);
    expect([said.exit, said.verdict, said.failures]).toEqual([30, "DIVERGED", { fork: 1 }]);
    expect((await verified(rewritten, "--vkey", KEY, "--no-remember")).exit).toBe(10);
  });

  test("both notes are printed, and what was remembered stays", async () => {
    const directory = await memoryOfOriginal();
    const path = join(directory, rememberedName(SAMPLE_ORIGIN));
    const before = readFileSync(path, "utf8");
    const { code, stdout } = await verifier(rewritten, "--vkey", KEY, "--remember", directory);
    expect(code).toBe(30);
    for (const log of [LOG, REWRITTEN]) {
      const note = new TextDecoder().decode(log.checkpoint()).split("\n");
      expect(stdout).toEqual(expect.arrayContaining(note.filter((line) => line !== "")));
    }
    expect(readFileSync(path, "utf8")).toBe(before);
  });
});

describe("memory", () => {
  test("the checkpoint is kept under the hash of its log, for its owner alone, and anchors the next bundle", async () => {
    const directory = await memoryOfOriginal();
    expect(readdirSync(directory)).toEqual([rememberedName(SAMPLE_ORIGIN)]);
    const path = join(directory, rememberedName(SAMPLE_ORIGIN));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    const again = await verified(original, "--vkey", KEY, "--remember", directory);
    expect([again.exit, again.anchors]).toEqual([0, [{ kind: "remembered", size: 600 }]]);
  });

  test("a bundle that was made before is no truncation, and replaces nothing", async () => {
    const directory = await memoryOfOriginal();
    const said = await verified(earlier, "--vkey", KEY, "--remember", directory);
    expect(said.exit).toBe(10);
    const path = join(directory, rememberedName(SAMPLE_ORIGIN));
    expect(readFileSync(path, "utf8")).toContain("\n600\n");
  });

  test("unless a directory is named it is one in the home directory, and the report says so", async () => {
    const { code, stdout } = await verifier(original, "--vkey", KEY);
    expect(code).toBe(10);
    expect(stdout.at(-1)).toMatch(
      /remembered in \S+\/\.countersign\/checkpoints\/[0-9a-f]{64}; a later bundle/,
    );
  });

  test("a memory that is not one is invalid, and one that cannot be written leaves no verdict", async () => {
    const directory = freshFolder();
    const broken = directoryAt(new Map([[rememberedName(SAMPLE_ORIGIN), new Uint8Array(40)]]));
    const said = await verified(original, "--vkey", KEY, "--remember", broken);
    expect([said.exit, said.first?.reason]).toEqual([40, "framing"]);
    const underAFile = join(fileOf(new Uint8Array()), "memory");
    const { code, stdout, stderr } = await verifier(
      original,
      "--vkey",
      KEY,
      "--remember",
      underAFile,
    );
    expect([code, stdout, stderr.at(-1)]).toEqual([74, [], "There is no verdict."]);
    expect(readdirSync(directory)).toEqual([]);
  });
});

test("a given checkpoint that agrees anchors the bundle, one of another log says nothing", async () => {
  const agreeing = fileOf(LOG.checkpoint());
  const said = await verified(original, "--vkey", KEY, "--no-remember", "--checkpoint", agreeing);
  expect([said.exit, said.anchors]).toEqual([0, [{ kind: "given", size: 600 }]]);
  const { key } = GOVERNANCE_SIGNER;
  const other = new SampleLog(9, { origin: key.name, signer: GOVERNANCE_SIGNER });
  const stranger = fileOf(other.checkpoint());
  const both = ["--checkpoint", agreeing, "--checkpoint", stranger];
  const more = await verified(original, "--vkey", KEY, formatVkey(key), "--no-remember", ...both);
  expect([more.exit, more.of_other_logs]).toEqual([0, [stranger]]);
});
