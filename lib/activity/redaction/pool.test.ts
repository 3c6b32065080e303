import { afterEach, beforeAll, expect, test } from "vitest";
import type { Json } from "@/lib/ledger/canonical-json";
import { CORPUS } from "../testing/redaction-corpus";
import { programFile, redactionWorkerFile } from "../testing/worker-file";
import { type PoolOptions, type RedactionPool, redactionPool } from "./pool";
import { redact } from "./redact";
import { tokenKey } from "./token";

const key = tokenKey("test-master", "inst-1", "k1");
const SAYS_READY = `import { parentPort } from "node:worker_threads"; parentPort.postMessage({ kind: "ready" });`;
const HANGS = `${SAYS_READY} parentPort.on("message", () => { for (;;); });`;
const DIES_OF_POISON = `${SAYS_READY} parentPort.on("message", ({ payloads }) => {
  if (payloads.includes("poison")) process.exit(1);
  const redacted = JSON.stringify(JSON.parse(payloads).map((value) => ({ value, counts: {}, state: "complete" })));
  parentPort.postMessage({ kind: "done", redacted });
});`;
const DIES = `${SAYS_READY} parentPort.on("message", () => process.exit(1));`;

let file = "";
const pools: RedactionPool[] = [];
beforeAll(async () => {
  file = await redactionWorkerFile();
});
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.stop()));
});

function poolOf(options: Partial<PoolOptions> = {}): RedactionPool {
  const all = { file, key, country: null, threads: 1, queueMax: 8, deadlineMs: 5_000, ...options };
  const pool = redactionPool(all);
  pools.push(pool);
  return pool;
}

const texts = [...CORPUS.found, ...CORPUS.clean].map(([text]) => text);
const proto: Json = JSON.parse('{"__proto__":{"mail":"a@example.com"},"password":"x"}');

test("it gives what redact() gives, in order, whichever thread does it", async () => {
  const pool = poolOf({ threads: 2 });
  const requests: Json[][] = [texts, [{ password: "x" }, null, 7, "\ud800"], [proto], []];
  const results = await Promise.all(requests.map((payloads) => pool.redact(payloads)));
  expect(results).toEqual(requests.map((all) => all.map((value) => redact(value, { key }))));
  expect(JSON.stringify(results[2])).toContain("__proto__");
});

test("the country of the installation counts there too", async () => {
  const payload = { phone: "030 901820" };
  const pool = poolOf({ country: "DE" });
  expect(await pool.redact([payload])).toEqual([redact(payload, { key, country: "DE" })]);
});

test("what is nested deeper than any text can follow comes out as from redact()", async () => {
  const deep: Json = JSON.parse(`${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}`);
  const payload = { deep, mail: "a@example.com" };
  expect(await poolOf().redact([payload])).toEqual([redact(payload, { key })]);
});

test("past the deadline the texts that are left say so, and the thread goes on to the next request", async () => {
  const pool = poolOf({ deadlineMs: 300 });
  const slow = Array.from({ length: 4_000 }, (_, at) => `${"+1 23 ".repeat(500)}${at}`);
  const [late] = await pool.redact([slow]);
  expect(late?.state).toBe("failed");
  expect(JSON.stringify(late?.value)).toContain('"[redaction_failed:deadline]"]');
  expect(await pool.redact(["a@example.com"])).toEqual([redact("a@example.com", { key })]);
});

test("a thread that hangs is given up, and nothing of the request is left", async () => {
  const pool = poolOf({ file: programFile(HANGS), deadlineMs: 10 });
  const failed = { value: "[redaction_failed:deadline]", counts: {}, state: "failed" };
  expect(await pool.redact(["a@example.com", "b"])).toEqual([failed, failed]);
  expect(await pool.redact(["b"])).toEqual([failed]);
});

test("a thread that dies fails its request closed, and another takes its place", async () => {
  const pool = poolOf({ file: programFile(DIES) });
  const failed = { value: "[redaction_failed:exception]", counts: {}, state: "failed" };
  expect(await pool.redact(["a@example.com"])).toEqual([failed]);
  expect(await pool.redact(["a@example.com"])).toEqual([failed]);
});

test("a payload that breaks its thread spoils no other", async () => {
  const pool = poolOf({ file: programFile(DIES_OF_POISON) });
  const results = await pool.redact(["a", "poison", "b"]);
  expect(results.map(({ value }) => value)).toEqual(["a", "[redaction_failed:exception]", "b"]);
});

test("a request that is longer than a thread gets at once comes back whole and in order", async () => {
  const payloads = Array.from({ length: 500 }, (_, at) => `${at} ${"word ".repeat(400)}`);
  const results = await poolOf().redact(payloads);
  expect(results.map(({ value }) => value)).toEqual(payloads);
});

test.each([
  ["is not there", "/nowhere/worker.mjs"],
  ["throws when it starts", programFile("throw new Error('no')")],
  ["ends at once", programFile("process.exit(0)")],
])("where the program %s, the sender is asked to come again", async (_, missing) => {
  const pool = poolOf({ file: missing });
  await expect(pool.redact(["a"])).rejects.toMatchObject({ code: "unavailable" });
  await expect(pool.redact(["a"])).rejects.toMatchObject({ code: "unavailable" });
});

test("more requests than may wait, and those that wait too long, are asked to come again", async () => {
  const pool = poolOf({ file: programFile(HANGS), queueMax: 1, deadlineMs: 10 });
  const [first, second, third] = [pool.redact(["a"]), pool.redact(["b"]), pool.redact(["c"])];
  await expect(third).rejects.toMatchObject({ code: "unavailable" });
  await expect(second).rejects.toMatchObject({ code: "unavailable" });
  expect(await first).toMatchObject([{ state: "failed" }]);
});

test("a pool that stops ends what it has and takes nothing new", async () => {
  const pool = poolOf();
  const running = [pool.redact(["a@example.com"]), pool.redact(["b@example.com"])];
  await pool.stop();
  expect(await Promise.all(running)).toEqual([
    [redact("a@example.com", { key })],
    [redact("b@example.com", { key })],
  ]);
  await expect(pool.redact(["c"])).rejects.toMatchObject({ code: "unavailable" });
});

test("no thread sees the environment, nor how this process was started", async () => {
  const tells = `${SAYS_READY}
    const redacted = JSON.stringify([{ value: [Object.keys(process.env).length, process.execArgv.length], counts: {}, state: "complete" }]);
    parentPort.on("message", () => parentPort.postMessage({ kind: "done", redacted }));`;
  const pool = poolOf({ file: programFile(tells) });
  expect(await pool.redact(["a"])).toMatchObject([{ value: [0, 0] }]);
});
