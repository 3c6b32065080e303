import { expect, test } from "vitest";
import { stateOf } from "../../record/canonical-record";
import { adapted, readsWrongTypes, wire } from "../../testing/adapted";
import { OTHER_TRACE, span, spanId, TRACE } from "../../testing/spans";
import { otlp } from "./otlp";

const CALL = {
  "mcp.method.name": "tools/call",
  "gen_ai.tool.name": "query",
  "gen_ai.operation.name": "execute_tool",
  "mcp.server.name": "postgres",
  "jsonrpc.request.id": "41",
  "mcp.session.id": "s-9",
  "mcp.protocol.version": "2025-11-25",
  "network.transport": "tcp",
  "network.protocol.name": "http",
  "network.protocol.version": "2",
  "client.address": "192.0.2.10",
  "client.port": 40_001,
};

const spans = (...jsons: ReturnType<typeof span>[]) => wire("otlp-span", ...jsons);
const read = (...jsons: ReturnType<typeof span>[]) => adapted(otlp, spans(...jsons));
const one = (...jsons: ReturnType<typeof span>[]) => {
  const { data } = read(...jsons);
  expect(data).toHaveLength(1);
  return data[0] ?? {};
};

test("a server span has time, tool, server, address and ids, and says nothing of the caller", () => {
  const record = one(span(1, { name: "tools/call query", attributes: CALL, ms: 12.3456 }));
  expect(record).toMatchObject({
    kind: "tool_call",
    occurred_at: "2026-03-02T08:00:00.250Z",
    occurred_at_raw: "1772438400250900700",
    time_precision: "ns",
    time_basis: "start",
    clock_source: "gateway",
    duration_ms: 12.345,
    "gen_ai.tool.name": "query",
    operation: "postgres.query",
    "client.address": "192.0.2.10",
    "client.port": 40_001,
    outcome: "success",
    trace_id: TRACE,
    span_id: spanId(1),
    "jsonrpc.request.id": "41",
    "mcp.session.id": "s-9",
    "mcp.protocol.version": "2025-11-25",
    "network.transport": "tcp",
    sampling: "unknown",
    source: { gateway: "gateway" },
    completeness: { G1: "full", G2: "missing", G3: "weak", G4: "full", G5: "missing", G6: "full" },
  });
  for (const name of ["user.id", "user_agent.original", "gen_ai.tool.call.arguments"] as const) {
    expect(stateOf(record, name)).toBe("not_provided");
    expect(record[name]).toBeUndefined();
  }
});

test("what operators add is read: caller, agent, credential, arguments, sequence", () => {
  const { data } = read(
    span(1, {
      attributes: {
        ...CALL,
        "user.id": "u-7",
        credential_id: "ci-key",
        "gen_ai.agent.id": "a-1",
        "gen_ai.agent.name": "Reporter",
        "gen_ai.tool.call.arguments": '{"id":12345678901234567890,"sql":"select 1"}',
        "gen_ai.tool.call.result": { content: [{ type: "text", text: "1" }], isError: false },
      },
    }),
  );
  expect(data[0]).toMatchObject({
    "caller.type": "user",
    "user.id": "u-7",
    credential_id: "ci-key",
    "gen_ai.agent.name": "Reporter",
    "gen_ai.tool.call.arguments": { sql: "select 1" },
    arguments_count: 2,
    result_summary: { content_types: ["text"] },
  });
  const counted = { ...CALL, sender_sequence: 8, sender_epoch: "boot-2" };
  const [draft] = otlp.read(spans(span(1, { attributes: counted })), {
    trustedHops: 0,
    offset: "Z",
  }).drafts;
  expect(draft?.sequence).toEqual({ epoch: "boot-2", seq: 8 });
});

test.each([
  ["no error at all", {}, {}, "success"],
  ["isError in the result", { "error.type": "tool_error" }, {}, "tool_error"],
  [
    "isError before the code",
    { "error.type": "tool_error", "rpc.response.status_code": "-32602" },
    {},
    "tool_error",
  ],
  [
    "a code as text",
    { "rpc.response.status_code": "-32602", "error.type": "-32602" },
    {},
    "protocol_error",
  ],
  ["a code as a number", { "rpc.response.status_code": -32_601 }, {}, "protocol_error"],
  ["a code as the type alone", { "error.type": "-32002" }, {}, "protocol_error"],
  ["a timeout", { "error.type": "timeout" }, { code: 2 }, "timeout"],
  ["status 401", { "http.response.status_code": 401 }, {}, "denied"],
  [
    "status 403, over a type",
    { "http.response.status_code": 403, "error.type": "x" },
    {},
    "denied",
  ],
  ["denied by name", { "error.type": "permission_denied" }, {}, "denied"],
  ["status 502", { "http.response.status_code": 502 }, { code: 2 }, "transport_error"],
  ["any other type", { "error.type": "java.io.IOException" }, {}, "error"],
  ["the status of the span alone", {}, { code: 2, message: "no" }, "error"],
  [
    "a captured result with isError",
    { "gen_ai.tool.call.result": '{"isError":true}' },
    {},
    "tool_error",
  ],
  [
    "a result that asks back",
    { "gen_ai.tool.call.result": { resultType: "input_required" } },
    {},
    "pending",
  ],
])("outcome of a span with %s", (_, attributes, status, outcome) => {
  expect(one(span(1, { attributes: { ...CALL, ...attributes }, status }))).toMatchObject({
    outcome,
  });
});

test("a request that is no call of a tool is activity", () => {
  const list = { "mcp.method.name": "tools/list" };
  expect(one(span(1, { name: "tools/list", attributes: list }))).toMatchObject({
    kind: "activity",
  });
});

test("the name of a span tells method and tool where its attributes do not", () => {
  expect(one(span(1, { name: "tools/call echo" }))).toMatchObject({
    kind: "tool_call",
    "mcp.method.name": "tools/call",
    "gen_ai.tool.name": "echo",
    field_state: { "mcp.method.name": "derived", "gen_ai.tool.name": "derived" },
  });
});

const HTTP = {
  "http.request.method": "POST",
  "client.address": "198.51.100.4",
  "client.port": 50_000,
  "user_agent.original": "agent/1.0",
  "enduser.id": "u-1",
  "http.response.status_code": 200,
};

test("what the linked HTTP span knows is joined, though it is of another trace", () => {
  const { "client.address": _, "client.port": __, ...bare } = CALL;
  const record = one(
    span(1, { attributes: bare, links: [{ trace: OTHER_TRACE, span: 5 }] }),
    span(5, { name: "POST /mcp", trace: OTHER_TRACE, attributes: HTTP }),
  );
  expect(record).toMatchObject({
    "client.address": "198.51.100.4",
    "client.port": 50_000,
    "user_agent.original": "agent/1.0",
    "user.id": "u-1",
    "caller.type": "user",
    "http.response.status_code": 200,
    joined_from: [1],
    field_state: { "user_agent.original": "joined", "user.id": "joined" },
    field_source: { "user_agent.original": "1:/span/attributes/user_agent.original" },
    completeness: { G2: "full", G3: "full" },
  });
});

test("an HTTP span that links the call is joined as well", () => {
  const record = one(
    span(1, { attributes: CALL }),
    span(5, { trace: OTHER_TRACE, attributes: HTTP, links: [{ trace: TRACE, span: 1 }] }),
  );
  expect(record).toMatchObject({ "user_agent.original": "agent/1.0" });
});

test("an HTTP span above the call is joined, its address only where the call has none", () => {
  const record = one(
    span(1, { name: "POST /mcp", attributes: HTTP, ms: 50 }),
    span(2, { name: "internal", kind: "internal", parent: 1 }),
    span(3, { attributes: CALL, parent: 2 }),
  );
  expect(record).toMatchObject({
    "client.address": "192.0.2.10",
    "client.port": 40_001,
    "user.id": "u-1",
  });
});

test("an HTTP span of the same trace is joined where it is the only one that ran meanwhile", () => {
  const call = span(3, { attributes: CALL, parent: 77, from: 5 });
  const http = (n: number, from: number) =>
    span(n, { attributes: { ...HTTP, "user_agent.original": `ua-${n}` }, from, ms: 30 });
  expect(one(call, http(1, 0), http(2, 100))).toMatchObject({ "user_agent.original": "ua-1" });
  const { data, left } = read(call, http(1, 0), http(2, 1));
  expect(data[0]).not.toHaveProperty(["user_agent.original"]);
  expect(left.skipped.map(({ position }) => position)).toEqual([1, 2]);
});

test("an HTTP request that went out, or arrived somewhere else, is not joined", () => {
  const record = one(
    span(1, { attributes: HTTP, service: "shop", ms: 90 }),
    span(2, { attributes: HTTP, kind: "client", parent: 1, ms: 80 }),
    span(3, { attributes: CALL, parent: 2 }),
  );
  expect(record).not.toHaveProperty(["user_agent.original"]);
});

test("a denial over HTTP is one, though the span of the call says nothing", () => {
  const denied = { ...HTTP, "http.response.status_code": 403 };
  const record = one(
    span(1, { attributes: denied, ms: 9 }),
    span(2, { attributes: CALL, parent: 1 }),
  );
  expect(record).toMatchObject({
    outcome: "denied",
    field_source: { outcome: expect.stringMatching(/^0:/) },
  });
});

test("the legs of one call are counted once, and tell where it went", () => {
  const prefixed = { "mcp.method.name": "tools/call", "gen_ai.tool.name": "postgres__query" };
  const record = one(
    span(2, {
      kind: "client",
      parent: 1,
      from: 1,
      ms: 5,
      attributes: {
        ...CALL,
        "server.address": "db.example.com",
        "server.port": 8080,
        "user.id": "gateway",
      },
    }),
    span(1, { attributes: prefixed }),
  );
  expect(record).toMatchObject({
    span_id: spanId(1),
    "gateway.tool.raw_name": "postgres__query",
    "gen_ai.tool.name": "query",
    operation: "postgres.query",
    "mcp.server.name": "postgres",
    "mcp.server.endpoint": "db.example.com:8080",
    joined_from: [0],
  });
  for (const name of ["user.id", "client.address"]) expect(record).not.toHaveProperty([name]);
});

test.each([
  ["another tool", { from: 1, attributes: { ...CALL, "gen_ai.tool.name": "other" } }],
  ["the same tool, begun after it ended", { from: 500, attributes: CALL }],
])("a span below a call about %s is a call of its own", (_, below) => {
  expect(read(span(1, { attributes: CALL }), span(2, { parent: 1, ...below })).data).toHaveLength(
    2,
  );
});

test("requests that arrived below one span are calls of their own; through a gateway it is one", () => {
  const below = (n: number) => span(n, { parent: 1, from: n, ms: 1, attributes: CALL });
  expect(read(span(1, { attributes: CALL }), below(2), below(3)).data).toHaveLength(3);
  const leg = span(2, { kind: "client", parent: 1, from: 1, ms: 9, attributes: CALL });
  const upstream = span(3, { parent: 2, from: 2, ms: 5, attributes: CALL, service: "upstream" });
  expect(one(span(1, { attributes: CALL }), leg, upstream)).toMatchObject({ span_id: spanId(1) });
});

test("spans of other things are left out, each with why", () => {
  const { data, left } = read(
    span(1, { name: "chat model", attributes: { "gen_ai.operation.name": "chat" } }),
    span(2, { name: "GET /", attributes: HTTP }),
  );
  expect(data).toEqual([]);
  expect(left.skipped.map(({ why }) => why)).toEqual([
    "This span is no call.",
    "No call of this request goes with this HTTP span.",
  ]);
});

test("the same span twice in one request is one call", () => {
  const twice = span(1, { attributes: CALL });
  const { data, keys, left } = read(twice, twice);
  expect(data).toHaveLength(1);
  expect(left.skipped).toHaveLength(1);
  expect(read(twice).keys).toEqual(keys);
});

test("parents in a circle, a span without ids, and two thousand in one trace are survived", () => {
  expect(read(span(1, { attributes: CALL, parent: 2 }), span(2, { parent: 1 })).data).toHaveLength(
    1,
  );
  const bad = adapted(otlp, wire("otlp-span", { span: { attributes: CALL } }));
  expect(bad.left.quarantined).toEqual([{ position: 0, reason: "a span without ids" }]);
  const many = Array.from({ length: 2_000 }, (_, n) => ({
    ...span(1, { attributes: n % 2 === 0 ? CALL : HTTP }),
  }));
  const named = many.map((json, n) => ({
    ...json,
    span: Object.assign({}, json.span, { spanId: `s${n}` }),
  }));
  expect(read(...named).data).toHaveLength(1_000);
});

test("nothing of a wrong type in a span throws", () => {
  const full = {
    ...CALL,
    ...HTTP,
    "error.type": "x",
    "gen_ai.tool.call.arguments": { a: 1 },
    sender_sequence: 1,
  };
  const tried = readsWrongTypes(otlp, "otlp-span", [
    span(1, {
      attributes: full,
      parent: 2,
      links: [{ trace: TRACE, span: 2 }],
      status: { code: 2, message: "m" },
    }),
    span(2, { attributes: HTTP }),
  ]);
  expect(tried).toBeGreaterThan(1_000);
});
