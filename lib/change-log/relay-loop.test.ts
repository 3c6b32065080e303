import { expect, test, vi } from "vitest";
import { BATCH_LIMIT } from "./relay";
import { RelayLoop, type RelayParts } from "./relay-loop";

/** A loop whose clock a test moves; `next` runs what waits for its time. */
function loopWith(given: Partial<RelayParts> = {}) {
  let [passed, waiting]: [number, { milliseconds: number; run: () => void } | null] = [0, null];
  const parts = {
    relay: vi.fn<RelayParts["relay"]>(async () => ({ taken: 0, refusals: [] })),
    afterwards: vi.fn<RelayParts["afterwards"]>(async () => {}),
    oldest: vi.fn<RelayParts["oldest"]>(async () => null),
    now: () => new Date(passed),
    elapsed: () => passed,
    after: (milliseconds: number, run: () => void) => {
      waiting = { milliseconds, run };
      return () => {
        waiting = null;
      };
    },
    lags: vi.fn<RelayParts["lags"]>(async () => {}),
    refused: vi.fn<RelayParts["refused"]>(async () => {}),
    note: vi.fn<RelayParts["note"]>(),
    ...given,
  };
  const loop = new RelayLoop(parts);
  const settled = () => vi.waitFor(() => expect(waiting).not.toBeNull(), { interval: 1 });
  const next = async () => {
    await settled();
    const { milliseconds, run } = waiting ?? { milliseconds: 0, run: () => {} };
    waiting = null;
    passed += milliseconds;
    run();
    await settled();
    return milliseconds;
  };
  return { loop, parts, settled, next, waits: () => waiting !== null };
}

test("it relays at once, and then every second", async () => {
  const { parts, next, settled } = loopWith();
  await settled();
  expect(parts.relay).toHaveBeenCalledTimes(1);
  expect(await next()).toBe(1_000);
  expect(parts.relay).toHaveBeenCalledTimes(2);
  expect(parts.afterwards).toHaveBeenCalledTimes(2);
});

test("a nudge does not wait for the second; one during a batch leads to another batch", async () => {
  const first = Promise.withResolvers<{ taken: number; refusals: [] }>();
  const relay = vi.fn(async () => ({ taken: 0, refusals: [] }));
  relay.mockImplementationOnce(() => first.promise);
  const { loop, settled } = loopWith({ relay });
  loop.nudge();
  loop.nudge();
  expect(relay).toHaveBeenCalledTimes(1);
  first.resolve({ taken: 1, refusals: [] });
  await vi.waitFor(() => expect(relay).toHaveBeenCalledTimes(2));
  await settled();
  loop.nudge();
  expect(relay).toHaveBeenCalledTimes(3);
});

test("while batches are full it goes on", async () => {
  const relay = vi.fn(async () => ({ taken: 3, refusals: [] }));
  relay.mockImplementationOnce(async () => ({ taken: BATCH_LIMIT, refusals: [] }));
  const { settled } = loopWith({ relay });
  await settled();
  expect(relay).toHaveBeenCalledTimes(2);
});

test("while the ledger takes nothing it asks less often, says so once a minute, and heeds no nudge", async () => {
  const relay = vi.fn(() => Promise.reject(new Error("down")));
  const { loop, parts, next, settled } = loopWith({ relay });
  await settled();
  loop.nudge();
  expect(relay).toHaveBeenCalledTimes(1);
  const pauses = [await next(), await next(), await next(), await next(), await next()];
  expect(pauses).toEqual([2_000, 4_000, 8_000, 10_000, 10_000]);
  expect(parts.note).toHaveBeenCalledTimes(1);
  for (let n = 0; n < 4; n += 1) await next();
  expect(parts.note).toHaveBeenCalledTimes(2);
});

test("what waits longer than a minute is a finding, and none once it is through", async () => {
  const oldest = vi.fn(async (): Promise<Date | null> => new Date(-3_600_000));
  const { parts, next, settled } = loopWith({ oldest });
  await settled();
  for (let n = 0; n < 59; n += 1) await next();
  expect(parts.lags).not.toHaveBeenCalled(); // what waited while nothing ran gets the same minute
  await next();
  expect(parts.lags).toHaveBeenLastCalledWith(true);
  oldest.mockResolvedValue(null);
  for (let n = 0; n < 10; n += 1) await next();
  expect(parts.lags).toHaveBeenLastCalledWith(false);
});

test("what the ledger does not take is reported", async () => {
  const refusals = [{ changeId: "c-1", fault: "it can be no entry: too_large" }];
  const relay = vi.fn(async () => ({ taken: 1, refusals }));
  const { parts, settled } = loopWith({ relay });
  await settled();
  expect(parts.refused).toHaveBeenCalledWith(refusals);
});

test("stopping lets the batch under way end and starts no other", async () => {
  const first = Promise.withResolvers<{ taken: number; refusals: [] }>();
  const relay = vi.fn(() => first.promise);
  const { loop, waits } = loopWith({ relay });
  const stopped = loop.stop();
  first.resolve({ taken: BATCH_LIMIT, refusals: [] });
  await stopped;
  loop.nudge();
  expect(relay).toHaveBeenCalledTimes(1);
  expect(waits()).toBe(false);
});
