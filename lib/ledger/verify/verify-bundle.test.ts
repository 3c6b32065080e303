import { describe, expect, test } from "vitest";
import { memorySource, sampleBundle } from "../testing/memory-bundle";
import { SampleLog, sampleTs } from "../testing/sample-log";
import { sampleSigner } from "../testing/signer";
import { CALLS_KEY, summary, verifyFiles } from "../testing/verify";
import { EXIT_CODES } from "./report";
import { STEPS, verifyBundle } from "./verify-bundle";

const LOG = new SampleLog(600);

describe.each([1, 2, 255, 256, 257, 300, 600])("a log of %i", (size) => {
  test.each([
    ["whole", 0, size],
    ["its end", Math.floor(size / 2), size],
    ["its beginning", 0, Math.ceil(size / 2)],
    ["its middle", Math.floor(size / 3), Math.ceil(size / 2)],
    ["nothing in the middle", Math.floor(size / 2), Math.floor(size / 2)],
  ])("is verified: %s", async (_name, start, end) => {
    const report = await verifyFiles(await sampleBundle(LOG, { start, end, size }));
    expect(summary(report)).toBe("VERIFIED");
    expect(report.exit).toBe(10);
  });
});

test("a whole log may carry its entries as a complete tlog-tiles tree", async () => {
  const files = await sampleBundle(LOG, { start: 0, end: 600, entryBundles: true });
  expect([...files.keys()]).toContain("log/tile/entries/002.p/88");
  expect(summary(await verifyFiles(files))).toBe("VERIFIED");
});

test("a bundle with everything in it is verified", async () => {
  const files = await sampleBundle(LOG, {
    start: 99,
    end: 201,
    time: { from: sampleTs(99), to: sampleTs(201) },
    consistentFrom: [1, 50, 256, 300, 600],
    older: [300, 600],
    proofs: [0, 99, 150, 599],
  });
  const report = await verifyFiles(files);
  expect([summary(report), report.proofs]).toEqual(["VERIFIED", 4]);
});

test("a period is verified by the entries around it", async () => {
  const time = { from: sampleTs(99), to: sampleTs(201) };
  const files = await sampleBundle(LOG, { start: 99, end: 201, time });
  expect(summary(await verifyFiles(files))).toBe("VERIFIED");
});

test("a period from the first entry on needs no entry before it", async () => {
  const time = { from: "2025-01-01T00:00:00.000Z", to: sampleTs(201) };
  expect(summary(await verifyFiles(await sampleBundle(LOG, { start: 0, end: 201, time })))).toBe(
    "VERIFIED",
  );
});

test("entries may be withheld, and that is said", async () => {
  const files = await sampleBundle(LOG, {
    start: 100,
    end: 200,
    withhold: (index) => index % 7 === 3,
  });
  const report = await verifyFiles(files);
  expect(summary(report)).toBe("INCOMPLETE");
  expect(report.gaps).toEqual([
    { kind: "withheld", entries: 15n },
    { kind: "not-made", statement: "source" },
    { kind: "not-made", statement: "filter" },
  ]);
});

test("holes in the numbers of a source are said, also where they lie in another epoch", async () => {
  const sourceAt = (index: number) => ({
    id: "gw-1",
    epoch: index < 150 ? "e1" : "e2",
    seq: index < 170 ? index : index + 1,
  });
  const files = await sampleBundle(new SampleLog(200, { sourceAt }), { start: 0, end: 200 });
  const report = await verifyFiles(files);
  expect(summary(report)).toBe("INCOMPLETE");
  expect(report.gaps).toEqual([{ kind: "holes", id: "gw-1", epoch: "e2", holes: 1 }]);
});

test("a period that was asked for and not stated leaves the bundle incomplete", async () => {
  const time = { from: sampleTs(100), to: "2030-01-01T00:00:00.000Z" };
  const claims = { range: true, time: false, source: true, filter: true };
  const files = await sampleBundle(LOG, { start: 99, end: 600, time, says: { claims } });
  const report = await verifyFiles(files);
  expect([summary(report), report.gaps]).toEqual([
    "INCOMPLETE",
    [{ kind: "not-made", statement: "time" }],
  ]);
});

test("under a key of the origin that nobody trusts, nothing is verified", async () => {
  const files = await sampleBundle(LOG, { start: 0, end: 600 });
  const report = await verifyFiles(files, { trusted: [] });
  expect(summary(report)).toBe("INVALID unknown_key log/checkpoint (unknown_key 1)");
  expect(report.exit).toBe(40);
});

test("in a rotation the bundle is verified under the old key and under the new one", async () => {
  const fresh = sampleSigner(LOG.origin, 9);
  const files = await sampleBundle(LOG, {
    start: 0,
    end: 10,
    with: { "log/checkpoint": LOG.checkpoint(600, [LOG.signer, fresh]) },
  });
  expect(summary(await verifyFiles(files, { trusted: [CALLS_KEY] }))).toBe("VERIFIED");
  expect(summary(await verifyFiles(files, { trusted: [fresh.key] }))).toBe("VERIFIED");
});

test("every step is passed, in order, and says how far it is", async () => {
  const steps: string[] = [];
  const counts = new Map<string, number>();
  await verifyBundle({
    source: memorySource(await sampleBundle(LOG, { start: 0, end: 600 })),
    trusted: [CALLS_KEY],
    given: [],
    recall: async () => null,
    tokenHolds: null,
    progress: (step, done) => {
      if (steps.at(-1) !== step) steps.push(step);
      counts.set(step, done);
    },
  });
  expect(steps).toEqual(STEPS.filter((step) => step !== "note"));
  expect([counts.get("tiles"), counts.get("lines")]).toEqual([4, 600]);
});

test("each outcome has its exit code", () => {
  expect(Object.values(EXIT_CODES)).toEqual([0, 10, 20, 30, 40]);
});
