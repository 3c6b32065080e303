import { expect, test } from "vitest";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { adapted, readsWrongTypes, wire } from "../testing/adapted";
import { obot } from "./obot";

const REQUEST = {
  jsonrpc: "2.0",
  id: 12,
  method: "tools/call",
  params: { name: "send_note", arguments: { to: "team", text: "hello" } },
} as const satisfies JsonObject;
const REPLY = {
  jsonrpc: "2.0",
  id: 12,
  result: { content: [{ type: "text", text: "sent" }], isError: false },
} as const satisfies JsonObject;

const EVENT = {
  id: 501,
  timestamp: {
    occurredAt: "2026-09-02T10:00:00.1234567Z",
    recordedAt: "2026-09-02T10:00:05Z",
    source: "server",
  },
  eventType: "mcp_call",
  actor: { actorType: "user", id: "u-12", credentialID: "desk key (ok1-…-9f)" },
  action: { operation: "tools/call", name: "send_note", kind: "write" },
  target: {
    targetType: "mcp_tool",
    name: "send_note",
    parent: { targetType: "mcp_server", id: "ms-4", name: "notes" },
  },
  outcome: { status: "success", httpStatus: 200, durationMs: 31 },
  client: "desk-client",
  details: {
    trace: {
      ...{ sessionID: "s-8", requestID: "12", idempotencyKey: "idem-1" },
      ...{ toolUseID: "use-5", turnID: "turn-2" },
    },
    network: { clientIP: "[2001:db8::7]:50123" },
    client: { name: "desk-client", version: "3.1", userAgent: "desk-client/3.1 (linux)" },
    request: { headers: { Authorization: ["[REDACTED]"] }, body: REQUEST, mutated: false },
    response: { body: REPLY, mutated: false },
    webhookStatuses: [{ name: "dlp", status: "ok", message: "nothing found" }],
    payloadRedacted: false,
  },
} as const satisfies JsonObject;

const read = (...jsons: Json[]) => adapted(obot, wire("json", ...jsons));
const recordOf = (json: Json): JsonObject => read(json).data[0] ?? {};

test("an audit event is told with every group that obot has", () => {
  const record = recordOf(EVENT);
  expect(record).toMatchObject({
    kind: "tool_call",
    source: { gateway: "obot" },
    occurred_at: "2026-09-02T10:00:00.123Z",
    time_basis: "start",
    clock_source: "gateway",
    "caller.type": "user",
    "user.id": "u-12",
    credential_id: "desk key (ok1-…-9f)".normalize("NFKC"),
    "client.address": "2001:db8::7",
    "client.port": 50123,
    "user_agent.original": "desk-client/3.1 (linux)",
    "mcp.client.name": "desk-client",
    "mcp.client.version": "3.1",
    "mcp.method.name": "tools/call",
    "gen_ai.tool.name": "send_note",
    "mcp.server.name": "notes",
    "mcp.server.id": "ms-4",
    operation: "notes.send_note",
    "gen_ai.tool.call.arguments": { to: "team", text: "hello" },
    result_summary: { content_types: ["text"] },
    outcome: "success",
    "http.response.status_code": 200,
    duration_ms: 31,
    policy: { action: "ok", rule_ids: ["dlp"], reason: "nothing found", source: "webhook" },
    correlation_ids: [
      { kind: "native_id", value: "501" },
      { kind: "session_id", value: "s-8" },
      { kind: "jsonrpc_id", value: "12" },
      { kind: "idempotency_key", value: "idem-1" },
      { kind: "turn_id", value: "turn-2" },
    ],
    "jsonrpc.request.id": "12",
    "mcp.session.id": "s-8",
    "gen_ai.tool.call.id": "use-5",
  });
  expect(record).not.toHaveProperty(["trace_id"]);
});

const details = (of: JsonObject): JsonObject => ({
  ...EVENT,
  details: { ...EVENT.details, ...of },
});

test.each<[shape: string, body: Json]>([
  ["the whole envelope", REQUEST],
  ["the envelope as a text", JSON.stringify(REQUEST)],
  ["a name and arguments", { name: "send_note", arguments: { to: "team", text: "hello" } }],
  ["bare arguments", { to: "team", text: "hello" }],
])("the arguments are found in %s", (_, body) => {
  expect(recordOf(details({ request: { body } }))).toMatchObject({
    "gen_ai.tool.call.arguments": { to: "team", text: "hello" },
  });
});

test("what obot withholds is not provided", () => {
  const record = recordOf(details({ request: {}, response: {}, payloadRedacted: true }));
  expect(record).toMatchObject({ outcome: "success_unverified", completeness: { G5: "missing" } });
  expect(record).not.toHaveProperty(["gen_ai.tool.call.arguments"]);
});

test("a user agent stands in the headers, where the client has none", () => {
  const request = { headers: { "User-Agent": ["desk-client/9"] }, body: REQUEST };
  expect(recordOf(details({ client: {}, request }))).toMatchObject({
    "user_agent.original": "desk-client/9",
  });
});

test("a device is no user, and neither is a credential", () => {
  const device = recordOf({ ...EVENT, actor: { actorType: "device", id: "d-1" } });
  expect(device).toMatchObject({ "caller.type": "device", "device.id": "d-1" });
  expect(device).not.toHaveProperty(["user.id"]);
  const credential = recordOf({ ...EVENT, actor: { actorType: "credential", id: "key-2" } });
  expect(credential).toMatchObject({ "caller.type": "credential", credential_id: "key-2" });
  expect(credential).not.toHaveProperty(["user.id"]);
});

type Answer = { readonly outcome: JsonObject; readonly body?: Json };
const answered = ({ outcome, body }: Answer): JsonObject => ({
  ...details(body === undefined ? { response: {} } : { response: { body } }),
  outcome,
});
const ok = { status: "success", httpStatus: 200 } as const;

test.each<[outcome: string, of: Answer]>([
  ["denied", { outcome: { status: "denied", httpStatus: 403 } }],
  ["timeout", { outcome: { status: "timeout", httpStatus: 504 } }],
  ["protocol_error", { outcome: ok, body: { jsonrpc: "2.0", error: { code: -32602 } } }],
  ["protocol_error", { outcome: { status: "failure", error: "JSON RPC error: no" } }],
  ["protocol_error", { outcome: { status: "failure", reason: "json-rpc" } }],
  ["protocol_error", { outcome: { status: "failure", error: "code -32603" } }],
  ["transport_error", { outcome: { status: "failure", httpStatus: 502 } }],
  ["error", { outcome: { status: "failure", httpStatus: 404 } }],
  ["error", { outcome: { status: "failure", error: "id 1-320011" } }],
  ["tool_error", { outcome: ok, body: { result: { isError: true } } }],
  ["success", { outcome: ok, body: { result: { content: [] } } }],
  ["pending", { outcome: ok, body: { result: { resultType: "input_required" } } }],
  ["success_unverified", { outcome: ok }],
  ["unknown", { outcome: { status: "unknown" } }],
])("its outcome is %s: %j", (outcome, of) => {
  expect(recordOf(answered(of))).toMatchObject({ outcome });
});

test.each([
  ["success", "success"],
  ["failure", "error"],
  ["denied", "denied"],
  ["timeout", "timeout"],
  ["unknown", "unknown"],
])("what an agent reports of its own tool is taken as it is: %s", (status, outcome) => {
  const target = { targetType: "local_tool", name: "shell" };
  const action = { operation: "tool_use", name: "shell" };
  const event = { ...EVENT, eventType: "local_agent_tool_call", target, action };
  const record = recordOf({ ...event, outcome: { status } });
  expect(record).toMatchObject({ kind: "tool_call", outcome, clock_source: "client_reported" });
  expect(record).not.toHaveProperty(["mcp.server.name"]);
});

test("a row that is written again is another version of the same record", () => {
  const unanswered: JsonObject = { ...EVENT, outcome: { status: "unknown" } };
  const reversed = Object.fromEntries(Object.entries(unanswered).reverse());
  const [first, again, answeredLater] = [unanswered, reversed, EVENT].map((json) => recordOf(json));
  expect(first).toMatchObject({
    version: 1,
    content_version: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect(again).toEqual({ ...first, raw: again?.raw });
  expect(answeredLater?.content_version).not.toBe(first?.content_version);
  expect(answeredLater?.idempotency_key).toBe(first?.idempotency_key);
});

const orphan = (of: JsonObject = {}): JsonObject => ({
  ...EVENT,
  id: 502,
  action: { operation: "response" },
  target: {},
  details: { trace: EVENT.details.trace, response: { body: REPLY } },
  ...of,
});
const waiting = { ...details({ response: {} }), outcome: { status: "unknown" } };

test("a reply without its request is activity of its own", () => {
  expect(recordOf(orphan())).toMatchObject({ kind: "activity", "mcp.method.name": "response" });
});

test("a reply is joined to a request that still waits for it", () => {
  const { data } = read(orphan(), waiting);
  expect(data).toHaveLength(1);
  expect(data[0]).toMatchObject({
    kind: "tool_call",
    operation: "notes.send_note",
    outcome: "success",
    "http.response.status_code": 200,
    joined_from: [0],
    field_state: { outcome: "joined" },
    field_source: { outcome: "0:/details/response/body/result/isError" },
  });
});

test("a reply of another session, or to a request that has one, is joined to nothing", () => {
  const trace = { ...EVENT.details.trace, sessionID: "s-9" };
  expect(read(waiting, orphan({ details: { trace } })).data).toHaveLength(2);
  expect(read(EVENT, orphan()).data).toHaveLength(2);
});

test("what is none of its records is put aside", () => {
  expect(read({ eventType: "login" }, EVENT)).toMatchObject({
    data: [{ kind: "tool_call" }],
    left: { quarantined: [{ position: 0 }] },
  });
});

test("nothing of a wrong type makes it fail", () => {
  expect(readsWrongTypes(obot, "json", [EVENT])).toBeGreaterThan(900);
});
