import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { LEASE_SECONDS, Lease } from "./lease";
import { testPool, testRuntime } from "./testing/test-log";

beforeEach(async () => {
  await testPool().query("DELETE FROM ledger_lease");
});

function sealer() {
  const runtime = testRuntime();
  const parts = { pool: testPool(), runtime, name: "sealer", holder: randomUUID() };
  return { runtime, lease: new Lease(parts) };
}

/** As if nobody had renewed it for so long. */
async function age(seconds: number): Promise<void> {
  await testPool().query("UPDATE ledger_lease SET until = until - make_interval(secs => $1)", [
    seconds,
  ]);
}

test("of two processes one holds the lease, and renews it", async () => {
  const [one, two] = [sealer().lease, sealer().lease];
  expect(one.isHeld()).toBe(false);
  expect(await one.hold()).toBe(true);
  expect(await two.hold()).toBe(false);
  expect(await one.hold()).toBe(true);
  expect([one.isHeld(), two.isHeld()]).toEqual([true, false]);
});

test("of many that ask at once exactly one gets it", async () => {
  const leases = Array.from({ length: 16 }, () => sealer().lease);
  const answers = await Promise.all(leases.map((lease) => lease.hold()));
  expect(answers.filter(Boolean)).toHaveLength(1);
});

test("a lease that nobody renewed is taken by the next, and its old holder learns it", async () => {
  const [one, two] = [sealer().lease, sealer().lease];
  await one.hold();
  await age(LEASE_SECONDS - 2);
  expect(await two.hold()).toBe(false);
  await age(3);
  expect(await two.hold()).toBe(true);
  expect(await one.hold()).toBe(false);
  expect(one.isHeld()).toBe(false);
});

test("who could not renew in time knows by its own clock that it holds nothing", async () => {
  const { lease, runtime } = sealer();
  await lease.hold();
  runtime.passTime((LEASE_SECONDS - 1) * 1_000);
  expect(lease.isHeld()).toBe(true);
  runtime.passTime(1_000);
  expect(lease.isHeld()).toBe(false);
});

test("a lease that was given back can be had at once; nobody gives back another's", async () => {
  const [one, two] = [sealer().lease, sealer().lease];
  await one.hold();
  await two.release();
  expect(await two.hold()).toBe(false);
  await one.release();
  expect(one.isHeld()).toBe(false);
  expect(await two.hold()).toBe(true);
});
