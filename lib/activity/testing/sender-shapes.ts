// Tests of the whole way: one record in the shape of each sender, with something in every place that the sender has.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { decodeJsonBody } from "../decode/json-body";
import { decodeOtlp } from "../decode/otlp";
import type { OtlpSignal } from "../decode/otlp-messages";
import type { Decoded } from "../decode/wire-record";
import { log, span } from "./spans";

export type SenderShape = {
  readonly name: string;
  /** Lines of JSON, or which request of OTLP. */
  readonly form: "json" | OtlpSignal;
  readonly record: JsonObject;
  /** Members by which the sender is known: nothing is planted there. */
  readonly marks: readonly string[];
};

const CALL = {
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "t", arguments: { a: "x", deep: [{ b: "x" }] } },
} as const satisfies JsonObject;
const REPLY = {
  jsonrpc: "2.0",
  id: 1,
  result: { content: [{ type: "text", text: "x" }], isError: false },
} as const satisfies JsonObject;

const lines = (name: string, marks: readonly string[], record: JsonObject): SenderShape => ({
  ...{ name, marks, record },
  form: "json",
});

const ATTRIBUTES = {
  ...{ "mcp.method.name": "tools/call", "gen_ai.tool.name": "t", "mcp.server.name": "s" },
  ...{ "user.id": "u", credential_id: "c", "client.address": "192.0.2.1", "error.type": "e" },
  ...{ "user_agent.original": "ua", "mcp.session.id": "s", "jsonrpc.request.id": "1" },
  ...{ "gen_ai.tool.call.arguments": { a: "x" }, "gen_ai.tool.call.result": { a: "x" } },
} as const satisfies JsonObject;
const OTLP_MARKS = ["mcp.method.name", "traceId", "spanId", "startTimeUnixNano"];

export const SENDER_SHAPES: readonly SenderShape[] = [
  lines("agentgateway", ["scope", "mcp.method.name"], {
    ...{ level: "info", time: "2026-09-01T08:00:02.5000Z", scope: "request", gateway: "g" },
    ...{ "src.addr": "192.0.2.1:9", "src.identity": "i", "http.path": "/p", "http.status": 200 },
    ...{ "jwt.sub": "u", "mcp.method.name": "tools/call", "mcp.target": "s", reason: "MCP" },
    ...{ "gen_ai.tool.name": "t", "mcp.session.id": "s", "mcp.resource.uri": "r", error: "e" },
    ...{ "mcp.error.message": "m", user_agent: "ua", "gen_ai.tool.call.arguments": { a: "x" } },
    ...{ "agw.api_key.name": "k", "request.id": "q", duration: "1ms", "gen_ai.prompt.name": "p" },
  }),
  lines("litellm", ["call_type"], {
    ...{
      id: "i",
      litellm_call_id: "i",
      trace_id: "t",
      call_type: "call_mcp_tool",
      status: "failure",
    },
    ...{ startTime: 1_788_000_000.25, model: "MCP: t", requester_ip_address: "192.0.2.1" },
    error_information: { error_code: "500", error_class: "c", error_message: "m", traceback: "t" },
    guardrail_information: [{ guardrail_name: "g", guardrail_status: "s" }],
    metadata: {
      ...{ user_agent: "ua", user_api_key_hash: "h", user_api_key_alias: "a" },
      ...{ user_api_key_user_id: "u", user_api_key_team_id: "t", user_api_key_end_user_id: "e" },
      mcp_tool_call_metadata: {
        ...{ name: "t", arguments: { a: "x" }, result: { content: [{ type: "text", text: "x" }] } },
        ...{ mcp_server_name: "s", namespaced_tool_name: "s-t", mcp_session_id: "s" },
        mcp_auth_mode: "m",
      },
    },
  }),
  lines("obot", ["eventType", "operation"], {
    ...{ id: 1, eventType: "mcp_call", client: "c" },
    timestamp: { occurredAt: "2026-09-01T08:00:02Z", source: "server" },
    actor: { actorType: "user", id: "u", credentialID: "k" },
    action: { operation: "tools/call", name: "t" },
    target: { targetType: "mcp_tool", name: "t", parent: { id: "s", name: "s" } },
    outcome: { status: "failure", reason: "r", error: "e" },
    details: {
      trace: { sessionID: "s", requestID: "1", idempotencyKey: "i", toolUseID: "u", turnID: "t" },
      network: { clientIP: "192.0.2.1" },
      client: { name: "c", version: "1", userAgent: "ua" },
      agent: { id: "a", name: "a" },
      device: { id: "d" },
      request: { headers: { "User-Agent": ["ua"] }, body: CALL },
      response: { body: REPLY },
      webhookStatuses: [{ name: "w", status: "s", message: "m" }],
    },
  }),
  lines("nanobot", ["callType", "mcpID"], {
    ...{ createdAt: "2026-09-01T08:00:02.123456789Z", callType: "tools/call", callIdentifier: "t" },
    ...{ apiKey: "k", subject: "u", error: "e", sessionID: "s", requestID: "1", userAgent: "ua" },
    metadata: { mcpID: "s", userID: "u" },
    client: { name: "c", version: "1" },
    ...{ requestBody: CALL, responseBody: REPLY, mcpServerDisplayName: "s" },
  }),
  lines("contextforge", ["name", "levelname", "component", "resource_type", "resource_action"], {
    ...{ "@timestamp": "2026-09-01T08:00:02.123456Z", levelname: "ERROR" },
    ...{ name: "mcpgateway.services.structured_logger", component: "tool_service" },
    ...{ message: "[tool_service] Tool 't' invocation failed", user_id: "u", team_id: "t" },
    ...{ resource_id: "r", resource_type: "tool", correlation_id: "c", request_id: "c" },
    ...{
      resource_action: "invoke",
      error_type: "E",
      error_message: "m",
      custom_fields: { tool_name: "t" },
    },
  }),
  lines("contextforge siem", ["event_id", "service", "category", "event_source"], {
    ...{ event_id: "evt_00000000000a", timestamp: "2026-09-01T08:00:02Z", category: "audit" },
    ...{ event_type: "audit_create_tool", description: "d", severity: "LOW" },
    source: { service: "mcpgateway", event_source: "audit" },
    actor: { user_id: "u", user_email: "e", client_ip: "192.0.2.1", user_agent: "ua" },
    context: { action: "create", resource_type: "t", resource_id: "r", resource_name: "n" },
  }),
  lines("envoy", ["x-envoy-origin-path", "mcp.method.name"], {
    ...{ "x-envoy-origin-path": "/mcp", start_time: "2026-09-01T08:00:02.123Z", method: "POST" },
    ...{ downstream_remote_address: "192.0.2.1:9", "mcp.provider.name": "s" },
    ...{ "mcp.method.name": "tools/call", "mcp.tool.name": "t", "jsonrpc.request.id": "1" },
    ...{ "user-agent": "ua", "x-request-id": "q", upstream_host: "h", response_code: 200 },
  }),
  lines("kong", [], {
    ...{ client_ip: "192.0.2.1", started_at: 1_788_000_000_250, workspace: "w" },
    request: { id: "q", uri: "/u", headers: { "user-agent": "ua", cookie: "c" } },
    service: { id: "s", name: "s", host: "h" },
    ai: {
      mcp: {
        ...{ mcp_session_id: "s", mcp_server_id: "s", protocol_version: "v" },
        rpc: [
          {
            ...{ id: "1", method: "tools/call", tool_name: "t", error: "e" },
            payload: { request: JSON.stringify(CALL), response: JSON.stringify(REPLY) },
          },
        ],
        audit: [
          {
            ...{ primitive_name: "t", primitive: "tool", scope: "s", action: "allow" },
            consumer: { id: "u", name: "n", identifier: "consumer_group" },
          },
        ],
        sanitized_items: [{ original: "o" }],
      },
    },
  }),
  lines("toolhive", ["msg", "type"], {
    ...{
      msg: "audit_event",
      audit_id: "a",
      type: "mcp_tool_call",
      component: "s",
      outcome: "success",
    },
    logged_at: "2026-09-01T08:00:02Z",
    source: { value: "192.0.2.1", extra: { user_agent: "ua", request_id: "q", session_id: "s" } },
    subjects: { user: "n", user_id: "u", client_name: "c", client_version: "1" },
    target: { endpoint: "/mcp", method: "tools/call", name: "t", type: "tool" },
    metadata: { extra: { transport: "t", backend_name: "b", jsonrpc_error_message: "m" } },
    data: { request: CALL, response: JSON.stringify(REPLY) },
  }),
  lines("cloudflare", ["PortalID"], {
    ...{ Datetime: "2026-09-01T08:00:02Z", PortalID: "p", ServerID: "s", ServerURL: "u" },
    ...{ ClientIP: "192.0.2.1", Method: "tools/call", ToolCallName: "t", PromptGetName: "p" },
    ...{ ResourceReadURI: "r", SessionID: "s", Error: "e", UserID: "u", UserEmail: "e" },
  }),
  lines("azure insights", [], {
    ...{ timestamp: "2026-09-01T08:00:02Z", id: "i", operation_Id: "o", client_IP: "192.0.2.1" },
    customDimensions: {
      ...{ "gen_ai.operation.name": "tools/call", "gen_ai.tool.name": "t", "service.name": "s" },
      ...{ "user_agent.name": "c", "gen_ai.tool.call.arguments": '{"a":"x"}', "auth.type": "a" },
    },
  }),
  lines("lasso", ["capability_type"], {
    ...{ timestamp: "2026-09-01 08:00:02.123456", call_id: "c", capability_name: "t" },
    ...{ capability_type: "tool", server_name: "s", content_text: "x", isError: 0, free: "x" },
  }),
  {
    name: "span",
    form: "traces",
    record: span(1, { attributes: ATTRIBUTES, status: { message: "m" } }),
    marks: OTLP_MARKS,
  },
  {
    name: "log record",
    form: "logs",
    record: log({ attributes: ATTRIBUTES, scope: "request", body: "b", inTrace: true }),
    marks: [...OTLP_MARKS, "name"],
  },
];

/** The bytes of a request that holds these records of a shape. */
export function bodyOf(shape: SenderShape, records: readonly JsonObject[]): Uint8Array {
  const text =
    shape.form === "json"
      ? records.map((record) => JSON.stringify(record)).join("\n")
      : JSON.stringify(otlpRequest(shape.form, records));
  return new TextEncoder().encode(text);
}

/** What such a request decodes to. */
export function decodedOf({ form }: SenderShape, body: Uint8Array): Decoded {
  return form === "json" ? decodeJsonBody(body) : decodeOtlp(form, "json", body);
}

function otlpRequest(signal: OtlpSignal, records: readonly JsonObject[]): JsonObject {
  const [byResource, byScope, items, one] =
    signal === "traces"
      ? (["resourceSpans", "scopeSpans", "spans", "span"] as const)
      : (["resourceLogs", "scopeLogs", "logRecords", "log"] as const);
  const groups = records.map((record) => {
    const item = membersOf(record[one]);
    const wired = { ...item, attributes: keyValues(item.attributes), body: anyValue(item.body) };
    const scope = { name: membersOf(record.scope).name ?? null };
    const resource = { attributes: keyValues(record.resource) };
    return { resource, [byScope]: [{ scope, [items]: [wired] }] };
  });
  return { [byResource]: groups };
}

function membersOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function keyValues(attributes: Json | undefined): Json {
  return Object.entries(membersOf(attributes)).map(([key, value]) => ({
    key,
    value: anyValue(value),
  }));
}

function anyValue(value: Json | undefined): Json {
  if (typeof value === "object" && value !== null) {
    return { kvlistValue: { values: keyValues(value) } };
  }
  return typeof value === "number" ? { doubleValue: value } : { stringValue: value ?? null };
}
