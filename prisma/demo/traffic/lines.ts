// The calls of the demo in the words of the gateways that it has: what each writes, and what it leaves out.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { sha256 } from "@/lib/ledger/crypto";
import type { CallOutcome, DemoCall } from "./call";
import type { SourceKey } from "./sources";

/** A call with its number in the stream of its source. */
export type Numbered = DemoCall & { readonly number: number };

const STATUS = {
  success: 200,
  tool_error: 200,
  protocol_error: 200,
  denied: 403,
  timeout: 504,
} as const satisfies Record<CallOutcome, number>;

const PROBLEM = {
  success: null,
  tool_error: null,
  protocol_error: "Invalid params",
  denied: "Not allowed by policy",
  timeout: "Upstream timed out",
} as const satisfies Record<CallOutcome, string | null>;

const INVALID_PARAMS = -32_602;

/** The body of a push of these calls. */
export function bodyOf(source: SourceKey, calls: readonly Numbered[]): Uint8Array {
  const text =
    source === "otel-dev"
      ? JSON.stringify(tracesOf(calls))
      : calls.map((call) => JSON.stringify(LINES[source](call))).join("\n");
  return new TextEncoder().encode(text);
}

const LINES = {
  "edge-antwerp": agentgatewayLine,
  "llm-proxy": litellmLine,
  "obot-desk": obotLine,
  "toolhive-lab": toolhiveLine,
} as const satisfies Record<Exclude<SourceKey, "otel-dev">, (call: Numbered) => JsonObject>;

/** Written when the call ends, with microseconds that are not padded. */
function agentgatewayLine(call: Numbered): JsonObject {
  const problem = PROBLEM[call.outcome];
  const ended = new Date(call.at + call.milliseconds);
  return {
    level: "info",
    time: `${ended.toISOString().slice(0, 19)}.${ended.getUTCMilliseconds() * 1_000 + 7}Z`,
    ...{ scope: "request", gateway: "edge/antwerp", listener: "mcp", route: call.server },
    "src.addr": `${call.address}:41800`,
    ...{ "http.method": "POST", "http.path": "/mcp", "http.status": STATUS[call.outcome] },
    ...{ protocol: "mcp", "mcp.method.name": "tools/call", "mcp.target": call.server },
    ...{ "mcp.resource.type": "tool", "gen_ai.tool.name": call.tool },
    "gen_ai.tool.call.arguments": call.arguments,
    ...(call.agent ? { "src.identity": call.agent } : {}),
    ...(call.person ? { "jwt.sub": call.person } : {}),
    "agw.api_key.name": call.key,
    user_agent: call.client,
    duration: `${call.milliseconds}ms`,
    ...{ "trace.id": call.trace, "span.id": call.span },
    ...(call.outcome === "protocol_error" ? { "mcp.error.code": INVALID_PARAMS } : {}),
    ...(problem ? { error: problem } : { "mcp.tool.is_error": call.outcome === "tool_error" }),
    ...(call.outcome === "denied" ? { reason: "Authorization" } : {}),
    ...(call.outcome === "timeout" ? { reason: "Timeout" } : {}),
    ...{ sender_sequence: call.number, sender_epoch: "edge-antwerp-3" },
  };
}

function litellmLine(call: Numbered): JsonObject {
  const problem = PROBLEM[call.outcome];
  const code = call.outcome === "protocol_error" ? INVALID_PARAMS : STATUS[call.outcome];
  return {
    ...{ id: `mcp-${call.trace.slice(0, 20)}`, trace_id: call.trace, call_type: "call_mcp_tool" },
    status: problem ? "failure" : "success",
    startTime: call.at / 1_000,
    endTime: (call.at + call.milliseconds) / 1_000,
    response_time: call.milliseconds / 1_000,
    model: `MCP: ${call.tool}`,
    error_str: problem,
    error_information: problem ? { error_code: String(code), error_message: problem } : null,
    metadata: {
      user_api_key_hash: hexOf(call.key),
      user_api_key_alias: call.key,
      user_api_key_user_id: call.agent,
      requester_ip_address: call.address,
      user_agent: call.client,
      mcp_tool_call_metadata: {
        ...{ name: call.tool, arguments: call.arguments, mcp_server_name: call.server },
        ...(problem ? {} : { result: resultOf(call) }),
      },
    },
    sender_sequence: call.number,
  };
}

function obotLine(call: Numbered): JsonObject {
  const problem = PROBLEM[call.outcome];
  return {
    id: 4_000_000 + call.number,
    timestamp: {
      occurredAt: new Date(call.at).toISOString(),
      recordedAt: new Date(call.at + call.milliseconds).toISOString(),
      source: "server",
    },
    eventType: "mcp_call",
    actor: { actorType: "user", id: call.agent ?? "", credentialID: call.key },
    action: { operation: "tools/call", name: call.tool },
    target: {
      ...{ targetType: "mcp_tool", name: call.tool },
      parent: { targetType: "mcp_server", id: `ms-${call.server}`, name: call.server },
    },
    outcome: {
      status: OBOT_STATUS[call.outcome],
      httpStatus: STATUS[call.outcome],
      durationMs: call.milliseconds,
      ...(problem ? { error: problem } : {}),
    },
    details: {
      trace: { sessionID: call.trace.slice(0, 16), requestID: String(call.number % 500) },
      network: { clientIP: `${call.address}:52100` },
      client: { name: "obot", userAgent: call.client },
      request: { body: { name: call.tool, arguments: call.arguments } },
      ...(problem ? {} : { response: { body: { result: resultOf(call) } } }),
    },
    sender_sequence: call.number,
  };
}

// What obot makes of a reply is its status alone: it does not look whether the tool said no.
const OBOT_STATUS = {
  success: "success",
  tool_error: "success",
  protocol_error: "failure",
  denied: "denied",
  timeout: "timeout",
} as const satisfies Record<CallOutcome, string>;

const TOOLHIVE_OUTCOME = {
  success: "success",
  tool_error: "success",
  protocol_error: "application_error",
  denied: "denied",
  timeout: "error",
} as const satisfies Record<CallOutcome, string>;

const ERROR_TYPE = {
  success: null,
  tool_error: "tool_error",
  protocol_error: String(INVALID_PARAMS),
  denied: "permission_denied",
  timeout: "timeout",
} as const satisfies Record<CallOutcome, string | null>;

/** ToolHive stamps no numbers, names no key, and cannot see that a tool said no. */
function toolhiveLine(call: Numbered): JsonObject {
  return {
    ...{ level: "AUDIT", msg: "audit_event", type: "mcp_tool_call", component: call.server },
    audit_id: `${call.trace.slice(0, 8)}-${call.trace.slice(8, 12)}-4${call.trace.slice(13, 16)}-a${call.trace.slice(17, 20)}-${call.trace.slice(20, 32)}`,
    logged_at: new Date(call.at + call.milliseconds).toISOString(),
    outcome: TOOLHIVE_OUTCOME[call.outcome],
    source: { type: "network", value: call.address, extra: { user_agent: call.client } },
    subjects: { user: call.agent ?? "anonymous", user_id: call.agent ?? "anonymous" },
    target: { endpoint: "/mcp", method: "tools/call", name: call.tool, type: "tool" },
    metadata: { extra: { duration_ms: call.milliseconds, transport: "streamable-http" } },
    data: {
      request: {
        ...{ jsonrpc: "2.0", id: call.number, method: "tools/call" },
        params: { name: call.tool, arguments: call.arguments },
      },
    },
  };
}

function tracesOf(calls: readonly Numbered[]): JsonObject {
  return {
    resourceSpans: [
      {
        resource: { attributes: attributesOf({ "service.name": "mcp-gateway" }) },
        scopeSpans: [{ scope: { name: "mcp.server" }, spans: calls.map(spanOf) }],
      },
    ],
  };
}

function spanOf(call: Numbered): JsonObject {
  const type = ERROR_TYPE[call.outcome];
  return {
    ...{ traceId: call.trace, spanId: call.span, name: `tools/call ${call.tool}`, kind: 2 },
    startTimeUnixNano: `${call.at}000000`,
    endTimeUnixNano: `${call.at + call.milliseconds}000000`,
    attributes: attributesOf({
      "mcp.method.name": "tools/call",
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": call.tool,
      "gen_ai.tool.call.arguments": JSON.stringify(call.arguments),
      "mcp.server.name": call.server,
      "client.address": call.address,
      "user_agent.original": call.client,
      ...(call.agent ? { "gen_ai.agent.name": call.agent } : {}),
      ...(call.person ? { "user.id": call.person } : {}),
      credential_id: call.key,
      "http.response.status_code": STATUS[call.outcome],
      ...(type ? { "error.type": type } : {}),
      sender_sequence: call.number,
    }),
    status: type ? { code: 2 } : {},
  };
}

function attributesOf(values: Readonly<Record<string, string | number>>): JsonObject[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  }));
}

function resultOf({ outcome }: Numbered): JsonObject {
  const isError = outcome === "tool_error";
  return { content: [{ type: "text", text: isError ? "Not found" : "Done" }], isError };
}

function hexOf(text: string): string {
  return Buffer.from(sha256(new TextEncoder().encode(text))).toString("hex");
}
