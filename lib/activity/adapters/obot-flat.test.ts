import { expect, test } from "vitest";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { adapted, readsWrongTypes, wire } from "../testing/adapted";
import { obot } from "./obot";

const FLAT = {
  id: 77,
  createdAt: "2025-11-03T09:30:00.5+01:00",
  userID: "u-3",
  apiKey: "ok1-not-a-real-key",
  mcpID: "ms-9",
  mcpServerDisplayName: "calendar",
  clientName: "desk-client",
  clientVersion: "2.0",
  clientIP: "192.0.2.31:41000",
  callType: "tools/call",
  callIdentifier: "add_event",
  requestBody: { name: "add_event", arguments: { title: "review" } },
  responseBody: { content: [{ type: "text", text: "ok" }] },
  responseStatus: 200,
  error: "",
  processingTimeMs: 64,
  sessionID: "s-4",
  requestID: "9",
  userAgent: "desk-client/2.0",
} as const satisfies JsonObject;

const { userID: _, mcpID: __, id: ___, mcpServerDisplayName: ____, ...RUN } = FLAT;
const NANOBOT = {
  ...RUN,
  createdAt: "2026-09-02T10:00:00.123456789Z",
  subject: "sub-1",
  metadata: { mcpID: "ms-9", userID: "u-4" },
  client: { name: "desk-client", version: "3.0" },
  requestHeaders: { "User-Agent": ["desk-client/3.0"] },
} as const satisfies JsonObject;

const read = (...jsons: Json[]) => adapted(obot, wire("json", ...jsons));
const recordOf = (json: Json): JsonObject => read(json).data[0] ?? {};

test("a row of 2025 is told with every group that it has, and its key as a token alone", () => {
  const record = recordOf(FLAT);
  expect(record).toMatchObject({
    kind: "tool_call",
    source: { gateway: "obot" },
    occurred_at: "2025-11-03T08:30:00.500Z",
    "user.id": "u-3",
    credential_id: expect.stringMatching(/^\[secret:/),
    "client.address": "192.0.2.31",
    "client.port": 41000,
    "user_agent.original": "desk-client/2.0",
    "mcp.client.name": "desk-client",
    "gen_ai.tool.name": "add_event",
    "mcp.server.name": "calendar",
    "mcp.server.id": "ms-9",
    operation: "calendar.add_event",
    "gen_ai.tool.call.arguments": { title: "review" },
    outcome: "success",
    "http.response.status_code": 200,
    duration_ms: 64,
    "mcp.session.id": "s-4",
    "jsonrpc.request.id": "9",
    correlation_ids: [
      { kind: "native_id", value: "77" },
      { kind: "session_id", value: "s-4" },
      { kind: "jsonrpc_id", value: "9" },
    ],
  });
  expect(JSON.stringify(record)).not.toContain("not-a-real-key");
});

test("nanobot knows its server by id, and its caller by metadata or else by subject", () => {
  const record = recordOf(NANOBOT);
  expect(record).toMatchObject({
    source: { gateway: "nanobot" },
    occurred_at: "2026-09-02T10:00:00.123Z",
    time_precision: "ns",
    "user.id": "u-4",
    "mcp.server.id": "ms-9",
    "user_agent.original": "desk-client/2.0",
    "mcp.client.version": "3.0",
    completeness: { G4: "full" },
  });
  expect(record).not.toHaveProperty(["mcp.server.name"]);
  const bySubject = recordOf({ ...NANOBOT, metadata: { mcpID: "ms-9" } });
  expect(bySubject).toMatchObject({ "user.id": "sub-1" });
});

test("a batch that nanobot sends again, in other company, makes the same records", () => {
  const other = { ...NANOBOT, requestID: "10" };
  const [key] = read(NANOBOT, other).keys;
  expect(read(other, NANOBOT).keys).toContain(key);
  expect(new Set(read(NANOBOT, other).keys).size).toBe(2);
});

test("without nanoseconds, a session or an id only the place tells two calls apart", () => {
  const { sessionID: _session, ...alone } = NANOBOT;
  expect(new Set(read(alone, alone).keys).size).toBe(2);
});

const { responseBody: _____, ...UNANSWERED } = FLAT;

test.each<[outcome: string, of: JsonObject]>([
  ["denied", { responseStatus: 401 }],
  ["timeout", { responseStatus: 408 }],
  ["timeout", { responseStatus: 504 }],
  ["protocol_error", { error: "JSON-RPC error" }],
  ["protocol_error", { responseBody: { error: { code: -32601, message: "no" } } }],
  ["transport_error", { responseStatus: 500 }],
  ["error", { responseStatus: 422 }],
  ["error", { error: "connection reset" }],
  ["tool_error", { responseBody: { isError: true } }],
  ["tool_error", { responseBody: '{"result":{"isError":true}}' }],
  ["success", { responseBody: { content: [] } }],
  ["success_unverified", {}],
])("its outcome is %s: %j", (outcome, of) => {
  expect(recordOf({ ...UNANSWERED, ...of })).toMatchObject({ outcome });
});

test("without status, error and body nothing is known of the outcome", () => {
  const { responseStatus: _status, ...silent } = UNANSWERED;
  expect(recordOf(silent)).not.toHaveProperty(["outcome"]);
});

test("prompts and resources are activity by their own names", () => {
  expect(
    recordOf({ ...FLAT, callType: "resources/read", callIdentifier: "file:///a" }),
  ).toMatchObject({ kind: "activity", "mcp.resource.uri": "file:///a" });
  expect(recordOf({ ...FLAT, callType: "prompts/get", callIdentifier: "greet" })).toMatchObject({
    kind: "activity",
    "gen_ai.prompt.name": "greet",
  });
});

test("nothing of a wrong type makes it fail", () => {
  expect(readsWrongTypes(obot, "json", [FLAT, NANOBOT])).toBeGreaterThan(900);
});
