import { expect, test } from "vitest";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { adapted, FACTS, readsWrongTypes, wire } from "../../testing/adapted";
import type { Adapter } from "../adapter";
import { mappingAdapter } from "./mapping-adapter";
import { PRESETS } from "./presets";

function presetOf(name: string): Adapter {
  const mapping = PRESETS.get(name);
  if (!mapping) throw new Error(`no preset ${name}`);
  return mappingAdapter(mapping);
}

const recordOf = (name: string, json: Json): JsonObject =>
  adapted(presetOf(name), wire("json", json), { ...FACTS, offset: "+02:00" }).data[0] ?? {};

const DOCKER = {
  ...{ trigger: "call", target_type: "tool", server_name: "wiki", tool_name: "find" },
  ...{ transport: "stdio", result: "denied", outcome_reason: "policy_rule", reason: "no wiki" },
  ...{ client_name: "desk", client_version: "3", timestamp: "2026-09-01T08:00:02Z" },
} as const satisfies JsonObject;

const AZURE = {
  TimeGenerated: "2026-09-01T08:00:02.1234567Z",
  ...{ Method: "tools/call", ToolName: "find", ServerName: "wiki", ClientName: "desk" },
  ...{ SessionId: "s-1", ProtocolVersion: "2026-07-28", TransportType: "StreamableHttp" },
  ...{ AuthenticationMethod: "OAuth", McpServerEndpoint: "https://wiki.example.com/mcp" },
  ...{ CorrelationId: "corr-1", Error: "", ErrorType: "" },
} as const satisfies JsonObject;

const DIMENSIONS = {
  ...{ "gen_ai.operation.name": "tools/call", "gen_ai.tool.name": "find" },
  ...{ "gen_ai.conversation.id": "s-1", "service.name": "wiki", "user_agent.name": "desk" },
  ...{ "network.protocol.version": "2026-07-28", "gen_ai.tool.call.arguments": '{"q":"tea"}' },
} as const satisfies JsonObject;
const INSIGHTS = {
  timestamp: "2026-09-01T08:00:02.123Z",
  ...{ id: "b7ad6b7169203331", operation_Id: "0af7651916cd43dd8448eb211c80319c" },
  ...{ name: "POST /mcp", success: true, resultCode: "200", duration: 31.5 },
  ...{ client_IP: "0.0.0.0", customDimensions: DIMENSIONS },
} as const satisfies JsonObject;

const METAMCP = {
  ...{ uuid: "8e6f1f3a-52f0-4e0f-8c5e-5d6f3f0c9a11", endpoint_name: "e", session_id: "s-1" },
  ...{ auth_method: "api_key", api_key_uuid: "key-uuid-1", api_key_user_id: "u-1" },
  ...{ oauth_user_id: null, mcp_server_uuid: "srv-uuid-1", mcp_server_name: "wiki" },
  ...{ tool_name: "wiki__find", status: "SUCCESS", duration_ms: 12, error_message: null },
  created_at: "2026-09-01T08:00:02.123Z",
} as const satisfies JsonObject;

const LASSO = {
  ...{ timestamp: "2026-09-01 10:00:02.123456", track_id: "tr-1", call_id: "call-1" },
  ...{ capability_name: "find", capability_type: "tool", content_type: "text" },
  ...{ content_text: "tea", response_type: "CallToolResult", server_name: "wiki", isError: 0 },
  ...{ q: "tea", page: 2, unused: null },
} as const satisfies JsonObject;

const GOLF = {
  ...{ timestamp: "2026-09-01T08:00:02.123Z", event_type: "mcp_request", session_id: "s-1" },
  ...{ organization_id: "org-1", client_info: { name: "desk", version: "3" } },
  ...{ user: { sub: "sub-1" }, mcp_method: "tools/call", mcp_tool_name: "find", sequence: 4 },
  ...{ prev_hash: "aa11", integrity_hash: "bb22" },
} as const satisfies JsonObject;

test("docker's audit is of decisions, and none of calls", () => {
  expect(recordOf("docker-policy-audit", DOCKER)).toMatchObject({
    kind: "policy_decision",
    occurred_at: "2026-09-01T08:00:02.000Z",
    time_precision: "s",
    "mcp.client.name": "desk",
    operation: "wiki.find",
    outcome: "denied",
    policy: { action: "deny", rule_ids: ["policy_rule"], reason: "no wiki", source: "docker" },
    completeness: { G1: "weak", G2: "missing", G3: "missing" },
  });
  const allowed = recordOf("docker-policy-audit", { ...DOCKER, result: "allowed" });
  expect(allowed).toMatchObject({ outcome: "unknown", policy: { action: "allow" } });
});

test("Azure's own log has no caller, address or duration", () => {
  const record = recordOf("azure-mcp-log", AZURE);
  expect(record).toMatchObject({
    kind: "tool_call",
    occurred_at: "2026-09-01T08:00:02.123Z",
    "mcp.method.name": "tools/call",
    operation: "wiki.find",
    "mcp.server.endpoint": "https://wiki.example.com/mcp",
    "auth.method": "OAuth",
    outcome: "success_unverified",
    correlation_ids: [{ kind: "correlation_id", value: "corr-1" }],
    completeness: { G2: "missing", G3: "missing", G6: "weak", G7: "full" },
  });
  expect(recordOf("azure-mcp-log", { ...AZURE, Error: "refused", ErrorType: "T" })).toMatchObject({
    outcome: "error",
    "error.type": "T",
    "error.message": "refused",
  });
  expect(recordOf("azure-mcp-log", { ...AZURE, Method: "tools/list" })).toMatchObject({
    kind: "activity",
  });
});

test("Application Insights names the method where the convention has execute_tool", () => {
  const record = recordOf("azure-app-insights", INSIGHTS);
  expect(record).toMatchObject({
    kind: "tool_call",
    time_basis: "start",
    "mcp.method.name": "tools/call",
    operation: "wiki.find",
    "gen_ai.tool.call.arguments": { q: "tea" },
    "http.response.status_code": 200,
    duration_ms: 31.5,
    trace_id: "0af7651916cd43dd8448eb211c80319c",
    span_id: "b7ad6b7169203331",
    "mcp.session.id": "s-1",
    outcome: "success_unverified",
  });
  expect(record).not.toHaveProperty(["client.address"]); // 0.0.0.0 is masked
  const asText = { ...INSIGHTS, success: "False", customDimensions: JSON.stringify(DIMENSIONS) };
  expect(recordOf("azure-app-insights", asText)).toMatchObject({
    operation: "wiki.find",
    outcome: "error",
  });
});

test("metamcp tells key and user apart, and puts the server before the tool", () => {
  expect(recordOf("metamcp", METAMCP)).toMatchObject({
    "user.id": "u-1",
    credential_id: "key-uuid-1",
    "gen_ai.tool.name": "find",
    "gateway.tool.raw_name": "wiki__find",
    operation: "wiki.find",
    outcome: "success_unverified",
    duration_ms: 12,
    correlation_ids: [{ kind: "native_id" }, { kind: "session_id" }],
  });
  const failed = { ...METAMCP, status: "ERROR", api_key_user_id: null, oauth_user_id: "u-2" };
  expect(recordOf("metamcp", failed)).toMatchObject({ outcome: "error", "user.id": "u-2" });
});

test("a row of lasso is in the time of its source, with columns for arguments", () => {
  expect(recordOf("lasso", LASSO)).toMatchObject({
    occurred_at: "2026-09-01T08:00:02.123Z",
    operation: "wiki.find",
    "gen_ai.tool.call.arguments": { q: "tea", page: 2 },
    arguments_count: 2,
    outcome: "success",
    correlation_ids: [{ kind: "native_id", value: "call-1" }],
  });
  expect(recordOf("lasso", { ...LASSO, isError: 1 })).toMatchObject({ outcome: "tool_error" });
  expect(recordOf("lasso", { ...LASSO, capability_type: "prompt" })).toMatchObject({
    kind: "activity",
    "gen_ai.prompt.name": "find",
  });
});

test("Golf's count and hash chain are kept", () => {
  expect(recordOf("golf", GOLF)).toMatchObject({
    kind: "tool_call",
    "user.id": "sub-1",
    "organization.id": "org-1",
    "mcp.client.name": "desk",
    "gen_ai.tool.name": "find",
    "golf.prev_hash": "aa11",
    "golf.integrity_hash": "bb22",
  });
  const [draft] = presetOf("golf").read(wire("json", GOLF), FACTS).drafts;
  expect(draft?.sequence).toEqual({ epoch: null, seq: 4 });
});

const ALL = { DOCKER, AZURE, INSIGHTS, METAMCP, LASSO, GOLF };

test("each record is recognised by its own preset alone", () => {
  const adapters = [...PRESETS.values()].map(mappingAdapter);
  for (const json of Object.values(ALL)) {
    const [record] = wire("json", json);
    expect(adapters.filter((one) => record && one.recognises(record))).toHaveLength(1);
  }
});

test.each([
  ["docker-policy-audit", DOCKER],
  ["azure-mcp-log", AZURE],
  ["azure-app-insights", INSIGHTS],
  ["metamcp", METAMCP],
  ["lasso", LASSO],
  ["golf", GOLF],
])("nothing of a wrong type makes %s fail", (name, json) => {
  expect(readsWrongTypes(presetOf(name), "json", [json])).toBeGreaterThan(200);
});
