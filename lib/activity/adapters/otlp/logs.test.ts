import { expect, test } from "vitest";
import { adapted, readsWrongTypes, wire } from "../../testing/adapted";
import { log, START, span, spanId, TRACE } from "../../testing/spans";
import { otlp } from "./otlp";

const read = (...jsons: ReturnType<typeof log>[]) => adapted(otlp, wire("otlp-log", ...jsons));
const observed = String(START);

const AGENTGATEWAY = {
  "src.addr": "192.0.2.9:1234",
  "http.status": 200,
  "trace.id": TRACE,
  "span.id": spanId(4),
  "jwt.sub": "u-1",
  protocol: "mcp",
  "mcp.method.name": "tools/call",
  "mcp.target": "mail",
  "gen_ai.tool.name": "send",
  "mcp.session.id": "s-1",
  duration: "7ms",
};

test.each([
  ["the target as scope", "request", {}],
  ["the logger as scope", "agentgateway.access", {}],
  ["the target as an attribute", null, { target: "request" }],
])("agentgateway: a record without time or body, with %s", (_, scope, more) => {
  const attributes = { ...AGENTGATEWAY, ...more };
  const service = "agentgateway";
  const { data } = read(
    log({ ...(scope ? { scope } : {}), service, attributes, observed, inTrace: true }),
  );
  expect(data).toMatchObject([
    {
      kind: "tool_call",
      occurred_at: "2026-03-02T08:00:00.250Z",
      time_basis: "end",
      duration_ms: 7,
      "user.id": "u-1",
      "client.address": "192.0.2.9",
      "client.address_source": "peer",
      operation: "mail.send",
      outcome: "success_unverified",
      trace_id: TRACE,
      span_id: spanId(4),
      source: { gateway: "agentgateway" },
      completeness: { G3: "weak", G5: "missing" },
    },
  ]);
});

test("agentgateway: arguments come as a map or as a text", () => {
  for (const passed of [{ to: "all" }, '{"to":"all"}']) {
    const attributes = { ...AGENTGATEWAY, "gen_ai.tool.call.arguments": passed };
    expect(read(log({ scope: "request", attributes, observed })).data).toMatchObject([
      { "gen_ai.tool.call.arguments": { to: "all" } },
    ]);
  }
});

test("agentgateway: the trace context stands in for ids that are no attributes; without any, the place does", () => {
  const { "trace.id": _, "span.id": __, ...attributes } = AGENTGATEWAY;
  const told = log({ scope: "request", attributes, observed, inTrace: true });
  const untold = log({ scope: "request", attributes, observed });
  const { data, keys } = read(told, untold, untold);
  expect(data[0]).toMatchObject({ trace_id: TRACE, span_id: spanId(1) });
  expect(new Set(keys).size).toBe(3);
  expect(read(told).keys[0]).toBe(keys[0]);
});

test("a record that has no time of its own at all has none here", () => {
  const { data } = read(log({ scope: "request", attributes: AGENTGATEWAY }));
  expect(data[0]).not.toHaveProperty(["occurred_at"]);
  expect(data).toMatchObject([{ completeness: { G1: "missing" } }]);
});

const use = (id: string, name: string, more = {}) => ({
  toolUseId: id,
  tool: { type: "mcp", mcp: { type: "remote", url: "https://mcp.example.com/x" }, name },
  input: { path: "/tmp" },
  matchedRules: [],
  ...more,
});
const MINT = { "org.id": "o-1", "event.id": "01J0000000000000000000EVNT", "user.id": "u-2" };

test("MintMCP: one record becomes as many calls as it lists, of unknown outcome and without duration", () => {
  const local = { tool: { type: "agent", name: "Bash" }, matchedRules: ["r-1"] };
  const body = [use("t-1", "read_file"), use("t-2", "Bash", local)];
  const { data, keys } = read(log({ attributes: MINT, body, time: observed }));
  expect(data).toMatchObject([
    {
      kind: "tool_call",
      occurred_at: "2026-03-02T08:00:00.250Z",
      "user.id": "u-2",
      "organization.id": "o-1",
      "gen_ai.tool.name": "read_file",
      operation: "read_file",
      "mcp.server.endpoint": "https://mcp.example.com/x",
      "gen_ai.tool.call.arguments": { path: "/tmp" },
      outcome: "unknown",
      correlation_ids: [
        { kind: "native_id", value: MINT["event.id"] },
        { kind: "tool_use_id", value: "t-1" },
      ],
      completeness: { G4: "full", G6: "missing" },
    },
    { "gen_ai.tool.name": "Bash", policy: { rule_ids: ["r-1"], source: "mintmcp" } },
  ]);
  expect(data[0]).not.toHaveProperty(["duration_ms"]);
  expect(new Set(keys).size).toBe(2);
});

test("MintMCP: a body that is a text, and calls without an id of the event", () => {
  const body = JSON.stringify([use("t-1", "a"), use("t-1", "a")]);
  const { data, keys } = read(log({ attributes: { "user.id": "u" }, body }));
  expect(data).toHaveLength(2);
  expect(new Set(keys).size).toBe(2);
});

test("any log record with the names of the conventions is read, each for itself", () => {
  const attributes = { "mcp.method.name": "tools/call", "gen_ai.tool.name": "t", "user.id": "u" };
  const { data, keys } = read(
    log({ attributes, time: observed, inTrace: true }),
    log({
      attributes: { ...attributes, "error.type": "tool_error" },
      time: observed,
      inTrace: true,
    }),
  );
  expect(data).toMatchObject([
    { outcome: "success_unverified", time_basis: "logged", trace_id: TRACE },
    { outcome: "tool_error" },
  ]);
  expect(new Set(keys).size).toBe(2);
});

test("Envoy over OTLP: its keys are attributes, and its lines are joined as they are in a file", () => {
  const line = (more: object) => ({
    "x-request-id": "r-1",
    "mcp.method.name": "tools/call",
    "mcp.tool.name": "look",
    response_code: 200,
    start_time: "2026-03-02T08:00:00.100Z",
    ...more,
  });
  const { data } = read(
    log({
      attributes: line({
        downstream_remote_address: "127.0.0.1:1",
        "user-agent": "Go-http-client/1.1",
      }),
    }),
    log({ attributes: line({ downstream_remote_address: "192.0.2.1:2", "user-agent": "agent" }) }),
  );
  expect(data).toMatchObject([{ "client.address": "192.0.2.1", joined_from: [0] }]);
});

test("other log records are left out; spans and logs of one body keep their order", () => {
  const { left } = read(log({ body: "server started" }));
  expect(left.skipped).toEqual([{ position: 0, why: "This log record is no call." }]);
  const [first] = wire("otlp-log", log({ attributes: { "mcp.method.name": "ping" } }));
  const [second] = wire("otlp-span", span(1, { name: "tools/call t" }));
  const mixed = [second, first].flatMap((record, position) =>
    record ? [{ ...record, position }] : [],
  );
  expect(adapted(otlp, mixed).data.map(({ kind }) => kind)).toEqual(["tool_call", "activity"]);
});

test("nothing of a wrong type in a log record throws", () => {
  const payloads = [
    [log({ scope: "request", attributes: AGENTGATEWAY, observed, inTrace: true })],
    [log({ attributes: MINT, body: [use("t-1", "x")], time: observed })],
  ];
  for (const payload of payloads)
    expect(readsWrongTypes(otlp, "otlp-log", payload)).toBeGreaterThan(100);
});
