import { beforeEach, expect, test } from "vitest";
import { closeFindings, reportFinding, withFindings } from "./findings";
import type { LedgerFinding } from "./runtime";
import { testPool, testRuntime } from "./testing/test-log";

const pool = testPool();
const damage: LedgerFinding = {
  log: "calls",
  kind: "damage",
  severity: "critical",
  message: "wal/1 is gone",
};

beforeEach(async () => {
  await pool.query("DELETE FROM ledger_finding");
});

async function rows() {
  const found = await pool.query(
    "SELECT message, severity, times, closed_at IS NULL AS open FROM ledger_finding ORDER BY first_at, message",
  );
  return found.rows;
}

test("the same fault is one row while it is open, and a new one after it was closed", async () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
  await reportFinding(pool, damage, at(0));
  await reportFinding(pool, damage, at(1));
  await reportFinding(pool, { ...damage, log: "governance" }, at(2));
  await reportFinding(pool, { ...damage, kind: "index" }, at(2));
  await closeFindings(pool, damage, at(3));
  await reportFinding(pool, damage, at(4));
  const { message } = damage;
  expect(await rows()).toEqual([
    { message, severity: "critical", times: 2, open: false },
    { message, severity: "critical", times: 1, open: true },
    { message, severity: "critical", times: 1, open: true },
    { message, severity: "critical", times: 1, open: true },
  ]);
});

test("many reports at once are counted in one row", async () => {
  await Promise.all(Array.from({ length: 20 }, () => reportFinding(pool, damage, new Date())));
  expect(await rows()).toMatchObject([{ times: 20, open: true }]);
});

test("a message that a table cannot hold is kept as far as it can be", async () => {
  await reportFinding(pool, { ...damage, message: "a\0b" }, new Date());
  expect(await rows()).toMatchObject([{ message: "a\\0b" }]);
});

test("what a runtime reports becomes a row, once in ten seconds, and who reports never waits or fails", async () => {
  const runtime = testRuntime();
  const reporting = withFindings(runtime, pool);
  reporting.report(damage);
  reporting.report(damage);
  reporting.report({ ...damage, message: "another" });
  await expect.poll(rows).toMatchObject([{ times: 1 }, { times: 1 }]);
  runtime.passTime(10_000);
  reporting.report(damage);
  await expect.poll(async () => (await rows()).map(({ times }) => times).sort()).toEqual([1, 2]);
  expect(runtime.findings).toHaveLength(3);

  const lost: string[] = [];
  const down = { query: () => Promise.reject(new Error("connection refused")) };
  const note = (what: string) => void lost.push(what);
  withFindings({ ...runtime, note }, down).report(damage);
  await expect.poll(() => lost).toEqual(["ledger.finding-lost"]);
});
