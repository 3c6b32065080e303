import { expect, test } from "vitest";
import { adapted, readsWrongTypes, wire } from "../testing/adapted";
import { contextforge } from "./contextforge";

const LOGGER = "mcpgateway.services.structured_logger";
const STAMP = "2026-03-02T08:00:00.250917Z";
const TOOL = {
  "@timestamp": STAMP,
  asctime: "2026-03-02 09:00:00,250",
  name: LOGGER,
  levelname: "INFO",
  message: "[tool_service] Tool 'track' invoked successfully",
  component: "tool_service",
  category: null,
  user_id: "desk@example.com",
  user_email: null,
  team_id: null,
  duration_ms: 31.25,
  resource_type: "tool",
  resource_id: "5a0d8a52-0000-4000-8000-000000000001",
  resource_action: "invoke",
  custom_fields: { tool_name: "track", integration_type: "MCP", arguments_count: 2 },
  correlation_id: "aaaa0000bbbb1111cccc2222dddd3333",
  request_id: "aaaa0000bbbb1111cccc2222dddd3333",
  trace_id: "11112222333344445555666677778888",
  span_id: "9999aaaabbbbcccc",
  trace_flags: "01",
};
const HTTP = {
  "@timestamp": "2026-03-02T08:00:00.252000Z",
  name: LOGGER,
  message: "Request completed: POST /mcp - 200",
  component: "http_gateway",
  operation_type: "http_request",
  request_method: "POST",
  request_path: "/mcp",
  response_status_code: 200,
  client_ip: "192.0.2.61",
  user_agent: "agent/4",
  user_id: "desk@example.com",
  duration_ms: 34,
  metadata: { event: "request_completed", response_time_category: "fast" },
  correlation_id: TOOL.correlation_id,
};
const SIEM = {
  schema_version: "1.0",
  event_id: "evt_00000000000a",
  timestamp: "2026-03-02T08:00:00.250917+00:00",
  event_type: "audit_delete_tool",
  severity: "LOW",
  category: "audit",
  description: "text",
  source: { service: "mcpgateway", version: "1", instance_id: "i", event_source: "audit" },
  actor: {
    user_id: "desk@example.com",
    user_email: "[REDACTED]",
    client_ip: "unknown",
    user_agent: "ua",
    geo: null,
  },
  threat: { score: 0, failed_attempts: 0, indicators: [] },
  context: {
    action: "DELETE_TOOL",
    resource_type: "tool",
    resource_id: "r-1",
    resource_name: "track",
    success: true,
    correlation_id: "c-2",
  },
  action_taken: "allowed",
  _meta: { attempt: 1 },
};
const read = (...jsons: object[]) =>
  adapted(contextforge, wire("json", ...jsons.map((json) => ({ ...json }))));

test("a tool record has the end of the call, and neither arguments nor server", () => {
  const { data } = read(TOOL);
  expect(data).toMatchObject([
    {
      kind: "tool_call",
      occurred_at: "2026-03-02T08:00:00.250Z",
      time_precision: "us",
      time_basis: "end",
      "user.id": expect.stringMatching(/^\[email:/),
      "mcp.method.name": "tools/call",
      "gen_ai.tool.name": "track",
      operation: "track",
      arguments_count: 2,
      outcome: "success",
      duration_ms: 31.25,
      trace_id: TOOL.trace_id,
      correlation_ids: [{ kind: "correlation_id", value: TOOL.correlation_id }],
      joined_from: [],
      completeness: { G2: "full", G3: "missing", G4: "weak", G5: "weak", G7: "full" },
    },
  ]);
  for (const name of ["client.address", "mcp.server.name", "gen_ai.tool.call.arguments"]) {
    expect(data[0]).not.toHaveProperty([name]);
  }
});

test.each([
  ["after", [TOOL, HTTP], [1]],
  ["before", [HTTP, TOOL], [0]],
])("the HTTP record %s the tool record is joined with it", (_, records, from) => {
  const { data, left } = read(...records);
  expect(data).toMatchObject([
    {
      "client.address": "192.0.2.61",
      "user_agent.original": "agent/4",
      "http.response.status_code": 200,
      duration_ms: 31.25,
      joined_from: from,
      field_state: { "client.address": "joined", "user_agent.original": "joined" },
      completeness: { G3: "full" },
    },
  ]);
  expect(left.skipped).toEqual([]);
});

test("two calls of one request are two records, each with its HTTP record; another request's is none of theirs", () => {
  const second = { ...TOOL, span_id: "9999aaaabbbbdddd" };
  const { data, keys, left } = read(TOOL, second, HTTP, { ...HTTP, correlation_id: "other" });
  expect(data.map(({ joined_from: from }) => from)).toEqual([[2], [2]]);
  expect(new Set(keys).size).toBe(2);
  expect(left.skipped).toMatchObject([{ position: 3 }]);
});

const failed = { levelname: "ERROR", message: "[tool_service] Tool 'track' invocation failed" };

test.each([
  [{}, "success"],
  [{ ...failed, custom_fields: { tool_name: "track", error_message: null } }, "tool_error"],
  [
    { ...failed, custom_fields: { tool_name: "track", error_message: "Timeout after 60s" } },
    "timeout",
  ],
  [{ ...failed, error_message: "request timed out" }, "timeout"],
  [{ ...failed, error_type: "ToolError", error_message: "refused" }, "error"],
  [{ message: "something else" }, undefined],
])("%j is %s", (more, outcome) => {
  expect(read({ ...TOOL, ...more }).data[0]?.outcome).toBe(outcome);
});

test("a stack trace goes nowhere", () => {
  const trace = "Traceback (most recent call last): secret place";
  const { data } = read({ ...TOOL, ...failed, error_message: "refused", error_stack_trace: trace });
  expect(JSON.stringify(data)).not.toContain("Traceback");
  expect(data).toMatchObject([{ "error.message": "refused" }]);
});

test("an anonymous caller is one, and has no id", () => {
  const { data } = read({ ...TOOL, user_id: "anonymous" });
  expect(data).toMatchObject([{ "caller.type": "anonymous", completeness: { G2: "missing" } }]);
  expect(data[0]).not.toHaveProperty(["user.id"]);
});

test("without a span the place in the batch tells records apart", () => {
  const { span_id: _, ...rest } = TOOL;
  expect(new Set(read(rest, rest).keys).size).toBe(2);
  expect(new Set(read(TOOL, TOOL).keys).size).toBe(1);
});

test("an audit event is a change of configuration, never a call", () => {
  const { data } = read(SIEM);
  expect(data).toMatchObject([
    {
      kind: "config_change",
      occurred_at: "2026-03-02T08:00:00.250Z",
      time_basis: "logged",
      "user.id": expect.stringMatching(/^\[email:/),
      outcome: "success",
      action: "DELETE_TOOL",
      resource_type: "tool",
      resource_name: "track",
      correlation_ids: [
        { kind: "native_id", value: SIEM.event_id },
        { kind: "correlation_id", value: "c-2" },
      ],
    },
  ]);
  for (const name of ["client.address", "gen_ai.tool.name", "operation"]) {
    expect(data[0]).not.toHaveProperty([name]);
  }
});

test("what the sender took out is nobody", () => {
  const actor = { user_email: "[REDACTED]", client_ip: "192.0.2.1" };
  const { data } = read({ ...SIEM, actor });
  expect(data[0]).not.toHaveProperty(["user.id"]);
  expect(data[0]).toMatchObject({ "client.address": "192.0.2.1" });
});

test("other events and lines are left out, each with why", () => {
  const threat = {
    ...SIEM,
    category: "security",
    source: { ...SIEM.source, event_source: "security" },
  };
  const started = { ...HTTP, response_status_code: null, metadata: { event: "request_started" } };
  const { data, left } = read(
    threat,
    started,
    { name: LOGGER, message: "ready" },
    { name: "uvicorn" },
  );
  expect(data).toEqual([]);
  expect(left.skipped.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
});

test("it recognises its own, and nothing else", () => {
  const recognised = wire("json", TOOL, HTTP, SIEM, { name: "x" }, { event_id: "evt_1" }).map(
    contextforge.recognises,
  );
  expect(recognised).toEqual([true, true, true, false, false]);
});

test("nothing of a wrong type throws", () => {
  const withError = { ...TOOL, ...failed, error_message: "e", error_type: "t" };
  expect(readsWrongTypes(contextforge, "json", [withError, HTTP])).toBeGreaterThan(800);
  expect(readsWrongTypes(contextforge, "json", [SIEM])).toBeGreaterThan(500);
});
