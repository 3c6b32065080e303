import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { utf8 } from "@/lib/ledger/bytes";
import { checkpointKey, tokenKey } from "@/lib/ledger/object-key";
import { withFlippedBit } from "@/lib/ledger/testing/random";
import { summary } from "@/lib/ledger/testing/verify";
import { exportBundle } from "./bundle";
import type { BundleRequest } from "./bundles/plan";
import { timeStampRequest } from "./sealer/time-stamp";
import {
  openTestLog,
  type SealedLog,
  sealTestLog,
  testParts,
  verifyZip,
} from "./testing/sealed-logs";
import { skipAndSay } from "./testing/skip-and-say";
import { sampleEvents } from "./testing/test-log";
import { hasOpenssl, newAuthority } from "./testing/time-authority";

const folder = mkdtempSync(join(tmpdir(), "bundle-dated-"));
const ALL: BundleRequest = { covers: { kind: "all" }, consistency: [] };
const FIRST_SIX: BundleRequest = { covers: { kind: "range", start: 0, end: 6 }, consistency: [] };

let authority: ReturnType<typeof newAuthority>;
let calls: SealedLog;
let governance: SealedLog;
let files = 0;

beforeAll(() => {
  if (hasOpenssl()) authority = newAuthority(folder);
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(async (context) => {
  if (!hasOpenssl()) skipAndSay(context, "openssl is not installed");
  calls = await openTestLog("calls");
  governance = await openTestLog("governance");
});

test("the newest token up to the tree anchors what its checkpoint covers, with its proof", async () => {
  await sealedAndDated(5);
  await sealedAndDated(5); // of ten
  await appendAndSeal(10);
  const six = await exported(FIRST_SIX);
  expect(six.names).toEqual([
    "checkpoints/00000000000000000010",
    "checkpoints/00000000000000000010.tsr",
    "consistency/10-20",
  ]);
  expect(summary(six.report)).toBe("VERIFIED, ANCHORED");
  expect(summary((await exported(ALL)).report)).toBe("VERIFIED"); // nobody has dated the rest
  await sealedAndDated(10);
  const pinned = await exported({ ...ALL, size: 20n });
  expect(pinned.names).toEqual(six.names); // what is newer than its tree is no use to it
});

test("a token on the checkpoint of the bundle itself anchors all of it", async () => {
  await sealedAndDated(10);
  const whole = await exported(ALL);
  expect(whole.names).toEqual([
    "checkpoints/00000000000000000010",
    "checkpoints/00000000000000000010.tsr",
  ]);
  expect(summary(whole.report)).toBe("VERIFIED, ANCHORED");
  expect(summary((await exported({ ...ALL, consistency: [10] })).report)).toBe(
    "VERIFIED, ANCHORED",
  );
});

test("a token over something else anchors nothing", async () => {
  await appendAndSeal(10);
  const note = (await calls.store.read(checkpointKey("calls", 10n))) ?? new Uint8Array();
  await date(10n, withFlippedBit(note, 40));
  const { report } = await exported(ALL);
  expect(summary(report)).toContain("INVALID signature checkpoints/00000000000000000010.tsr");
});

async function appendAndSeal(count: number): Promise<bigint> {
  files += 1;
  await calls.appender.append(sampleEvents(count, `part-${files}`));
  return await sealTestLog(calls);
}

async function sealedAndDated(count: number): Promise<void> {
  const size = await appendAndSeal(count);
  await date(size, (await calls.store.read(checkpointKey("calls", size))) ?? new Uint8Array());
}

async function date(size: bigint, file: Uint8Array): Promise<void> {
  const token = authority.answer(timeStampRequest(file, utf8("12345678")));
  await calls.store.create(tokenKey("calls", size), token);
}

async function exported(request: BundleRequest) {
  files += 1;
  const path = join(folder, `${files}.zip`);
  const created = new Date("2026-11-21T12:00:00.000Z");
  const bundle = await exportBundle(testParts(calls, governance), request, path, { created });
  const tokenHolds = async (file: Uint8Array, token: Uint8Array) => authority.verifies(file, token);
  const names = [...bundle.manifest.files.keys()].filter((name) => /^(check|consis)/.test(name));
  return { names, report: await verifyZip(path, calls, { tokenHolds }) };
}
