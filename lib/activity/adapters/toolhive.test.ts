import { expect, test } from "vitest";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { adapted, readsWrongTypes, wire } from "../testing/adapted";
import { toolhive } from "./toolhive";

const REQUEST = {
  jsonrpc: "2.0",
  id: 4,
  method: "tools/call",
  params: { name: "list_issues", arguments: { state: "open" } },
} as const satisfies JsonObject;

const EVENT = {
  time: "2026-09-01T08:00:02.5Z",
  level: "INFO+2",
  msg: "audit_event",
  audit_id: "5a7c2d7e-0c52-4a2b-9b8c-b2b9f6a5e101",
  type: "mcp_tool_call",
  logged_at: "2026-09-01T08:00:02.123456789Z",
  outcome: "success",
  component: "tracker",
  source: {
    type: "network",
    value: "198.51.100.4",
    extra: { user_agent: "desk-client/3.1", request_id: "req-77", session_id: "s-2" },
  },
  subjects: {
    user: "Robin Vale",
    user_id: "sub-31",
    client_name: "desk-client",
    client_version: "3.1",
  },
  target: { endpoint: "/mcp", method: "tools/call", name: "list_issues", type: "tool" },
  metadata: { extra: { duration_ms: 41, transport: "streamable-http" } },
  data: { request: REQUEST },
} as const satisfies JsonObject;

const read = (...jsons: Json[]) => adapted(toolhive, wire("json", ...jsons));
const recordOf = (json: Json): JsonObject => read(json).data[0] ?? {};

test("an audit event is told with every group that ToolHive has", () => {
  expect(recordOf(EVENT)).toMatchObject({
    kind: "tool_call",
    occurred_at: "2026-09-01T08:00:02.123Z",
    time_basis: "end",
    time_precision: "ns",
    "caller.type": "user",
    "user.id": "sub-31",
    "user.name": "Robin Vale",
    "client.address": "198.51.100.4",
    "client.address_source": "claimed",
    "user_agent.original": "desk-client/3.1",
    "mcp.client.name": "desk-client",
    "mcp.method.name": "tools/call",
    "gen_ai.tool.name": "list_issues",
    "mcp.server.name": "tracker",
    operation: "tracker.list_issues",
    "gen_ai.tool.call.arguments": { state: "open" },
    outcome: "success_unverified",
    duration_ms: 41,
    "network.transport": "streamable-http",
    "jsonrpc.request.id": "4",
    "mcp.session.id": "s-2",
    correlation_ids: [
      { kind: "native_id", value: "5a7c2d7e-0c52-4a2b-9b8c-b2b9f6a5e101" },
      { kind: "request_id", value: "req-77" },
    ],
  });
});

test("a body that is logged as a text is looked into", () => {
  const record = recordOf({ ...EVENT, data: { request: JSON.stringify(REQUEST) } });
  expect(record).toMatchObject({ "gen_ai.tool.call.arguments": { state: "open" } });
});

test("without a body there are no arguments, and without an identity the caller is anonymous", () => {
  const { data: _, ...bare } = EVENT;
  const record = recordOf({ ...bare, subjects: { user: "anonymous" } });
  expect(record).toMatchObject({ "caller.type": "anonymous", completeness: { G2: "missing" } });
  for (const name of ["user.id", "gen_ai.tool.call.arguments", "jsonrpc.request.id"]) {
    expect(record).not.toHaveProperty([name]);
  }
});

test("the client's word for itself is no user agent", () => {
  const source = { value: "198.51.100.4", extra: {} };
  expect(recordOf({ ...EVENT, source })).toMatchObject({ completeness: { G3: "weak" } });
});

test("the product's own name is no server, and a backend stands in for it", () => {
  const bare = recordOf({ ...EVENT, component: "toolhive-api" });
  expect(bare).not.toHaveProperty(["mcp.server.name"]);
  expect(bare).toMatchObject({ operation: "list_issues", completeness: { G4: "weak" } });
  const metadata = { extra: { backend_name: "tracker-2" } };
  const backed = recordOf({ ...EVENT, component: "toolhive-api", metadata });
  expect(backed).toMatchObject({ "mcp.server.name": "tracker-2" });
});

const replied = (response: Json): JsonObject => ({ data: { request: REQUEST, response } });
const result = (of: JsonObject): JsonObject => ({ jsonrpc: "2.0", id: 4, result: of });

test.each<[outcome: string, of: JsonObject]>([
  ["denied", { outcome: "denied" }],
  ["protocol_error", { outcome: "application_error" }],
  ["protocol_error", { outcome: "failure" }],
  ["transport_error", { outcome: "error" }],
  ["success_unverified", { outcome: "success" }],
  ["success", replied(result({ content: [] }))],
  ["tool_error", replied(result({ isError: true }))],
  ["tool_error", replied(JSON.stringify(result({ isError: true })))],
  ["tool_error", replied(`event: message\ndata: ${JSON.stringify(result({ isError: true }))}\n`)],
  ["protocol_error", replied({ jsonrpc: "2.0", error: { code: -32602, message: "no" } })],
  ["pending", replied(result({ resultType: "input_required" }))],
  ["success_unverified", replied("cut off {")],
  ["unknown", { outcome: "odd" }],
])("its outcome is %s: %j", (outcome, of) => {
  expect(recordOf({ ...EVENT, ...of })).toMatchObject({ outcome });
});

test("the code of a JSON-RPC error is kept as its text", () => {
  const extra = { jsonrpc_error_code: -32601, jsonrpc_error_message: "no such method" };
  expect(recordOf({ ...EVENT, outcome: "application_error", metadata: { extra } })).toMatchObject({
    "rpc.response.status_code": "-32601",
    "error.message": "no such method",
  });
});

test("other methods are activity: resources and prompts by their own names", () => {
  const target = { method: "resources/read", name: "file:///notes", type: "resource" };
  const record = recordOf({ ...EVENT, type: "mcp_resource_read", target });
  expect(record).toMatchObject({ kind: "activity", "mcp.resource.uri": "file:///notes" });
  expect(record).not.toHaveProperty(["gen_ai.tool.name"]);
  expect(recordOf({ ...EVENT, type: "mcp_tools_list", target: {} })).toMatchObject({
    kind: "activity",
  });
});

test("its other log lines are left out, and no cause for concern", () => {
  const { data, left } = read({ level: "INFO", msg: "proxy started" }, EVENT);
  expect(data).toHaveLength(1);
  expect(left).toMatchObject({ skipped: [{ position: 0 }], quarantined: [] });
});

test("nothing of a wrong type makes it fail", () => {
  const data = { request: REQUEST, response: result({ isError: false }) };
  expect(readsWrongTypes(toolhive, "json", [{ ...EVENT, data }])).toBeGreaterThan(500);
});
