import { expect, test } from "vitest";
import { adapted, readsWrongTypes, wire } from "../../testing/adapted";
import { OTHER_TRACE, span, spanId, TRACE } from "../../testing/spans";
import { otlp } from "./otlp";

const read = (...jsons: ReturnType<typeof span>[]) => adapted(otlp, wire("otlp-span", ...jsons));
const one = (...jsons: ReturnType<typeof span>[]) => {
  const { data } = read(...jsons);
  expect(data).toHaveLength(1);
  return data[0] ?? {};
};
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
  const { data, left } = read(
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
  expect(one(invoke(captured))).toMatchObject({
    "gen_ai.tool.call.arguments": { a: 1 },
    result_summary: { content_types: [] },
  });
  const plugin = span(3, {
    name: "tool.pre_invoke",
    parent: 2,
    attributes: { "tool.invocation.args": '{"b":2}' },
  });
  expect(one(invoke(), plugin)).toMatchObject({
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
  expect(one(invoke(attributes, more))).toMatchObject({ outcome });
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
  const record = one(
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

const ARCHESTRA = {
  "route.category": "mcp-gateway",
  "gen_ai.operation.name": "execute_tool",
  "gen_ai.tool.name": "wiki__search",
  "gen_ai.tool.call.id": "call-3",
  "mcp.server.name": "wiki",
  "gen_ai.agent.id": "a-2",
  "gen_ai.agent.name": "Helper",
  "gen_ai.conversation.id": "conv-4",
  "archestra.user.id": "u-3",
  "archestra.user.email": "desk@example.com",
};
const content = (which: string, attributes: object) => ({
  name: `gen_ai.content.${which}`,
  timeUnixNano: null,
  attributes: { ...attributes },
});
const archestra = (attributes = {}, more = {}) =>
  span(1, {
    name: "execute_tool wiki__search",
    kind: "internal",
    attributes: { ...ARCHESTRA, ...attributes },
    ...more,
  });

test("archestra: arguments and result are events, the prefix of the tool is that of its server", () => {
  const events = [
    content("input", { "gen_ai.tool.call.arguments": '{"q":"x"}' }),
    content("output", { "gen_ai.tool.call.result": '[{"type":"text","text":"y"}]' }),
  ];
  const record = one(archestra({ "mcp.is_error_result": false }, { events }));
  expect(record).toMatchObject({
    kind: "tool_call",
    "user.id": "u-3",
    "caller.type": "user",
    "gen_ai.agent.id": "a-2",
    "gen_ai.tool.name": "search",
    "gateway.tool.raw_name": "wiki__search",
    operation: "wiki.search",
    "gen_ai.tool.call.id": "call-3",
    "gen_ai.conversation.id": "conv-4",
    "gen_ai.tool.call.arguments": { q: "x" },
    result_summary: { content_types: ["text"] },
    outcome: "success",
  });
  missing(record, "client.address", "user_agent.original", "arguments_truncated");
});

test("archestra: content under another name is found, and content that was cut says so", () => {
  const other = one(archestra({}, { events: [content("input", { "some.content": '{"q":1}' })] }));
  expect(other).toMatchObject({ "gen_ai.tool.call.arguments": { q: 1 } });
  const cut = content("input", { "gen_ai.tool.call.arguments": '{"q":"and so' });
  expect(one(archestra({}, { events: [cut] }))).toMatchObject({
    "gen_ai.tool.call.arguments": '{"q":"and so',
    arguments_truncated: true,
  });
});

test.each([
  [
    { "mcp.blocked": true, "mcp.blocked_reason": "policy 7", "mcp.is_error_result": true },
    "denied",
  ],
  [{ "mcp.blocked": false, "mcp.is_error_result": true }, "tool_error"],
  [{ "mcp.is_error_result": false }, "success"],
  [{}, "success_unverified"],
])("archestra: %j", (attributes, outcome) => {
  const record = one(archestra(attributes));
  expect(record).toMatchObject({ outcome });
  if (outcome === "denied") {
    expect(record).toMatchObject({
      policy: { action: "deny", reason: "policy 7", source: "archestra" },
    });
  }
});

test("archestra: a span of a model is no call", () => {
  expect(read(archestra({ "gen_ai.operation.name": "chat" })).data).toEqual([]);
});

const V1 = { "mcp.tool.name": "sum", "mcp.server.name": "calc", "mcp.user.id": "u-5" };

test.each([
  [{ "mcp.result.is_error": true }, {}, "tool_error"],
  [{ "mcp.result.is_error": false }, {}, "success"],
  [{}, FAILED, "error"],
  [{}, {}, "success_unverified"],
])("litellm, first integration: %j %j", (attributes, more, outcome) => {
  expect(
    one(
      span(1, {
        name: "mcp.execute_tool",
        kind: "internal",
        attributes: { ...V1, ...attributes },
        ...more,
      }),
    ),
  ).toMatchObject({
    "user.id": "u-5",
    operation: "calc.sum",
    source: { gateway: "gateway" },
    outcome,
  });
});

test("litellm, second integration: identity attributes, and the proxy's request through a link", () => {
  const record = one(
    span(1, {
      name: "tools/call sum",
      kind: "client",
      scope: "litellm",
      service: "litellm-proxy",
      links: [{ trace: OTHER_TRACE, span: 9 }],
      attributes: {
        "mcp.method.name": "tools/call",
        "gen_ai.tool.name": "sum",
        "metadata.user_api_key_user_id": "u-6",
        "metadata.user_api_key_hash": "hash-6",
        "metadata.user_api_key_team_id": "t-6",
      },
    }),
    span(9, { name: "POST /mcp", trace: OTHER_TRACE, service: "litellm-proxy", attributes: ROOT }),
  );
  expect(record).toMatchObject({
    "user.id": "u-6",
    credential_id: "hash-6",
    "team.id": "t-6",
    "user_agent.original": "agent/2",
    "client.address": "192.0.2.44",
    outcome: "success",
    trace_id: TRACE,
  });
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
  const { data, left } = read(
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
    one(span(1, { name: "CallTool", service: "ai-gateway", attributes: legacy, ...more })),
  ).toMatchObject({
    outcome,
    "gen_ai.tool.name": "ctx__look",
    "jsonrpc.request.id": "3",
  });
});

test("nothing of a wrong type in any vocabulary throws", () => {
  const events = [content("input", { "gen_ai.tool.call.arguments": "{}" })];
  const payloads = [
    [
      span(1, { attributes: ROOT }),
      invoke({ "tool.invocation.args": "{}", "langfuse.observation.input": "{}" }),
    ],
    [archestra({ "mcp.blocked": true, "mcp.is_error_result": true }, { events })],
    [span(1, { name: "mcp.tool.call", attributes: DOCKER })],
    [span(1, { name: "mcp.execute_tool", attributes: { ...V1, "mcp.result.is_error": true } })],
  ];
  for (const payload of payloads)
    expect(readsWrongTypes(otlp, "otlp-span", payload)).toBeGreaterThan(100);
});
