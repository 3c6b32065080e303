// gateway-logs §3.4, AuditLogEvent of obot 0.23 and later.
import { type DraftFields, derived, fieldsOf, type Sourced } from "../record/draft";
import { firstOf, type Picker } from "../record/pick";
import { rfc3339, timeFields } from "../record/time";
import {
  addressFields,
  callerFields,
  correlationIds,
  durationOf,
  toolFields,
  userAgent,
} from "../record/values";
import { headerOf } from "./http-facts";
import { argumentFields, replyIn, requestIn } from "./json-rpc";
import { obotOutcome, reportedOutcome } from "./obot-outcome";
import { webhookPolicy } from "./obot-webhooks";

export function eventFields(at: Picker): DraftFields {
  return {
    ...requestIn(requestBody(at))?.meta,
    ...timesOf(at),
    ...callerOf(at),
    ...clientOf(at),
    ...targetOf(at),
    ...answerOf(at),
    ...traceOf(at),
  };
}

export function eventResult(at: Picker): Sourced | undefined {
  return replyIn(responseBody(at))?.result;
}

function requestBody(at: Picker): Sourced | undefined {
  return bodyOf(at, "/details/request");
}

function responseBody(at: Picker): Sourced | undefined {
  return bodyOf(at, "/details/response");
}

/** What came in; filters may have changed what went on. */
function bodyOf(at: Picker, of: string): Sourced | undefined {
  return firstOf(
    at.json(`${of}/body`),
    at.json(`${of}/originalBody`),
    at.json(`${of}/mutatedBody`),
  );
}

function timesOf(at: Picker): DraftFields {
  const isClient =
    at.text("/timestamp/source")?.value === "client_reported" ||
    at.text("/eventType")?.value === "local_agent_tool_call";
  const clock = isClient ? "client_reported" : "gateway";
  const occurred = timeFields(at.text("/timestamp/occurredAt"), rfc3339, "start", clock);
  return "occurred_at" in occurred
    ? occurred
    : timeFields(at.text("/timestamp/recordedAt"), rfc3339, "logged", "gateway");
}

function callerOf(at: Picker): DraftFields {
  const type = at.text("/actor/actorType");
  const id = at.text("/actor/id");
  const credential = at.text("/actor/credentialID");
  const isUser = type?.value !== "device" && type?.value !== "credential";
  const caller = callerFields({
    user: isUser ? id : undefined,
    credential: credential ?? (type?.value === "credential" ? id : undefined),
    agent: at.text("/details/agent/id"),
  });
  return {
    ...caller,
    ...fieldsOf({
      "device.id": type?.value === "device" ? id : at.text("/details/device/id"),
      "gen_ai.agent.name": at.text("/details/agent/name") ?? at.text("/details/agent"),
    }),
    ...(type?.value === "device" ? fieldsOf({ "caller.type": derived(type, "device") }) : {}),
  };
}

function clientOf(at: Picker): DraftFields {
  const agent = at.text("/details/client/userAgent");
  const header = headerOf(at.object("/details/request/headers"), "user-agent");
  return {
    ...addressFields(at.text("/details/network/clientIP"), null),
    ...fieldsOf({
      "user_agent.original": userAgent(agent ?? header),
      "mcp.client.name": at.text("/details/client/name") ?? at.text("/client"),
      "mcp.client.version": at.text("/details/client/version"),
    }),
  };
}

function targetOf(at: Picker): DraftFields {
  const operation = at.text("/action/operation");
  const type = at.text("/target/targetType")?.value;
  const request = requestIn(requestBody(at));
  const isLocal = at.text("/eventType")?.value === "local_agent_tool_call";
  const isCall = operation?.value === "tools/call" || isLocal;
  const server = type === "mcp_server" ? "/target" : "/target/parent";
  const name = at.text(`${server}/name`);
  const tool =
    at.text("/action/name") ?? (type === "mcp_server" ? undefined : at.text("/target/name"));
  return {
    ...toolFields(isCall ? (tool ?? request?.tool) : undefined, name ?? at.text(`${server}/id`)),
    ...(isCall ? argumentFields(request?.arguments) : {}),
    ...fieldsOf({
      "mcp.method.name": operation ?? request?.method,
      "mcp.server.name": name,
      "mcp.server.id": at.text(`${server}/id`),
      "mcp.resource.uri": type === "mcp_resource" ? at.text("/target/name") : undefined,
      "gen_ai.prompt.name": type === "mcp_prompt" ? at.text("/target/name") : undefined,
    }),
  };
}

function answerOf(at: Picker): DraftFields {
  const [status, http] = [statusOf(at), at.number("/outcome/httpStatus")];
  const [reason, error] = [at.text("/outcome/reason"), at.text("/outcome/error")];
  const body = responseBody(at);
  const isReported = at.text("/eventType")?.value === "local_agent_tool_call";
  const reply = replyIn(body);
  return fieldsOf({
    outcome: isReported
      ? reportedOutcome(status)
      : obotOutcome({ status, http, errors: [error, reason], body }),
    "http.response.status_code": http,
    "rpc.response.status_code": reply?.code,
    "error.type": reason,
    "error.message": error ?? reply?.message,
    duration_ms: durationOf(at.number("/outcome/durationMs")),
    policy: webhookPolicy(at.list("/details/webhookStatuses")),
  });
}

/** Where other members say nothing with it, `unknown` is a status: the reply has not come yet. */
function statusOf(at: Picker): Sourced<string> | undefined {
  const told = at.json("/outcome/status");
  return told && typeof told.value === "string" ? { ...told, value: told.value } : undefined;
}

function traceOf(at: Picker): DraftFields {
  const session = at.text("/details/trace/sessionID");
  const request = at.text("/details/trace/requestID");
  return fieldsOf({
    correlation_ids: correlationIds({
      native_id: at.text("/id"),
      session_id: session,
      jsonrpc_id: request,
      idempotency_key: at.text("/details/trace/idempotencyKey"),
      turn_id: at.text("/details/trace/turnID"),
    }),
    "jsonrpc.request.id": request,
    "mcp.session.id": session,
    "gen_ai.tool.call.id": at.text("/details/trace/toolUseID"),
  });
}
