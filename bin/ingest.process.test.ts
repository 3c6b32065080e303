// What machines push at a server as it runs in earnest: real parties, samples, hostile senders, and a minute of chance.
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runRedaction, runSamples } from "./conformance/run";
import { redactionCasesIn, samplesIn } from "./conformance/samples";
import { runFuzz } from "./fuzz/run";
import { ask, bearer } from "./lab/ask";
import { callsBetween, mark } from "./lab/calls";
import { type Installation, openInstallation } from "./lab/installation";
import { callAndExport } from "./lab/parties";
import { freshDatabase, freshFolder, query, samplesFolder } from "./test/processes.mjs";

const MIB = 1_024 * 1_024;
const MEMORY_MIB = 1_200;
const DAWDLED_MS = 45_000; // they get 10 seconds; machines under test are busy
const FUZZ_MS = 60_000;
const SAMPLES = samplesFolder();

let server: Installation;
let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await freshDatabase();
  const samples = SAMPLES === null ? [] : samplesIn(SAMPLES).map(({ name }) => name);
  const own = ["forms", "json", "protobuf", "hostile", "fuzz", "revoked", "expired", "disabled"];
  const place = { databaseUrl, folder: join(freshFolder(), "ingest") };
  server = await openInstallation(place, [...own, ...samples, "redaction-cases.json"]);
});

afterAll(() => server?.stop());

async function push(
  path: string,
  { body = "", headers = {}, as = "forms" }: Pushing = {},
): Promise<{ status: number; text: string; headers: Readonly<Record<string, unknown>> }> {
  const { source, token } = server.senderFor(as);
  const url = `${server.url}${path.replace("{source}", source)}`;
  const heard = await ask(url, { headers: { ...bearer(token), ...headers }, body });
  return { status: heard.status, text: heard.body.toString(), headers: heard.headers };
}

type Pushing = {
  body?: string | Uint8Array;
  headers?: Readonly<Record<string, string>>;
  as?: string;
};

let calls = 0;

function call(more: Readonly<Record<string, unknown>> = {}) {
  calls += 1;
  return {
    ...{ id: `call-${calls}`, call_type: "call_mcp_tool", status: "success" },
    startTime: 1_790_000_000,
    metadata: { mcp_tool_call_metadata: { name: "lend" } },
    ...more,
  };
}

const accepted = (n: number) => ({ accepted: n, duplicates: 0, quarantined: 0 });

test.each(["json", "protobuf"] as const)(
  "LOG-01: calls between a real MCP client and server, told by the real OpenTelemetry SDK in %s, are records with proofs that verify",
  async (encoding) => {
    const sender = server.senderFor(encoding);
    const start = await mark(server, server.senderFor("forms"));
    await callAndExport(encoding, { url: server.url, token: sender.token });
    const entries = await callsBetween(server, start + 1, await mark(server, sender));
    expect(entries.map(({ proven }) => proven)).toEqual([true, true]);
    const [lent, refused] = entries.map(({ data }) => data);
    expect(lent).toMatchObject({
      ...{ kind: "tool_call", operation: "library.lend", outcome: "success" },
      ...{ "user.id": "agent-7", "client.address": "198.51.100.7" },
      ...{ "user_agent.original": "reader/1.0.0", duration_ms: expect.any(Number) },
      "gen_ai.tool.call.arguments": { book: "Turbines", days: 14 },
      occurred_at: expect.stringMatching(/^20\d\d-.*\.\d{3}Z$/),
      trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      source: expect.objectContaining({ id: sender.source, gateway: `library-${encoding}` }),
    });
    expect(refused).toMatchObject({ operation: "library.lend", outcome: "tool_error" });
  },
);

test.runIf(SAMPLES !== null)(
  "every sample of SAMPLES becomes the records that are expected of it",
  async () => {
    const to = { ...server, sourceFor: server.senderFor };
    const folder = SAMPLES ?? "";
    const samples = await runSamples(to, samplesIn(folder));
    const verdicts = [...samples, ...(await runRedaction(to, redactionCasesIn(folder)))];
    const failed = verdicts.filter(({ faults }) => faults.length > 0);
    expect(failed).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(1);
  },
);

test("each address answers in the form that its senders wait for", async () => {
  const lines = `${JSON.stringify(call())}\n${JSON.stringify(call())}`;
  const first = await push("/api/ingest/{source}?receipts=1", { body: lines });
  expect(first.status).toBe(200);
  const told = JSON.parse(first.text);
  expect(told).toMatchObject({ ...accepted(2), batch_id: expect.any(String) });
  expect(told.results).toHaveLength(2);
  const again = await push("/api/ingest/{source}/", { body: lines });
  expect(JSON.parse(again.text)).toMatchObject({ accepted: 0, duplicates: 2, quarantined: 0 });

  const event = { specversion: "1.0", id: "e1", source: "/s", type: "t", data: call() };
  const structured = { "content-type": "application/cloudevents+json" };
  const sent = await push("/api/ingest/{source}", {
    body: JSON.stringify(event),
    headers: structured,
  });
  expect(JSON.parse(sent.text)).toMatchObject(accepted(1));
  const batch = { "content-type": "application/cloudevents-batch+json" };
  const both = [
    { ...event, id: "e2", data: call() },
    { ...event, id: "e3", data: call() },
  ];
  const many = await push("/api/ingest/{source}", { body: JSON.stringify(both), headers: batch });
  expect(JSON.parse(many.text)).toMatchObject(accepted(2));
  const attributes = { "ce-specversion": "1.0", "ce-id": "e4", "ce-source": "/s", "ce-type": "t" };
  const binary = { "content-type": "application/json", ...attributes };
  const one = await push("/api/ingest/{source}", {
    body: JSON.stringify(call()),
    headers: binary,
  });
  expect(JSON.parse(one.text)).toMatchObject(accepted(1));

  const stacked = [1, 2].map(() => JSON.stringify({ time: 1_790_000_000, event: call() })).join("");
  for (const path of ["/services/collector", "/services/collector/event"]) {
    const hec = await push(path, { body: stacked });
    expect(hec).toMatchObject({ status: 200, text: '{"text":"Success","code":0}' });
  }
  const raw = await push("/services/collector/raw?channel=1", { body: JSON.stringify(call()) });
  expect(JSON.parse(raw.text)).toEqual({ text: "Success", code: 0 });

  const bulk = `{"index":{"_index":"mcp","_id":"7"}}\n${JSON.stringify(call())}\n{"create":{}}\n${JSON.stringify(call())}\n`;
  const elastic = await push("/api/elastic/mcp/_bulk?filter_path=errors", {
    body: gzipSync(bulk),
    headers: { "content-encoding": "gzip", "content-type": "application/x-ndjson" },
  });
  expect(elastic.headers["x-elastic-product"]).toBe("Elasticsearch");
  expect(JSON.parse(elastic.text)).toMatchObject({
    errors: false,
    items: [{ index: { _index: "mcp", _id: "7", status: 201 } }, { create: { status: 201 } }],
  });

  const hook = await push("/api/hooks/docker-mcp/{source}", { body: '{"content":[]}' });
  expect(hook).toMatchObject({ status: 200, text: "" });
  const empty = await push("/api/ingest/{source}");
  expect(JSON.parse(empty.text)).toMatchObject(accepted(0));
});

test("shippers that ask before they send are answered, and each way to show a token works", async () => {
  const { token } = server.senderFor("forms");
  const get = async (
    path: string,
    headers: Readonly<Record<string, string>> = {},
    method = "GET",
  ) => ask(`${server.url}${path}`, { method, headers });
  const health = await get("/services/collector/health");
  expect(JSON.parse(health.body.toString())).toEqual({ text: "HEC is healthy", code: 17 });
  const basic = Buffer.from(`elastic:${token}`).toString("base64");
  const ways = [
    bearer(token),
    { authorization: `Splunk ${token}` },
    { authorization: `Basic ${basic}` },
    { authorization: `ApiKey ${basic}` },
    { "x-api-key": token },
  ];
  for (const headers of ways) {
    const root = await get("/api/elastic/", headers);
    expect(root.status, JSON.stringify(headers).slice(0, 30)).toBe(200);
    expect(JSON.parse(root.body.toString()).version.number).toMatch(/^8\./);
  }
  const head = await get("/api/elastic", bearer(token), "HEAD");
  expect([head.status, head.headers["x-elastic-product"]]).toEqual([200, "Elasticsearch"]);
  const asked = await ask(`${server.url}/v1/traces?token=${token}`, {
    headers: { "content-type": "application/json" },
    body: '{"resourceSpans":[]}',
  });
  expect([asked.status, asked.body.toString()]).toEqual([200, "{}"]);
  expect((await get("/v1/traces")).status).toBe(405);
  expect((await get("/v1/traces", {}, "OPTIONS")).status).toBe(204);
  expect((await get("/v1/traces", {}, "TRACE")).status).toBe(405);
  expect(server.said()).not.toContain(token);
});

test("a token that is wrong, revoked, over, of a disabled or another source opens nothing", async () => {
  const at = "2020-01-01T00:00:00Z";
  const set = (column: string, source: string) =>
    query(databaseUrl, `UPDATE "SourceToken" SET "${column}" = $1 WHERE "sourceId" = $2`, [
      at,
      source,
    ]);
  await set("revokedAt", "revoked");
  await set("expiresAt", "expired");
  await query(databaseUrl, `UPDATE "Source" SET "disabledAt" = $1 WHERE id = 'disabled'`, [at]);
  for (const as of ["revoked", "expired", "disabled"]) {
    expect((await push("/api/ingest/{source}", { as, body: "{}" })).status, as).toBe(401);
  }
  const wrong = { authorization: "Bearer cs_nobody" };
  const body = JSON.stringify(call());
  const json = { ...wrong, "content-type": "application/json" };
  const paths = [
    "/api/ingest/{source}",
    "/api/otlp/v1/logs",
    "/v1/traces",
    "/services/collector",
    "/services/collector/raw",
    "/api/elastic/_bulk",
    "/api/elastic/x/_bulk",
    "/api/hooks/docker-mcp/{source}",
  ];
  const answers = await Promise.all(paths.map((path) => push(path, { body, headers: json })));
  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 401));
  const [ingest, logs, , hec, , bulk, , hook] = answers.map(({ text }) => text);
  expect(JSON.parse(ingest ?? "").error.code).toBe("unauthenticated");
  expect(JSON.parse(logs ?? "")).toMatchObject({ code: 16, message: expect.any(String) });
  expect(JSON.parse(hec ?? "").code).toBe(4);
  expect(JSON.parse(bulk ?? "")).toMatchObject({
    status: 401,
    error: { type: "security_exception" },
  });
  expect(hook).toBe("");
  const other = await push("/api/ingest/hostile", { body });
  expect([other.status, JSON.parse(other.text).error.code]).toEqual([403, "forbidden"]);
  expect((await push("/api/hooks/docker-mcp/hostile", { body })).status).toBe(403);
});

test("G3: zip bombs, a gigabyte, depth 10,000, broken text, garbage and dawdlers cost bounded memory, get the right status, and the server goes on", async () => {
  const since = performance.now();
  const dawdlers = Promise.all([dawdle("body"), dawdle("head")]);
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, server.memory());
  }, 100);
  const as = "hostile";
  const bomb = gzipSync(Buffer.alloc(200 * MIB, 0x20));
  const packed = { "content-encoding": "gzip" };
  const bombs = [1, 2, 3, 4, 5, 6].map(() =>
    push("/api/ingest/{source}", { as, body: bomb, headers: packed }),
  );
  expect((await Promise.all(bombs)).map(({ status }) => status)).toEqual(bombs.map(() => 413));
  const hidden = await push("/api/ingest/{source}", { as, body: gzipSync(bomb), headers: packed });
  expect(hidden.status).toBe(200); // unpacked once it is no JSON: one record in quarantine
  const { status, sentMib } = await gigabyte();
  expect(status).toBe(413);
  expect(sentMib).toBeLessThan(300);
  const lying = await push("/v1/logs", {
    ...{ as, body: Buffer.alloc(11 * MIB, 1) },
    headers: { ...packed, "content-type": "application/x-protobuf" },
  });
  expect(lying.status).toBe(413);

  const quarantined = async (body: string | Uint8Array) => {
    const answer = await push("/api/ingest/{source}", { as, body });
    expect(answer.status).toBe(200);
    return JSON.parse(answer.text).quarantined;
  };
  expect(await quarantined("[".repeat(10_000))).toBe(1);
  expect(await quarantined(`{"a":`.repeat(10_000).concat("1", "}".repeat(10_000)))).toBe(1);
  expect(await quarantined(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))).toBe(1);
  expect(await quarantined(gzipSync("{}").subarray(0, 12))).toBe(1);
  const garbage = await push("/v1/traces", {
    ...{ as, body: Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x7f, 1, 2, 3]) },
    headers: { "content-type": "application/x-protobuf" },
  });
  expect(garbage).toMatchObject({
    status: 400,
    text: expect.stringContaining(INVALID_ARGUMENT),
    headers: { "content-type": "application/x-protobuf" },
  });
  const many = await push("/api/ingest/{source}", { as, body: "{}\n".repeat(10_001) });
  expect(many.status).toBe(413);

  const [body, head] = await dawdlers;
  expect(body).toMatch(/^HTTP\/1.1 503 [\s\S]*retry-after: 30/i);
  expect(head).toMatch(/^HTTP\/1.1 408 /);
  expect(performance.now() - since).toBeLessThan(DAWDLED_MS);
  clearInterval(watch);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(MEMORY_MIB);
  const after = await push("/api/ingest/{source}", { body: JSON.stringify(call()) });
  expect(JSON.parse(after.text)).toMatchObject(accepted(1));
  expect(server.said()).not.toContain('"foreseen":false');
});

/** How a google.rpc.Status begins that says so: its code, and then its message. */
const INVALID_ARGUMENT = "\u0008\u0003\u0012";

/** Sends a body of a gigabyte in pieces, until it is answered: how much had gone by then. */
function gigabyte(): Promise<{ status: number; sentMib: number }> {
  const { source, token } = server.senderFor("hostile");
  return new Promise((resolve, reject) => {
    const piece = Buffer.alloc(MIB, 0x20);
    let sentMib = 0;
    let isAnswered = false;
    const sending = request(
      `${server.url}/api/ingest/${source}`,
      { method: "POST", headers: bearer(token) },
      (answer) => {
        isAnswered = true;
        resolve({ status: answer.statusCode ?? 0, sentMib });
        answer.resume().once("close", () => sending.destroy());
      },
    );
    sending.on("error", (error) => (isAnswered ? null : reject(error)));
    const pump = () => {
      for (; sentMib < 1_024 && !isAnswered; ) {
        sentMib += 1;
        if (!sending.write(piece)) return sending.once("drain", pump);
      }
      return isAnswered ? null : sending.end();
    };
    pump();
  });
}

/** Sends a byte now and then, of the head or of the body, until the server ends the connection: what it said. */
function dawdle(part: "head" | "body"): Promise<string> {
  const { source, token } = server.senderFor("hostile");
  const head = `POST /api/ingest/${source} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\n`;
  const socket = connect(Number(new URL(server.url).port), "localhost");
  socket.write(part === "head" ? head : `${head}content-length: 1000000\r\n\r\n`);
  const drip = setInterval(() => socket.write("x"), 500);
  let heard = "";
  socket.setEncoding("utf8").on("data", (text) => {
    heard += text;
  });
  return new Promise((resolve) => {
    socket.on("error", () => {}); // it writes into what the server has ended
    socket.on("close", () => {
      clearInterval(drip);
      resolve(heard);
    });
  });
}

test("a minute of sound, damaged and hostile bodies by chance: no answer but those of the contract, no crash, bounded memory", async () => {
  const seed = Math.floor(Math.random() * 1_000_000);
  const plan = { seed, ms: FUZZ_MS, senders: 4 };
  const report = await runFuzz(plan, { ...server, sender: server.senderFor("fuzz") });
  expect(report.faults, `seed ${seed}`).toEqual([]);
  expect(report.requests).toBeGreaterThan(500);
  const after = await push("/api/ingest/{source}", { body: JSON.stringify(call()) });
  expect(JSON.parse(after.text)).toMatchObject(accepted(1));
});
