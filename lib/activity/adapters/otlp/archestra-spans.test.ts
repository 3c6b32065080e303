import { expect, test } from "vitest";
import { readsWrongTypes } from "../../testing/adapted";
import { callOf, readSpans, span } from "../../testing/spans";
import { otlp } from "./otlp";

const missing = (record: object, ...names: readonly string[]) => {
  for (const name of names) expect(record).not.toHaveProperty([name]);
};

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
  const record = callOf(archestra({ "mcp.is_error_result": false }, { events }));
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
  const other = callOf(
    archestra({}, { events: [content("input", { "some.content": '{"q":1}' })] }),
  );
  expect(other).toMatchObject({ "gen_ai.tool.call.arguments": { q: 1 } });
  const cut = content("input", { "gen_ai.tool.call.arguments": '{"q":"and so' });
  expect(callOf(archestra({}, { events: [cut] }))).toMatchObject({
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
  const record = callOf(archestra(attributes));
  expect(record).toMatchObject({ outcome });
  if (outcome === "denied") {
    expect(record).toMatchObject({
      policy: { action: "deny", reason: "policy 7", source: "archestra" },
    });
  }
});

test("archestra: a span of a model is no call", () => {
  expect(readSpans(archestra({ "gen_ai.operation.name": "chat" })).data).toEqual([]);
});

test("archestra: nothing of a wrong type throws", () => {
  const events = [content("input", { "gen_ai.tool.call.arguments": "{}" })];
  const full = archestra({ "mcp.blocked": true, "mcp.is_error_result": true }, { events });
  expect(readsWrongTypes(otlp, "otlp-span", [full])).toBeGreaterThan(100);
});
