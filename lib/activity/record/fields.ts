// gateway-logs §4: the leaves of canonical record v1, by the names of OpenTelemetry where it has one. Stored for ever.

export const FIELDS = [
  "occurred_at",
  "occurred_at_raw",
  "time_precision",
  "time_basis",
  "clock_source",
  "caller.type",
  "device.id",
  "user.id",
  "credential_id",
  "gen_ai.agent.id",
  "gen_ai.agent.name",
  "on_behalf_of",
  "auth.method",
  "organization.id",
  "team.id",
  "client.address",
  "client.port",
  "client.address_source",
  "user_agent.original",
  "mcp.client.name",
  "mcp.client.version",
  "mcp.method.name",
  "gen_ai.tool.name",
  "gateway.tool.raw_name",
  "mcp.server.name",
  "mcp.server.id",
  "mcp.server.endpoint",
  "operation",
  "mcp.resource.uri",
  "gen_ai.prompt.name",
  "gen_ai.tool.call.arguments",
  "arguments_hmac",
  "arguments_count",
  "arguments_bytes",
  "arguments_truncated",
  "result_summary",
  "outcome",
  "http.response.status_code",
  "rpc.response.status_code",
  "error.type",
  "error.message",
  "duration_ms",
  "policy",
  "trace_id",
  "span_id",
  "parent_span_id",
  "correlation_ids",
  "jsonrpc.request.id",
  "mcp.session.id",
  "gen_ai.conversation.id",
  "gen_ai.tool.call.id",
  "mcp.protocol.version",
  "network.transport",
  "network.protocol.name",
  "network.protocol.version",
  "environment",
  "region",
] as const;
export type FieldName = (typeof FIELDS)[number];

/** How a value came to be there, or why it is not. Only the last three can be read off the value itself. */
export const FIELD_STATES = [
  "provided",
  "derived",
  "joined",
  "not_provided",
  "redacted",
  "redaction_failed",
] as const;
export type FieldState = (typeof FIELD_STATES)[number];

/** What a record is evidence of: only `tool_call` counts as evidence of a call. */
export const RECORD_KINDS = [
  "tool_call",
  "activity",
  "policy_decision",
  "config_change",
  "heartbeat",
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** `success_unverified`: the transport went well, and nobody said what the tool made of it. `error`: failed, class not stated. */
export const OUTCOMES = [
  "success",
  "success_unverified",
  "tool_error",
  "protocol_error",
  "transport_error",
  "denied",
  "timeout",
  "cancelled",
  "pending",
  "error",
  "unknown",
] as const;
export type Outcome = (typeof OUTCOMES)[number];
