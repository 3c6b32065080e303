import { expect, test } from "vitest";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { adapted, readsWrongTypes, wire } from "../testing/adapted";
import { litellm } from "./litellm";

const KEY_HASH = "7d0c0e8a4e4b6b1c3f2a95e1d6c7b8a9f0e1d2c3b4a5968778695a4b3c2d1e0f";
const CALL = {
  name: "create_invoice",
  arguments: { customer: "c-17", cents: 1250 },
  result: { content: [{ type: "text", text: "done" }], isError: false },
  mcp_server_name: "billing",
  namespaced_tool_name: "billing-create_invoice",
  mcp_session_id: "s-1",
  mcp_auth_mode: "oauth2",
} as const satisfies JsonObject;

const METADATA = {
  user_agent: "desk-client/3.1",
  user_api_key_hash: KEY_HASH,
  user_api_key_alias: "billing-bot",
  user_api_key_user_id: "u-9",
  user_api_key_team_id: "t-4",
  user_api_key_end_user_id: "customer-3",
  mcp_tool_call_metadata: CALL,
} as const satisfies JsonObject;

const PAYLOAD = {
  id: "call-1",
  litellm_call_id: "call-1",
  trace_id: "0b54b2f0-7d2f-4a4e-9c55-1f4d8b9b7a10",
  call_type: "call_mcp_tool",
  status: "success",
  startTime: 1_788_000_000.25,
  endTime: 1_788_000_000.5,
  response_time: 0.125,
  model: "MCP: create_invoice",
  requester_ip_address: "192.0.2.10",
  metadata: METADATA,
  sender_sequence: 7,
} as const satisfies JsonObject;

const read = (json: Json) => adapted(litellm, wire("json", json));
const recordOf = (json: Json): JsonObject => read(json).data[0] ?? {};

test("a call is told with every group that litellm has", () => {
  expect(recordOf(PAYLOAD)).toMatchObject({
    kind: "tool_call",
    occurred_at: "2026-08-29T10:40:00.250Z",
    time_basis: "start",
    "caller.type": "user",
    "user.id": "u-9",
    credential_id: KEY_HASH,
    "credential.name": "billing-bot",
    on_behalf_of: "customer-3",
    "team.id": "t-4",
    "auth.method": "oauth2",
    "client.address": "192.0.2.10",
    "user_agent.original": "desk-client/3.1",
    "mcp.method.name": "tools/call",
    "gen_ai.tool.name": "create_invoice",
    "gateway.tool.raw_name": "billing-create_invoice",
    "mcp.server.name": "billing",
    operation: "billing.create_invoice",
    "gen_ai.tool.call.arguments": { customer: "c-17", cents: 1250 },
    result_summary: { content_types: ["text"] },
    outcome: "success",
    duration_ms: 125,
    "mcp.session.id": "s-1",
    correlation_ids: [
      { kind: "native_id", value: "call-1" },
      { kind: "trace_id", value: "0b54b2f0-7d2f-4a4e-9c55-1f4d8b9b7a10" },
    ],
    completeness: { G1: "full", G2: "full", G3: "full", G5: "full", G6: "full", score: 1 },
  });
});

test("a trace id of litellm is none of W3C's, and nobody says how the address was found", () => {
  const record = recordOf(PAYLOAD);
  expect(record).not.toHaveProperty(["trace_id"]);
  expect(record).not.toHaveProperty(["client.address_source"]);
});

test("what is not there is not provided", () => {
  const record = recordOf({ id: "call-2", call_type: "call_mcp_tool", model: "MCP: ping" });
  expect(record).toMatchObject({ "gen_ai.tool.name": "ping", operation: "ping" });
  for (const name of ["occurred_at", "user.id", "client.address", "outcome", "duration_ms"]) {
    expect(record).not.toHaveProperty([name]);
  }
});

test("an emitter without a start has its end, and one without a response time both", () => {
  const { startTime: _, ...ended } = PAYLOAD;
  expect(recordOf(ended)).toMatchObject({
    occurred_at: "2026-08-29T10:40:00.500Z",
    time_basis: "end",
  });
  const { response_time: __, ...untimed } = PAYLOAD;
  expect(recordOf(untimed)).toMatchObject({ duration_ms: 250 });
});

test("a start on the full second is as precise as any other", () => {
  expect(recordOf({ ...PAYLOAD, startTime: 1_788_000_000 })).toMatchObject({
    time_precision: "ms",
    completeness: { G1: "full" },
  });
});

const failed = (error_code: Json): JsonObject => ({
  status: "failure",
  error_information: { error_code, error_message: "no" },
});
const answered = (result: Json): JsonObject => ({
  metadata: { ...METADATA, mcp_tool_call_metadata: { ...CALL, result } },
});

test.each<[outcome: string, of: JsonObject]>([
  ["protocol_error", failed("-32602")],
  ["protocol_error", failed(-32603)],
  ["denied", failed("401")],
  ["denied", failed(403)],
  ["timeout", failed("408")],
  ["timeout", failed("504")],
  ["transport_error", failed("502")],
  ["error", failed("422")],
  ["error", { status: "failure" }],
  ["tool_error", answered({ content: [], isError: true })],
  ["tool_error", answered('{"isError":true}')],
  ["success", answered({ isError: false })],
  ["success_unverified", answered({ content: [] })],
  ["success_unverified", answered(null)],
  ["pending", answered({ resultType: "input_required" })],
  ["unknown", { status: "odd" }],
])("its outcome is %s: %j", (outcome, of) => {
  expect(recordOf({ ...PAYLOAD, ...of })).toMatchObject({ outcome });
});

test("a failure keeps its class and message, and leaves the traceback out", () => {
  const error_information = {
    error_code: "500",
    error_class: "ToolError",
    error_message: "refused by the tool",
    traceback: "File /srv/secret-path.py",
  };
  const record = recordOf({ ...PAYLOAD, status: "failure", error_information });
  expect(record).toMatchObject({
    "http.response.status_code": 500,
    "error.type": "ToolError",
    "error.message": "refused by the tool",
  });
  expect(JSON.stringify(record)).not.toContain("secret-path");
});

test("a key stands for a caller who has no user, and a guardrail for a policy", () => {
  const metadata = { ...METADATA, user_api_key_user_id: null, user_api_key_hash: null };
  const guardrail_information = { guardrail_name: "pii", guardrail_status: "blocked" };
  expect(recordOf({ ...PAYLOAD, metadata, guardrail_information })).toMatchObject({
    "caller.type": "credential",
    credential_id: "billing-bot",
    policy: { action: "blocked", rule_ids: ["pii"], source: "litellm" },
  });
});

test("other calls are left out, and what has no type is put aside", () => {
  expect(read({ call_type: "acompletion" })).toMatchObject({ data: [], left: { skipped: [{}] } });
  expect(read({ id: "x" })).toMatchObject({ data: [], left: { quarantined: [{ position: 0 }] } });
});

test("the same call has the same key, and another id another", () => {
  const [first, again, other] = [PAYLOAD, { ...PAYLOAD }, { ...PAYLOAD, id: "call-3" }].map(
    (json) => read(json).keys[0],
  );
  expect(first).toBe(again);
  expect(other).not.toBe(first);
});

test("nothing of a wrong type makes it fail", () => {
  expect(readsWrongTypes(litellm, "json", [PAYLOAD])).toBeGreaterThan(500);
});
