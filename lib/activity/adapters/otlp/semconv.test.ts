import { expect, test } from "vitest";
import { stateOf } from "../../record/canonical-record";
import { adapted, readsWrongTypes, wire } from "../../testing/adapted";
import { CALL, callOf, HTTP, readSpans, span, spanId, TRACE } from "../../testing/spans";
import { otlp } from "./otlp";

test("a server span has time, tool, server, address and ids, and says nothing of the caller", () => {
  const record = callOf(span(1, { name: "tools/call query", attributes: CALL, ms: 12.3456 }));
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
  const { data } = readSpans(
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
  const [draft] = otlp.read(wire("otlp-span", span(1, { attributes: counted })), {
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
  expect(callOf(span(1, { attributes: { ...CALL, ...attributes }, status }))).toMatchObject({
    outcome,
  });
});

test("a request that is no call of a tool is activity", () => {
  const list = { "mcp.method.name": "tools/list" };
  expect(callOf(span(1, { name: "tools/list", attributes: list }))).toMatchObject({
    kind: "activity",
  });
});

test("the name of a span tells method and tool where its attributes do not", () => {
  expect(callOf(span(1, { name: "tools/call echo" }))).toMatchObject({
    kind: "tool_call",
    "mcp.method.name": "tools/call",
    "gen_ai.tool.name": "echo",
    field_state: { "mcp.method.name": "derived", "gen_ai.tool.name": "derived" },
  });
});

test("spans of other things are left out, each with why", () => {
  const { data, left } = readSpans(
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
  const { data, keys, left } = readSpans(twice, twice);
  expect(data).toHaveLength(1);
  expect(left.skipped).toHaveLength(1);
  expect(readSpans(twice).keys).toEqual(keys);
});

test("parents in a circle, a span without ids, and two thousand in one trace are survived", () => {
  expect(
    readSpans(span(1, { attributes: CALL, parent: 2 }), span(2, { parent: 1 })).data,
  ).toHaveLength(1);
  const bad = adapted(otlp, wire("otlp-span", { span: { attributes: CALL } }));
  expect(bad.left.quarantined).toEqual([{ position: 0, reason: "a span without ids" }]);
  const many = Array.from({ length: 2_000 }, (_, n) => ({
    ...span(1, { attributes: n % 2 === 0 ? CALL : HTTP }),
  }));
  const named = many.map((json, n) => ({
    ...json,
    span: Object.assign({}, json.span, { spanId: `s${n}` }),
  }));
  expect(readSpans(...named).data).toHaveLength(1_000);
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
