// gateway-logs §3.2: the request log of agentgateway, as JSON lines; its OTLP records have the same keys as attributes.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { type Draft, derived, fieldsOf, type NativeKey, type Sourced } from "../record/draft";
import type { Outcome } from "../record/fields";
import { has, type Picker, pick } from "../record/pick";
import { sequenceOf } from "../record/sequence";
import { rfc3339UnpaddedMicros, timeFields } from "../record/time";
import {
  addressFields,
  callerFields,
  correlationIds,
  durationFrom,
  toolFields,
  userAgent,
} from "../record/values";
import { type Adapter, oneByOne } from "./adapter";
import { argumentFields } from "./json-rpc";

export const agentgateway: Adapter = {
  kind: "agentgateway",
  version: "1",
  recognises: ({ envelope, json }) => envelope === "json" && isRequest(json),
  read: oneByOne(({ position, json }) => {
    if (!isRequest(json)) return { skip: "This line of agentgateway is no MCP request." };
    const at = pick(json);
    const time = timeFields(at.text("/time"), rfc3339UnpaddedMicros, "end");
    return [agentgatewayDraft(at, { fields: time, position })];
  }),
};

function isRequest(json: JsonObject): boolean {
  return json.scope === "request" && has(json, "mcp.method.name");
}

/** The record of a request. `fields`: its time, which OTLP tells in another place. */
export function agentgatewayDraft(
  at: Picker,
  { fields, position }: Pick<Draft, "fields"> & { readonly position: number },
): Draft {
  const method = at.text("/mcp.method.name");
  const isCall = method?.value === "tools/call";
  return {
    kind: isCall ? "tool_call" : "activity",
    key: keyOf(at, position),
    positions: [position],
    sequence: sequenceOf(at),
    gateway: at.text("/gateway")?.value ?? "agentgateway",
    fields: {
      ...fields,
      ...addressFields(at.text("/src.addr"), "peer"),
      ...callerFields({
        user: at.text("/jwt.sub"),
        credential: at.text("/agw.api_key.name"),
        agent: at.text("/src.identity"),
      }),
      ...toolFields(at.text("/gen_ai.tool.name"), at.text("/mcp.target")),
      ...argumentFields(at.json("/gen_ai.tool.call.arguments")),
      ...fieldsOf({
        "user_agent.original": userAgent(at.text("/user_agent")),
        "mcp.method.name": method,
        "mcp.server.name": at.text("/mcp.target"),
        "mcp.resource.uri": at.text("/mcp.resource.uri"),
        "gen_ai.prompt.name": at.text("/gen_ai.prompt.name"),
        outcome: outcomeOf(at),
        "http.response.status_code": at.number("/http.status"),
        "rpc.response.status_code": at.text("/mcp.error.code"),
        "error.message": at.text("/mcp.error.message") ?? at.text("/error"),
        policy: policyOf(at),
        duration_ms: durationFrom(at.text("/duration")),
        trace_id: at.text("/trace.id"),
        span_id: at.text("/span.id"),
        correlation_ids: correlationIds({ request_id: at.text("/request.id") }),
        "mcp.session.id": at.text("/mcp.session.id"),
        "network.protocol.version": at.text("/http.version"),
      }),
    },
  };
}

function keyOf(at: Picker, position: number): NativeKey {
  const [trace, span] = [at.text("/trace.id"), at.text("/span.id")];
  return trace && span
    ? { kind: "native", parts: [trace.value, span.value] }
    : { kind: "position", position };
}

const DENIALS = new Set(
  "JwtAuth Oidc BasicAuth APIKeyAuth ExtAuth Authorization Guardrail RateLimit".split(" "),
);
const BROKEN = new Set(["NoHealthyBackend", "UpstreamFailure", "Internal"]);

function outcomeOf(at: Picker): Sourced<Outcome> | undefined {
  const reason = at.text("/reason");
  const code = at.text("/mcp.error.code");
  const isError = at.flag("/mcp.tool.is_error");
  const status = at.number("/http.status");
  if (reason && DENIALS.has(reason.value)) return derived(reason, "denied");
  if (reason?.value === "Timeout") return derived(reason, "timeout");
  if (code) return derived(code, "protocol_error");
  if (isError) return derived(isError, isError.value ? "tool_error" : "success");
  if (reason && BROKEN.has(reason.value)) return derived(reason, "transport_error");
  return status && derived(status, ofStatus(status.value));
}

function ofStatus(status: number): Outcome {
  if (status >= 500) return "transport_error";
  return status >= 400 ? "protocol_error" : "success_unverified";
}

function policyOf(at: Picker): Sourced | undefined {
  const reason = at.text("/reason");
  if (!reason || !DENIALS.has(reason.value)) return undefined;
  return derived(reason, { action: "deny", reason: reason.value, source: "agentgateway" });
}
