import { afterAll, expect, test } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { HOUR_MS } from "@/lib/core/clock";
import { type Random, seededRandom } from "@/lib/ledger/testing/random";
import type { CrashPoint } from "../runtime";
import { OutcomeUnknown } from "../store";
import { expectIndexed } from "../testing/expect-log-intact";
import { type Fault, withFaults } from "../testing/faulty-store";
import { sampleEvents } from "../testing/test-log";
import {
  anotherProcess,
  checkpointSizes,
  expectSealedIntact,
  namesIn,
  newTestLedger,
  removeFolders,
  standingOf,
  type TestLedger,
  USUAL_SETTINGS,
} from "../testing/test-sealer";

afterAll(removeFolders);

const POINTS: readonly CrashPoint[] = [
  "after-last",
  "after-sign",
  "after-hashes",
  "after-seg",
  "before-free",
];
const SETTINGS = {
  ...USUAL_SETTINGS,
  maxSegmentBytes: 1_000,
  walDays: 0,
  heartbeatMs: Number.POSITIVE_INFINITY,
};

/** One call in seven fails, with or without its effect, in one of three ways. */
function faultOf(random: Random): Fault | null {
  if (random.below(7) > 0) return null;
  const errors = [
    new OutcomeUnknown("?"),
    new AppError("unavailable", "The disk is full."),
    new Error("ECONNRESET"),
  ];
  const how = random.below(2) === 0 ? "failed" : "persisted";
  return { how, error: errors[random.below(errors.length)] ?? new Error("?") };
}

test.each([1, 2, 3, 4, 5, 6])(
  "a sealer whose store fails and who dies at random never halts, and seals all in the end (%i)",
  async (seed) => {
    const random = seededRandom(seed);
    const ledger = await newTestLedger({ settings: SETTINGS });
    const faulty = { ...ledger, store: withFaults(ledger.store, () => faultOf(random)) };
    let sealer = anotherProcess(faulty);
    for (let turn = 0; turn < 25; turn += 1) {
      await ledger.logs.calls.appender.append(sampleEvents(1 + random.below(4), `t${turn}`));
      if (random.below(3) === 0) sealer = dying(faulty, POINTS[random.below(POINTS.length)]);
      sealer.runtime.passTime(random.below(2) === 0 ? 10_000 : HOUR_MS);
      await sealer.sealer.round();
      await expectSealedIntact(ledger, "calls");
      expect(await standingOf("calls")).not.toMatchObject({ halted_at: expect.any(Date) });
    }
    const last = anotherProcess(ledger);
    await last.sealer.round();
    const { size } = await expectSealedIntact(ledger, "calls");
    expect((await checkpointSizes(ledger, "calls")).at(-1)).toBe(Number(size));
    expect((await namesIn(ledger, "calls/wal")).length).toBeLessThan(8);
    await expectIndexed(last.logs.calls);
  },
);

/** A process that ends where a test kills it: all it does after that is thrown away. */
function dying(parts: TestLedger, at: CrashPoint | undefined): TestLedger {
  const started = anotherProcess(parts);
  started.runtime.atPoint = (point) => {
    if (point === at) throw new Error("killed");
  };
  return started;
}
