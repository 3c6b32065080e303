import { expect, test } from "vitest";
import { readsWrongTypes } from "../../testing/adapted";
import { callOf, readSpans, span, spanId } from "../../testing/spans";
import { otlp } from "./otlp";

const missing = (record: object, ...names: readonly string[]) => {
  for (const name of names) expect(record).not.toHaveProperty([name]);
};

const FAILED = { status: { code: 2 } };

const INVOKE = {
  "tool.name": "list_orders",
  "tool.id": "7e0d6b1a-9a51-4c3e-8f3b-111111111111",
  "tool.integration_type": "MCP",
  "tool.gateway_id": "0c9d7a36-0a55-4a6c-9e5e-222222222222",
  arguments_count: 3,
  "user.email": "desk@example.com",
  "team.scope": "payments",
  success: true,
  "duration.ms": 99.9,
  correlation_id: "c-1",
  request_id: "c-1",
};
const ROOT = {
  "http.request.method": "POST",
  "client.address": "192.0.2.44",
  "client.port": 5000,
  "user_agent.original": "agent/2",
};
const invoke = (attributes = {}, more = {}) =>
  span(2, {
    name: "tool.invoke",
    kind: "internal",
    parent: 1,
    attributes: { ...INVOKE, ...attributes },
    ...more,
  });

test("ContextForge: the call is tool.invoke, joined with the root span; its parts are no calls", () => {
  const { data, left } = readSpans(
    span(1, { name: "POST /mcp", attributes: ROOT, ms: 60 }),
    invoke({}, { ms: 40, from: 2 }),
    span(3, { name: "tool.lookup", parent: 2 }),
    span(4, {
      name: "mcp.client.call",
      kind: "client",
      parent: 2,
      attributes: { "mcp.method.name": "tools/call" },
    }),
  );
  expect(data).toMatchObject([
    {
      kind: "tool_call",
      "mcp.method.name": "tools/call",
      "gen_ai.tool.name": "list_orders",
      "mcp.server.id": INVOKE["tool.gateway_id"],
      operation: "list_orders",
      "user.id": expect.stringMatching(/^\[email:k1:/),
      on_behalf_of: "payments",
      duration_ms: 40,
      arguments_count: 3,
      outcome: "success",
      "client.address": "192.0.2.44",
      "user_agent.original": "agent/2",
      correlation_ids: [{ kind: "correlation_id", value: "c-1" }],
      joined_from: [0],
      field_state: { "user.id": "redacted", "client.address": "joined" },
      completeness: { G5: "weak", G7: "full", G3: "full" },
    },
  ]);
  missing(data[0] ?? {}, "gen_ai.tool.call.arguments", "mcp.server.name");
  expect(left.skipped.map(({ position }) => position)).toEqual([2, 3]);
});

test("ContextForge: arguments come from a capture, else from a plugin's span", () => {
  const captured = {
    "langfuse.observation.input": '{"a":1}',
    "langfuse.observation.output": { content: [] },
  };
  expect(callOf(invoke(captured))).toMatchObject({
    "gen_ai.tool.call.arguments": { a: 1 },
    result_summary: { content_types: [] },
  });
  const plugin = span(3, {
    name: "tool.pre_invoke",
    parent: 2,
    attributes: { "tool.invocation.args": '{"b":2}' },
  });
  expect(callOf(invoke(), plugin)).toMatchObject({
    "gen_ai.tool.call.arguments": { b: 2 },
    field_state: { "gen_ai.tool.call.arguments": "joined" },
  });
});

test.each([
  [{ success: true }, {}, "success"],
  [{ success: false, "error.type": "X", "error.message": "m" }, FAILED, "tool_error"],
  [{ success: null }, FAILED, "error"],
  [{ success: null }, {}, "success_unverified"],
])("ContextForge: %j is an outcome of its own", (attributes, more, outcome) => {
  expect(callOf(invoke(attributes, more))).toMatchObject({ outcome });
});

const DOCKER = {
  "mcp.tool.name": "fetch",
  "mcp.server.name": "web",
  "mcp.server.type": "docker",
  "mcp.server.image": "example/web:1",
};

test.each([
  [{}, "success_unverified"],
  [FAILED, "error"],
])("docker: a span tells tool and server, %j, and nothing of the caller", (more, outcome) => {
  const record = callOf(
    span(1, { name: "mcp.tool.call", kind: "client", attributes: DOCKER, ...more }),
  );
  expect(record).toMatchObject({
    kind: "tool_call",
    "gen_ai.tool.name": "fetch",
    "mcp.server.name": "web",
    "mcp.server.endpoint": "example/web:1",
    operation: "web.fetch",
    outcome,
    completeness: {
      G1: "full",
      G2: "missing",
      G3: "missing",
      G4: "full",
      G5: "missing",
      G6: "full",
      G7: "full",
    },
  });
  missing(record, "caller.type", "user.id", "client.address", "gen_ai.tool.call.arguments");
});

test("agentgateway: spans of kind server count, the leg to the upstream does not", () => {
  const attributes = {
    "mcp.method.name": "tools/call",
    "mcp.target": "files",
    "gen_ai.tool.name": "read",
    "http.status": 200,
    "jwt.sub": "u-8",
    "src.addr": "[2001:db8::5]:77",
  };
  const { data, left } = readSpans(
    span(1, { name: "tools/call", service: "agentgateway", attributes }),
    span(2, { name: "tools/call", service: "agentgateway", kind: "client", parent: 1, attributes }),
  );
  expect(data).toMatchObject([
    {
      span_id: spanId(1),
      "user.id": "u-8",
      "client.address": "2001:db8::5",
      operation: "files.read",
      outcome: "success_unverified",
      duration_ms: 20,
      time_basis: "start",
    },
  ]);
  expect(left.skipped).toMatchObject([{ position: 1 }]);
});

test.each([
  [{}, {}, "success_unverified"],
  [{}, FAILED, "error"],
  [{ "rpc.response.status_code": -32603 }, FAILED, "protocol_error"],
])("Envoy, legacy names: %j %j", (attributes, more, outcome) => {
  const legacy = {
    "mcp.method.name": "tools/call",
    "mcp.tool.name": "ctx__look",
    "mcp.request.id": "3",
    ...attributes,
  };
  expect(
    callOf(span(1, { name: "CallTool", service: "ai-gateway", attributes: legacy, ...more })),
  ).toMatchObject({
    outcome,
    "gen_ai.tool.name": "ctx__look",
    "jsonrpc.request.id": "3",
  });
});

test("nothing of a wrong type in any vocabulary throws", () => {
  const payloads = [
    [
      span(1, { attributes: ROOT }),
      invoke({ "tool.invocation.args": "{}", "langfuse.observation.input": "{}" }),
    ],
    [span(1, { name: "mcp.tool.call", attributes: DOCKER })],
  ];
  for (const payload of payloads)
    expect(readsWrongTypes(otlp, "otlp-span", payload)).toBeGreaterThan(100);
});
