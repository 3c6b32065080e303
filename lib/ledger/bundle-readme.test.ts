import { expect, test } from "vitest";
import { bundleReadme } from "./bundle-readme";
import { manifestOf, sampleBundle } from "./testing/memory-bundle";
import { SampleLog, sampleTs } from "./testing/sample-log";

const time = { from: sampleTs(3), to: sampleTs(9) };
const manifest = manifestOf(await sampleBundle(new SampleLog(12), { start: 3, end: 9, time }));
const HASHES = { mjs: "aa", html: "bb" };

test("it says what is in the bundle and how to check it without a key from it", () => {
  const text = bundleReadme(manifest, HASHES);
  expect(text).toContain("Entries [3, 9) of the log ledger.example.com/acme/calls.");
  expect(text).toContain(`Period: ${time.from} to before ${time.to}.`);
  expect(text).toContain("never from this bundle");
  expect(text).toContain("SHA-256 of verify.mjs: aa");
  expect(text.endsWith("\n")).toBe(true);
});

test("it says who could have rewritten what, for each way of storing and signing", () => {
  const texts = (["fs", "s3-governance", "s3-compliance"] as const).flatMap((storage) =>
    (["process", "user"] as const).map((keySeparation) =>
      bundleReadme({ ...manifest, storage, keySeparation }, HASHES),
    ),
  );
  expect(new Set(texts).size).toBe(6);
  for (const text of texts) expect(text).toContain("What nobody can prove:");
});

test("without a period it names none", () => {
  expect(bundleReadme({ ...manifest, time: null }, HASHES)).not.toContain("Period");
});

test("made-up entries say so in the first line", () => {
  expect(bundleReadme(manifest, HASHES, true)).toMatch(/^DEMO DATA/);
  expect(bundleReadme(manifest, HASHES)).not.toContain("DEMO");
});
