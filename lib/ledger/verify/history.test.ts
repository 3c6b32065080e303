import { describe, expect, test } from "vitest";
import { textOf, utf8 } from "../bytes";
import { deletionData } from "../certificate";
import { signCheckpoint } from "../checkpoint";
import { proveConsistency } from "../consistency";
import { formatConsistencyFile } from "../consistency-file";
import { encodeEntry } from "../entry-encode";
import { leafHash } from "../hash";
import { proveInclusion } from "../inclusion";
import { CREATED, sampleBundle, tampered } from "../testing/memory-bundle";
import { NaiveTree, sampleLeaves } from "../testing/naive-tree";
import { must } from "../testing/read";
import { SampleLog, sampleTs } from "../testing/sample-log";
import { sampleSigner } from "../testing/signer";
import { CALLS_KEY, GOVERNANCE_SIGNER, summary, verifyFiles } from "../testing/verify";
import { formatTlogProof } from "../tlog-proof";
import { explain } from "./explain";
import { formatRemembered, parseRemembered, rememberedName } from "./remembered";

const LOG = new SampleLog(600);
const REWRITTEN = new SampleLog(600, { note: "rewritten", rewrittenFrom: 120 });
const LATER = "2026-03-01T00:00:00.000Z";
const remembered = (size: number, created = CREATED) =>
  formatRemembered({ created, checkpoint: LOG.checkpoint(size) });
const RANGE = { start: 99, end: 201 };
const FILES = await sampleBundle(LOG, { ...RANGE, consistentFrom: [100, 256, 300] });

describe("what the verifier's user holds", () => {
  test("a given or remembered checkpoint that agrees and reaches the end of the range anchors it", async () => {
    for (const size of [256, 300, 600]) {
      const given = await verifyFiles(FILES, { given: [LOG.checkpoint(size)] });
      expect([summary(given), given.exit]).toEqual(["VERIFIED, ANCHORED", 0]);
      expect(given.anchors).toEqual([{ kind: "given", size: BigInt(size) }]);
      const known = await verifyFiles(FILES, { remembered: remembered(size) });
      expect(known.anchors).toEqual([{ kind: "remembered", size: BigInt(size) }]);
    }
  });

  test("one that ends before the range does agrees, and anchors nothing", async () => {
    const report = await verifyFiles(FILES, { given: [LOG.checkpoint(100)] });
    expect([summary(report), report.anchors]).toEqual(["VERIFIED", []]);
    expect(report.continued).toEqual([{ kind: "given", size: 100n }]);
    expect(explain(report).proved.join("\n")).toContain(
      "Nothing before index 100 has changed since",
    );
  });

  test("what is remembered of a later bundle is said to be held against nothing", async () => {
    const short = await sampleBundle(LOG, { ...RANGE, size: 300 });
    const report = await verifyFiles(short, { remembered: remembered(600, LATER) });
    expect([summary(report), report.later]).toEqual(["VERIFIED", [600n]]);
    expect(explain(report).missing.join("\n")).toContain("the checkpoint of 600 entries");
  });

  test("one from which the bundle proves nothing leaves it incomplete, never verified", async () => {
    const report = await verifyFiles(FILES, { remembered: remembered(299) });
    expect(summary(report)).toBe("INCOMPLETE");
    expect(report.gaps).toEqual([{ kind: "unproven", name: "remembered", size: 299n }]);
    expect(report.remember).toBeNull();
  });

  test("a whole log proves consistency with any checkpoint by itself", async () => {
    const whole = await sampleBundle(LOG, { start: 0, end: 600 });
    for (const size of [1, 2, 255, 256, 299, 512, 599]) {
      const report = await verifyFiles(whole, {
        given: [LOG.checkpoint(size), LOG.checkpoint(600)],
      });
      expect(summary(report)).toBe("VERIFIED, ANCHORED");
    }
  });

  test("one of another log says nothing, and is named", async () => {
    const other = new SampleLog(5, {
      origin: GOVERNANCE_SIGNER.key.name,
      signer: GOVERNANCE_SIGNER,
    });
    const trusted = [CALLS_KEY, GOVERNANCE_SIGNER.key];
    const report = await verifyFiles(FILES, { trusted, given: [other.checkpoint()] });
    expect([summary(report), report.ofOtherLogs]).toEqual(["VERIFIED", ["given 0"]]);
  });

  test("one that nobody trusted has signed, or that is none, is invalid", async () => {
    const forged = LOG.checkpoint(300, [sampleSigner(LOG.origin, 5)]);
    expect(summary(await verifyFiles(FILES, { given: [forged] }))).toBe(
      "INVALID unknown_key given 0 (unknown_key 1)",
    );
    expect(summary(await verifyFiles(FILES, { remembered: utf8("hello") }))).toBe(
      "INVALID framing remembered (framing 1)",
    );
  });
});

describe("a history that was rewritten with the real key", () => {
  test.each([100, 256, 300, 599])(
    "is a fork to whoever remembers size %i, and verified to nobody else",
    async (size) => {
      const forged = await sampleBundle(REWRITTEN, { ...RANGE, consistentFrom: [size] });
      expect(summary(await verifyFiles(forged))).toBe("VERIFIED");
      const expected = size <= 120 ? "VERIFIED" : "DIVERGED fork remembered (fork 1)";
      const report = await verifyFiles(forged, { remembered: remembered(size) });
      expect(summary(report)).toBe(expected);
    },
  );

  test("is a fork at the same size", async () => {
    const forged = await sampleBundle(REWRITTEN, RANGE);
    const report = await verifyFiles(forged, { given: [LOG.checkpoint()] });
    expect([summary(report), report.exit]).toEqual(["DIVERGED fork given 0 (fork 1)", 30]);
    expect(report.diverging.map(({ note }) => note)).toEqual([LOG.checkpoint()]);
    expect(report.remember).toBeNull();
  });

  test("is a fork in a whole log, also without any proof of consistency", async () => {
    const forged = await sampleBundle(REWRITTEN, { start: 0, end: 600 });
    expect(summary(await verifyFiles(forged, { remembered: remembered(299) }))).toBe(
      "DIVERGED fork remembered (fork 1)",
    );
  });

  test("with the proof of consistency left out is incomplete to whoever remembers", async () => {
    const forged = await sampleBundle(REWRITTEN, RANGE);
    expect(summary(await verifyFiles(forged, { remembered: remembered(299) }))).toBe("INCOMPLETE");
  });

  test("is a fork when the bundle itself shows both sides", async () => {
    const path = await proveConsistency(300n, 600n, REWRITTEN.tree.read);
    const proof = formatConsistencyFile({
      oldSize: 300n,
      path,
      checkpoint: REWRITTEN.checkpoint(),
    });
    const forged = await sampleBundle(REWRITTEN, {
      ...RANGE,
      with: {
        "checkpoints/00000000000000000300": LOG.checkpoint(300),
        "consistency/300-600": proof,
      },
    });
    expect(summary(await verifyFiles(forged))).toBe(
      "DIVERGED fork checkpoints/00000000000000000300 (fork 1)",
    );
  });

  test("and badly so is invalid: the worst verdict wins", async () => {
    const forged = await sampleBundle(REWRITTEN, { ...RANGE, consistentFrom: [300] });
    const report = await verifyFiles(tampered(forged, "hello.txt", utf8("x")), {
      remembered: remembered(300),
    });
    expect([report.outcome, report.counts.size]).toEqual(["INVALID", 2]);
  });
});

describe("a tail that was cut off and sealed anew", () => {
  const cut = (created: string) => sampleBundle(LOG, { ...RANGE, size: 400, created });

  test("is truncated to whoever remembers more and gets a bundle made later", async () => {
    const report = await verifyFiles(await cut(LATER), { remembered: remembered(600) });
    expect([summary(report), report.exit]).toEqual([
      "DIVERGED truncated remembered (truncated 1)",
      30,
    ]);
  });

  test("is truncated to whoever gives a longer checkpoint, whenever it was made", async () => {
    const report = await verifyFiles(await cut(CREATED), { given: [LOG.checkpoint(600)] });
    expect(summary(report)).toBe("DIVERGED truncated given 0 (truncated 1)");
  });

  test("is an old bundle to whoever remembers more and verifies what was made before", async () => {
    const report = await verifyFiles(await cut(CREATED), { remembered: remembered(600, LATER) });
    expect([summary(report), report.anchors, report.remember]).toEqual(["VERIFIED", [], null]);
  });

  test("is truncated when the bundle itself shows a longer checkpoint", async () => {
    const files = await sampleBundle(LOG, { ...RANGE, size: 400, older: [600] });
    expect(summary(await verifyFiles(files))).toMatch("DIVERGED truncated checkpoints/");
  });
});

describe("what is remembered", () => {
  test("is the first verified checkpoint, then the larger of two consistent ones", async () => {
    const first = await verifyFiles(FILES);
    const bytes = first.remember ?? expect.fail("something to remember");
    expect(must(parseRemembered(bytes))).toEqual({
      created: CREATED,
      checkpoint: LOG.checkpoint(),
    });
    expect(textOf(bytes)).toMatch(/^created 2026-02-01T00:00:00.000Z\n\nledger/);
    expect((await verifyFiles(FILES, { remembered: remembered(300) })).remember).toEqual(bytes);
    expect((await verifyFiles(FILES, { remembered: bytes })).remember).toBeNull();
  });

  test("is remembered also of an incomplete bundle, never of one that does not hold", async () => {
    const incomplete = await sampleBundle(LOG, { ...RANGE, withhold: (index) => index === 150 });
    expect((await verifyFiles(incomplete)).remember).not.toBeNull();
    expect((await verifyFiles(tampered(FILES, "hello.txt", utf8("x")))).remember).toBeNull();
  });

  test("lies under the hash of the origin", () => {
    expect(rememberedName("ledger.example.com/acme/calls")).toMatch(/^[0-9a-f]{64}$/);
    expect(rememberedName("a/calls")).not.toBe(rememberedName("b/calls"));
  });
});

describe("a time stamp on a checkpoint", () => {
  const TOKEN = utf8("token");
  const withToken = (size: number) =>
    sampleBundle(LOG, {
      ...RANGE,
      older: [size],
      consistentFrom: size < 600 ? [size] : [],
      with: { [`checkpoints/${String(size).padStart(20, "0")}.tsr`]: TOKEN },
    });

  test("anchors when the authority is trusted and the checkpoint reaches the end of the range", async () => {
    const seen: unknown[] = [];
    const tokenHolds = async (...parts: unknown[]) => seen.push(parts) > 0;
    for (const size of [300, 600]) {
      const report = await verifyFiles(await withToken(size), { tokenHolds });
      expect([summary(report), report.anchors]).toEqual([
        "VERIFIED, ANCHORED",
        [{ kind: "token", size: BigInt(size) }],
      ]);
    }
    expect(seen).toEqual([
      [LOG.checkpoint(300), TOKEN],
      [LOG.checkpoint(600), TOKEN],
    ]);
    expect(summary(await verifyFiles(await withToken(100), { tokenHolds }))).toBe("VERIFIED");
  });

  test("is left alone when no authority was named, and invalid when it does not hold", async () => {
    expect(summary(await verifyFiles(await withToken(600)))).toBe("VERIFIED");
    const report = await verifyFiles(await withToken(600), { tokenHolds: async () => false });
    expect(summary(report)).toBe(
      "INVALID signature checkpoints/00000000000000000600.tsr (signature 1)",
    );
  });
});

describe("where the entry before the period was deleted", () => {
  const trusted = [CALLS_KEY, GOVERNANCE_SIGNER.key];
  const wish = {
    start: 300,
    end: 402,
    time: { from: sampleTs(300), to: sampleTs(402) },
    withhold: (index: number) => index === 299,
  };

  async function certificate(end: number, lastTs: string) {
    const data = deletionData({
      log: LOG.origin,
      start: 0n,
      end: BigInt(end),
      object: { key: "k", version: null, sha256: "00" },
      firstTs: sampleTs(0),
      lastTs,
      subtreeRoot: LOG.tree.root(end),
      checkpoint: LOG.tree.head(),
      policy: 0n,
      planned: 0n,
      holdsChecked: { at: LATER, governanceSize: 1n },
      deletedAt: LATER,
      indexRows: 300,
      minimumIndex: 512n,
      by: "sys:sealer",
      resumed: false,
    });
    const origin = GOVERNANCE_SIGNER.key.name;
    const entry = encodeEntry(
      { log: origin, idx: 1n, ts: LATER },
      {
        type: "ledger.deleted",
        key: "d",
        src: { id: "sys:sealer" },
        salt: new Uint8Array(16),
        data,
      },
    );
    const tree = new NaiveTree(sampleLeaves(2).with(1, leafHash(entry)));
    const checkpoint = signCheckpoint({ origin, ...tree.head() }, [GOVERNANCE_SIGNER]);
    return formatTlogProof({
      extra: entry,
      index: 1n,
      path: await proveInclusion(1n, 2n, tree.read),
      checkpoint,
    });
  }
  const bundle = async (end: number, lastTs: string) =>
    await sampleBundle(LOG, {
      ...wish,
      with: { "certificates/1.tlog-proof": await certificate(end, lastTs) },
    });

  test("its certificate stands in", async () => {
    expect(summary(await verifyFiles(await bundle(300, sampleTs(299)), { trusted }))).toBe(
      "VERIFIED",
    );
  });

  test("without it, or with one that ends elsewhere or later, the period is not bounded", async () => {
    const missing = "INVALID boundary entries.ndjson 299 (boundary 1)";
    expect(summary(await verifyFiles(await sampleBundle(LOG, wish), { trusted }))).toBe(missing);
    expect(summary(await verifyFiles(await bundle(299, sampleTs(297)), { trusted }))).toBe(missing);
    expect(summary(await verifyFiles(await bundle(300, sampleTs(300)), { trusted }))).toBe(missing);
  });

  test("a certificate of a log whose key is not trusted is no certificate", async () => {
    const report = await verifyFiles(await bundle(300, sampleTs(299)));
    expect(summary(report)).toMatch("INVALID unknown_key certificates/1.tlog-proof");
  });
});

describe("in words", () => {
  test("every report says what nobody can prove", async () => {
    const words = explain(await verifyFiles(FILES));
    expect(words.verdict).toBe("VERIFIED. All holds. Only the operator's key speaks for it.");
    expect(words.notProvable).toHaveLength(3);
    expect(words.proved.join(" ")).toContain(
      "had 600 entries under one root, signed by key 1a6dbe53",
    );
    expect(words.missing).toEqual([]);
  });

  test("a report of something that does not hold claims nothing as proved, and says where and why", async () => {
    const words = explain(await verifyFiles(tampered(FILES, "hello.txt", utf8("x"))));
    expect(words.proved).toEqual([]);
    expect(words.missing).toEqual([
      "hello.txt: The bundle has no use for this file. (stray_file)",
      "In all: 1 × stray_file.",
    ]);
  });

  test("an anchor and each gap have a sentence", async () => {
    const anchored = explain(
      await verifyFiles(FILES, { given: [LOG.checkpoint()], remembered: remembered(300) }),
    );
    expect(anchored.proved.slice(-2)).toEqual([
      "It agrees with the checkpoint of 600 entries that you gave.",
      "It agrees with the checkpoint of 300 entries that was remembered here.",
    ]);
    const gaps = await sampleBundle(LOG, { ...RANGE, withhold: (index) => index === 150 });
    expect(explain(await verifyFiles(gaps, { remembered: remembered(299) })).missing).toEqual([
      "1 entries are present as hashes only. That they were chosen honestly is not proved.",
      'The statement "source" is not made.',
      'The statement "filter" is not made.',
      "Nothing here proves that the log continues remembered. Ask for a bundle with consistency from size 299.",
    ]);
  });
});
