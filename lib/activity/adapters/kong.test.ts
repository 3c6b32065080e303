import { expect, test } from "vitest";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { adapted, FACTS, readsWrongTypes, wire } from "../testing/adapted";
import { kong } from "./kong";

const REQUEST = {
  jsonrpc: "2.0",
  id: 3,
  method: "tools/call",
  params: { name: "ship_order", arguments: { order: 41 } },
} as const satisfies JsonObject;

const RPC = {
  id: "3",
  method: "tools/call",
  tool_name: "ship_order",
  latency: 17,
  response_body_size: 120,
  payload: { request: JSON.stringify(REQUEST) },
} as const satisfies JsonObject;
const AUDIT = {
  primitive_name: "ship_order",
  primitive: "tool",
  scope: "primitive",
  action: "allow",
  consumer: { id: "c-1", name: "packers", identifier: "consumer_group" },
} as const satisfies JsonObject;

const ENVELOPE = {
  client_ip: "192.0.2.77",
  started_at: 1_788_000_000_250,
  request: {
    id: "a1b2c3d4e5f60718293a4b5c6d7e8f90",
    method: "POST",
    uri: "/orders/mcp",
    headers: { "user-agent": "desk-client/3.1", "x-forwarded-for": "198.51.100.9, 192.0.2.77" },
  },
  response: { status: 200, size: 400 },
  latencies: { request: 90, proxy: 60, kong: 30, receive: 1 },
  service: { id: "svc-1", name: "orders", host: "orders.internal" },
  workspace: "default",
} as const satisfies JsonObject;

const log = (mcp: Json, of: JsonObject = {}): JsonObject => ({ ...ENVELOPE, ...of, ai: { mcp } });
const read = (json: Json, trustedHops = 0) =>
  adapted(kong, wire("json", json), { ...FACTS, trustedHops });
const recordOf = (json: Json): JsonObject => read(json).data[0] ?? {};

test("a call of the first generation is told with every group that Kong has", () => {
  const record = recordOf(log({ mcp_session_id: "s-6", rpc: [RPC], audit: [AUDIT] }));
  expect(record).toMatchObject({
    kind: "tool_call",
    occurred_at: "2026-08-29T10:40:00.250Z",
    time_basis: "start",
    "user.id": "c-1",
    "client.address": "192.0.2.77",
    "user_agent.original": "desk-client/3.1",
    "mcp.method.name": "tools/call",
    "gen_ai.tool.name": "ship_order",
    "mcp.server.name": "orders",
    "mcp.server.endpoint": "orders.internal",
    operation: "orders.ship_order",
    "gen_ai.tool.call.arguments": { order: 41 },
    outcome: "success_unverified",
    "http.response.status_code": 200,
    duration_ms: 17,
    policy: { action: "allow", rule_ids: ["consumer_group:packers"], source: "kong" },
    "jsonrpc.request.id": "3",
    "mcp.session.id": "s-6",
    correlation_ids: [
      { kind: "request_id", value: "a1b2c3d4e5f60718293a4b5c6d7e8f90" },
      { kind: "jsonrpc_id", value: "3" },
    ],
    completeness: { score: 1 },
  });
  expect(record).not.toHaveProperty(["client.address_source"]);
});

test("a call of the second generation names server and protocol", () => {
  const mcp = { mcp_server_id: "srv-2", protocol_version: "2026-07-28", rpc: [RPC], audit: [] };
  expect(recordOf(log(mcp, { service: {} }))).toMatchObject({
    "mcp.server.id": "srv-2",
    "mcp.protocol.version": "2026-07-28",
    operation: "srv-2.ship_order",
  });
});

test("the bare object has no time, no address and no status of HTTP", () => {
  const record = recordOf({ ai: { mcp: { rpc: [RPC], audit: [AUDIT] } } });
  expect(record).toMatchObject({ kind: "tool_call", outcome: "success_unverified" });
  for (const name of ["occurred_at", "client.address", "http.response.status_code"]) {
    expect(record).not.toHaveProperty([name]);
  }
});

test("a denied call may have a decision alone, or a failed request beside it", () => {
  const audit = [{ ...AUDIT, action: "deny" }];
  const alone = recordOf(log({ rpc: [], audit }));
  expect(alone).toMatchObject({
    kind: "tool_call",
    "mcp.method.name": "tools/call",
    "gen_ai.tool.name": "ship_order",
    outcome: "denied",
    policy: { action: "deny" },
  });
  const rpc = [{ method: "tools/call", error: "HTTP 403 Forbidden" }];
  const both = read(log({ rpc, audit })).data;
  expect(both).toHaveLength(1);
  expect(both[0]).toMatchObject({ outcome: "denied", "gen_ai.tool.name": "ship_order" });
});

test("each request is a record, with the decision on its own tool", () => {
  const tools = ["b", "a", "a"];
  const rpc = tools.map((tool_name, id) => ({ ...RPC, id: String(id), tool_name }));
  const audit = ["a", "b", "a"].map((primitive_name, at) => ({
    ...AUDIT,
    primitive_name,
    scope: String(at),
  }));
  const { data, keys } = read(log({ rpc, audit }));
  expect(data.map((record) => [record["gen_ai.tool.name"], record.policy])).toEqual([
    ["b", expect.objectContaining({ reason: "scope 1" })],
    ["a", expect.objectContaining({ reason: "scope 0" })],
    ["a", expect.objectContaining({ reason: "scope 2" })],
  ]);
  expect(new Set(keys).size).toBe(3);
  const stamped = wire("json", { ...log({ rpc, audit }), sender_sequence: 5 });
  const counts = kong.read(stamped, FACTS).drafts.map(({ sequence }) => sequence?.seq ?? null);
  expect(counts).toEqual([5, null, null]);
});

test("what a list may show is decided on, and not called", () => {
  const rpc = [{ id: "1", method: "tools/list", latency: 2 }];
  const audit = [AUDIT, { ...AUDIT, primitive_name: "refund", action: "deny" }];
  expect(read(log({ rpc, audit })).data).toMatchObject([
    { kind: "activity", "mcp.method.name": "tools/list" },
    { kind: "policy_decision", outcome: "unknown", policy: { action: "allow" } },
    { kind: "policy_decision", outcome: "denied", policy: { action: "deny" } },
  ]);
});

const rpcOf = (of: JsonObject): JsonObject => log({ rpc: [{ ...RPC, ...of }], audit: [AUDIT] });
const replied = (response: Json) => rpcOf({ payload: { response: JSON.stringify(response) } });
const status = (code: number) => log({ rpc: [RPC], audit: [] }, { response: { status: code } });

test.each<[outcome: string, json: JsonObject]>([
  ["denied", log({ rpc: [RPC], audit: [{ ...AUDIT, action: "deny" }] })],
  ["denied", rpcOf({ error: "HTTP 403 Forbidden" })],
  ["protocol_error", rpcOf({ error: "Invalid params" })],
  ["protocol_error", rpcOf({ error: { code: -32602, message: "Invalid params" } })],
  ["denied", status(401)],
  ["denied", status(403)],
  ["transport_error", status(502)],
  ["protocol_error", status(404)],
  ["success_unverified", status(200)],
  ["tool_error", replied({ jsonrpc: "2.0", result: { isError: true } })],
  ["success", replied({ jsonrpc: "2.0", result: { isError: false } })],
])("its outcome is %s: %j", (outcome, json) => {
  expect(recordOf(json)).toMatchObject({ outcome });
});

test("who forwarded a request counts only behind as many hops as are trusted", () => {
  const json = log({ rpc: [RPC], audit: [] });
  const behindTwo = read(json, 2).data[0];
  expect(behindTwo).toMatchObject({
    "client.address": "198.51.100.9",
    "client.address_source": "xff",
  });
  expect(read(json, 9).data[0]).toMatchObject({ "client.address": "192.0.2.77" });
});

test("the same request sent again in another batch is the same record", () => {
  const [one, two] = [log({ rpc: [RPC] }), { ...log({ rpc: [RPC] }), workspace: "x" }];
  expect(read(one).keys).toEqual(read(two).keys);
});

test("ordinary requests are left out, and an ai.mcp that is no object is put aside", () => {
  expect(read(ENVELOPE).left).toMatchObject({ skipped: [{ position: 0 }] });
  expect(read(log({ rpc: [], audit: [] })).left).toMatchObject({ skipped: [{ position: 0 }] });
  expect(read(log("x")).left).toMatchObject({ quarantined: [{ position: 0 }] });
});

test("a request with more calls in it than any has is put aside", () => {
  const audit = Array.from({ length: 5_000 }, () => AUDIT);
  expect(read(log({ rpc: [], audit })).left.quarantined).toHaveLength(1);
});

test("nothing of a wrong type makes it fail", () => {
  const mcp = { mcp_session_id: "s-6", rpc: [RPC], audit: [AUDIT] };
  expect(readsWrongTypes(kong, "json", [log(mcp)])).toBeGreaterThan(700);
});
