// One record in the shape of each sender, as the test of a source reads it. Its names say what it is; it is never stored.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { SourceKind } from "./source-labels";

const CALL = {
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "ping", arguments: { note: "test of a source" } },
} as const satisfies JsonObject;
const REPLY = {
  jsonrpc: "2.0",
  id: 1,
  result: { content: [{ type: "text", text: "pong" }], isError: false },
} as const satisfies JsonObject;
const ADDRESS = "192.0.2.1";
const AGENT = "test-agent";
const SERVER = "test-server";
const BROWSER = "source-test/1.0";

/** The text of a request of this kind at this moment; null for kinds whose shape only their mapping knows. */
export function testRecordOf(kind: SourceKind, now: Date): string | null {
  const record = kind === "mapping" ? null : RECORDS[kind](now.toISOString(), now.getTime());
  return record && JSON.stringify(record);
}

const agentgateway = (at: string): JsonObject => ({
  level: "info",
  time: at,
  scope: "request",
  "src.addr": `${ADDRESS}:50000`,
  "http.status": 200,
  "jwt.sub": AGENT,
  "mcp.method.name": "tools/call",
  "mcp.target": SERVER,
  "gen_ai.tool.name": "ping",
  "gen_ai.tool.call.arguments": CALL.params.arguments,
  user_agent: BROWSER,
  "trace.id": "11112222333344445555666677778888",
  "span.id": "1111222233334444",
  duration: "12ms",
});

const RECORDS = {
  auto: agentgateway,
  agentgateway,
  otlp: (_, ms) => otlpRequest(ms),
  litellm: (at, ms) => ({
    id: `test-${at}`,
    call_type: "call_mcp_tool",
    status: "success",
    startTime: ms / 1000,
    endTime: ms / 1000 + 0.012,
    response_time: 0.012,
    model: "MCP: ping",
    requester_ip_address: ADDRESS,
    metadata: {
      user_agent: BROWSER,
      user_api_key_alias: "test-key",
      user_api_key_user_id: AGENT,
      mcp_tool_call_metadata: {
        name: "ping",
        arguments: CALL.params.arguments,
        result: REPLY.result,
        mcp_server_name: SERVER,
      },
    },
  }),
  obot: (at) => ({
    id: 1,
    eventType: "mcp_call",
    timestamp: { occurredAt: at, source: "server" },
    actor: { actorType: "user", id: AGENT, credentialID: "test-key" },
    action: { operation: "tools/call", name: "ping" },
    target: { targetType: "mcp_tool", name: "ping", parent: { id: SERVER, name: SERVER } },
    outcome: { status: "success", httpStatus: 200, durationMs: 12 },
    details: {
      trace: { sessionID: "test-session", requestID: "1" },
      network: { clientIP: ADDRESS },
      client: { name: "test-client", version: "1", userAgent: BROWSER },
      request: { body: CALL },
      response: { body: REPLY },
    },
  }),
  contextforge: (at) => ({
    "@timestamp": at,
    name: "mcpgateway.services.structured_logger",
    levelname: "INFO",
    message: "[tool_service] Tool 'ping' invoked successfully",
    component: "tool_service",
    user_id: AGENT,
    duration_ms: 12.5,
    resource_type: "tool",
    resource_id: "test-tool",
    resource_action: "invoke",
    custom_fields: { tool_name: "ping", integration_type: "MCP", arguments_count: 1 },
    correlation_id: "11112222333344445555666677778888",
    request_id: "11112222333344445555666677778888",
  }),
  envoy: (at) => ({
    "x-envoy-origin-path": "/mcp",
    start_time: at,
    method: "POST",
    downstream_remote_address: `${ADDRESS}:50000`,
    "mcp.provider.name": SERVER,
    "mcp.method.name": "tools/call",
    "mcp.tool.name": "ping",
    "jsonrpc.request.id": "1",
    "user-agent": BROWSER,
    "x-request-id": `test-${at}`,
    response_code: 200,
    duration: 12,
  }),
  kong: (_, ms) => ({
    client_ip: ADDRESS,
    started_at: ms,
    request: { id: `test-${ms}`, method: "POST", headers: { "user-agent": BROWSER } },
    response: { status: 200 },
    service: { id: SERVER, name: SERVER },
    ai: {
      mcp: {
        rpc: [
          {
            id: "1",
            method: "tools/call",
            tool_name: "ping",
            latency: 12,
            payload: { request: JSON.stringify(CALL), response: JSON.stringify(REPLY) },
          },
        ],
        audit: [
          {
            primitive_name: "ping",
            primitive: "tool",
            action: "allow",
            consumer: { id: AGENT, name: AGENT, identifier: "consumer" },
          },
        ],
      },
    },
  }),
  toolhive: (at) => ({
    msg: "audit_event",
    audit_id: `test-${at}`,
    type: "mcp_tool_call",
    logged_at: at,
    outcome: "success",
    component: SERVER,
    source: { value: ADDRESS, extra: { user_agent: BROWSER, request_id: `test-${at}` } },
    subjects: { user: AGENT, user_id: AGENT, client_name: "test-client", client_version: "1" },
    target: { endpoint: "/mcp", method: "tools/call", name: "ping", type: "tool" },
    metadata: { extra: { duration_ms: 12, transport: "streamable-http" } },
    data: { request: CALL, response: REPLY },
  }),
  cloudflare: (at) => ({
    Datetime: at,
    PortalID: "test-portal",
    ServerID: SERVER,
    ClientIP: ADDRESS,
    Method: "tools/call",
    ToolCallName: "ping",
    Success: true,
    ServerResponseDurationMs: 12,
    SessionID: "test-session",
    UserID: AGENT,
  }),
} as const satisfies Record<Exclude<SourceKind, "mapping">, (at: string, ms: number) => JsonObject>;

function otlpRequest(ms: number): JsonObject {
  const attributes = {
    "mcp.method.name": "tools/call",
    "gen_ai.tool.name": "ping",
    "gen_ai.operation.name": "execute_tool",
    "mcp.server.name": SERVER,
    "user.id": AGENT,
    "client.address": ADDRESS,
    "user_agent.original": BROWSER,
    "jsonrpc.request.id": "1",
    "gen_ai.tool.call.arguments": JSON.stringify(CALL.params.arguments),
  };
  const span = {
    traceId: "11112222333344445555666677778888",
    spanId: "1111222233334444",
    name: "tools/call ping",
    kind: 2,
    startTimeUnixNano: `${ms}000000`,
    endTimeUnixNano: `${ms + 12}000000`,
    attributes: Object.entries(attributes).map(([key, stringValue]) => ({
      key,
      value: { stringValue },
    })),
    status: {},
  };
  return { resourceSpans: [{ resource: {}, scopeSpans: [{ scope: {}, spans: [span] }] }] };
}
