import { afterEach, beforeAll, expect, test } from "vitest";
import type { Json } from "@/lib/ledger/canonical-json";
import { tokenKey } from "../redaction/token";
import { FACTS } from "../testing/adapted";
import { programFile, readingWorkerFile } from "../testing/worker-file";
import { type PoolOptions, type ReadingPool, readingPool } from "./pool";
import { type BodyFacts, type ReadingSource, type ReadResult, readBody } from "./read-body";

const key = tokenKey("test-master", "inst-1", "k1");
const SAYS_READY = `import { parentPort } from "node:worker_threads"; parentPort.postMessage({ kind: "ready" });`;
const HANGS = `${SAYS_READY} parentPort.on("message", () => { for (;;); });`;
const DIES = `${SAYS_READY} parentPort.on("message", () => process.exit(1));`;

let file = "";
const pools: ReadingPool[] = [];
beforeAll(async () => {
  file = await readingWorkerFile();
});
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.stop()));
});

function poolOf(options: Partial<PoolOptions> = {}): ReadingPool {
  const all = { file, key, country: null, threads: 1, queueMax: 8, deadlineMs: 5_000, ...options };
  const pool = readingPool({ graceMs: 300, ...all });
  pools.push(pool);
  return pool;
}

const facts: BodyFacts = {
  ...{ format: "lines", contentType: null, headers: {}, index: null, transport: "http" },
};
const source: ReadingSource = {
  ...{ id: "gw-1", adapter: { kind: "agentgateway" }, facts: FACTS, places: [] },
  place: { environment: null, region: null },
};
const call = (passed: Json) => ({
  ...{ scope: "request", "mcp.method.name": "tools/call", "gen_ai.tool.name": "t" },
  "gen_ai.tool.call.arguments": passed,
});
const bodyOf = (all: readonly Json[]) =>
  new TextEncoder().encode(all.map((one) => JSON.stringify(one)).join("\n"));
const read = (pool: ReadingPool, all: readonly Json[]): Promise<ReadResult> =>
  pool.read(bodyOf(all), facts, source);
const here = (all: readonly Json[]) => readBody(bodyOf(all), facts, { source, redaction: { key } });

/** A program that reads as ours does, but for a text on which it does something else. */
const poisoned = (does: string) =>
  programFile(`${SAYS_READY} parentPort.on("message", ({ body, setAside, all, progress }) => {
    const aside = new Map(setAside);
    const seen = new Int32Array(progress);
    const records = [];
    const quarantined = [];
    new TextDecoder().decode(body).split("\\n").forEach((text, position) => {
      seen[0] = position;
      const reason = aside.get(position) ?? all;
      if (reason) quarantined.push({ position, reason });
      else if (text.includes("poison")) { ${does} }
      else records.push({ positions: [position] });
    });
    seen[0] = -1;
    parentPort.postMessage({ kind: "done", read: JSON.stringify({ records, quarantined }), texts: [] });
  });`);

test("it gives what readBody() gives, whichever thread does it", async () => {
  const pool = poolOf({ threads: 2 });
  const requests = [
    [call({ mail: "a@example.com" }), call("\ud800"), 7],
    [call(JSON.parse('{"__proto__":{"password":"x"}}'))],
    [],
  ];
  const results = await Promise.all(requests.map((all) => read(pool, all)));
  expect(results).toEqual(requests.map(here));
  expect(JSON.stringify(results[1])).toContain("__proto__");
});

test("the body stays with whoever gave it, and what is nested deeper than any text can follow is read", async () => {
  const text = JSON.stringify(call("deep"));
  const deep = text.replace('"deep"', `${"[".repeat(50_000)}${"]".repeat(50_000)}`);
  const body = new TextEncoder().encode(deep);
  const { records, quarantined } = await poolOf().read(body, facts, source);
  expect(records.length + quarantined.length).toBe(1);
  expect(body.length).toBeGreaterThan(100_000);
});

test("the country of the installation counts there too", async () => {
  const [record] = (await read(poolOf({ country: "DE" }), [call({ phone: "030 901820" })])).records;
  expect(record?.text).toContain("[phone:k1:");
});

test("RED-04 past the deadline the texts that are left say so, and the thread goes on to the next body", async () => {
  const pool = poolOf({ deadlineMs: 300, graceMs: 5_000 });
  const slow = Array.from({ length: 4_000 }, (_, at) => `${"+1 23 ".repeat(500)}${at}`);
  const [late] = (await read(pool, [call(slow)])).records;
  expect(late?.text).toContain('"state":"failed"');
  expect((await read(pool, [call("x")])).records).toEqual(here([call("x")]).records);
});

test("a body that is refused is refused here as well", async () => {
  const otlp: BodyFacts = { ...facts, format: "otlp-logs", contentType: "application/json" };
  await expect(poolOf().read(bodyOf(["x"]), otlp, source)).rejects.toMatchObject({
    code: "invalid_input",
  });
  const many = Array.from({ length: 10_001 }, () => 1);
  await expect(poolOf().read(bodyOf([many]), facts, source)).rejects.toMatchObject({
    code: "too_large",
  });
});

test.each([
  ["breaks its thread", "process.exit(1)", "What looked through this broke, so it was not kept."],
  ["takes too long", "for (;;);", "Looking through this took too long, so it was not kept."],
])("RED-04 a record that %s is set aside, and spoils no other", async (_, does, reason) => {
  const pool = poolOf({ file: poisoned(does), deadlineMs: 100 });
  const result = await read(pool, ["a", "poison", "b"]);
  expect(result.records.map(({ positions }) => positions)).toEqual([[0], [2]]);
  expect(result.quarantined).toEqual([{ position: 1, reason }]);
});

test("RED-04 where many break it, all are set aside one by one", async () => {
  const pool = poolOf({ file: poisoned("process.exit(1)") });
  const all = ["poison 1", "poison 2", "poison 3", "poison 4", "fine"];
  const { records, quarantined } = await read(pool, all);
  expect(records).toEqual([]);
  expect(quarantined.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4]);
});

test("RED-04 what nothing can be told apart in is set aside as a whole, as a hash and a length", async () => {
  for (const program of [DIES, HANGS]) {
    const body = bodyOf([{ secret: "a@example.com" }]);
    const pool = poolOf({ file: programFile(program), deadlineMs: 20 });
    const result = await pool.read(body, facts, source);
    expect(result.quarantined).toMatchObject([{ bytes: body.length, payload: null }]);
    expect(result.records).toEqual([]);
    expect(JSON.stringify(result)).not.toContain("example.com");
  }
});

test.each([
  ["is not there", "/nowhere/worker.mjs"],
  ["throws when it starts", programFile("throw new Error('no')")],
  ["ends at once", programFile("process.exit(0)")],
])("where the program %s, the sender is asked to come again", async (_, missing) => {
  const pool = poolOf({ file: missing });
  await expect(read(pool, ["a"])).rejects.toMatchObject({ code: "unavailable" });
  await expect(read(pool, ["a"])).rejects.toMatchObject({ code: "unavailable" });
});

test("more bodies than may wait, and those that wait too long, are asked to come again", async () => {
  const pool = poolOf({ file: programFile(HANGS), queueMax: 1, deadlineMs: 10 });
  const [first, second, third] = [read(pool, ["a"]), read(pool, ["b"]), read(pool, ["c"])];
  await expect(third).rejects.toMatchObject({ code: "unavailable" });
  await expect(second).rejects.toMatchObject({ code: "unavailable" });
  expect(await first).toMatchObject({ records: [] });
});

test("a pool that stops ends what it has and takes nothing new", async () => {
  const pool = poolOf();
  const running = [read(pool, [call("a")]), read(pool, [call("b")])];
  await pool.stop();
  expect(await Promise.all(running)).toEqual([here([call("a")]), here([call("b")])]);
  await expect(read(pool, [call("c")])).rejects.toMatchObject({ code: "unavailable" });
});

test("no thread sees the environment, nor how this process was started", async () => {
  const tells = `${SAYS_READY}
    const seen = [Object.keys(process.env).length, process.execArgv.length];
    const read = JSON.stringify({ records: [], warnings: seen });
    parentPort.on("message", () => parentPort.postMessage({ kind: "done", read, texts: [] }));`;
  const pool = poolOf({ file: programFile(tells) });
  expect(await read(pool, ["a"])).toMatchObject({ warnings: [0, 0] });
});
