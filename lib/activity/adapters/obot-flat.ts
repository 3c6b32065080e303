// gateway-logs §3.4: the flat rows of obot's exports of 2025, and what nanobot posts, which adds `metadata` and a subject.
import { type DraftFields, fieldsOf, type Sourced } from "../record/draft";
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
import { obotOutcome, statusOfHttp } from "./obot-outcome";
import { webhookPolicy } from "./obot-webhooks";

export function flatFields(at: Picker): DraftFields {
  return {
    ...requestIn(at.json("/requestBody"))?.meta,
    ...timeFields(at.text("/createdAt"), rfc3339, "start"),
    ...callerOf(at),
    ...targetOf(at),
    ...answerOf(at),
  };
}

export function flatResult(at: Picker): Sourced | undefined {
  return replyIn(at.json("/responseBody"))?.result;
}

/** nanobot has no id of its own and sends a batch until it is taken: a request of a session at its very nanosecond is one. */
export function flatKey(at: Picker): readonly string[] | null {
  const parts = ["/sessionID", "/requestID", "/callType", "/createdAt"].map((one) => at.text(one));
  const isExact = /\.\d{6,}/.test(parts.at(-1)?.value ?? "");
  const told = parts.flatMap((part) => part?.value ?? []);
  return isExact && told.length === parts.length ? told : null;
}

function callerOf(at: Picker): DraftFields {
  const header = headerOf(at.object("/requestHeaders"), "user-agent");
  return {
    ...callerFields({
      user: firstOf(at.text("/metadata/userID"), at.text("/subject"), at.text("/userID")),
      credential: at.text("/apiKey"),
    }),
    ...addressFields(at.text("/clientIP"), null),
    ...fieldsOf({
      "user_agent.original": userAgent(at.text("/userAgent") ?? header),
      "mcp.client.name": at.text("/client/name") ?? at.text("/clientName"),
      "mcp.client.version": at.text("/client/version") ?? at.text("/clientVersion"),
    }),
  };
}

function targetOf(at: Picker): DraftFields {
  const method = at.text("/callType");
  const called = at.text("/callIdentifier");
  const request = requestIn(at.json("/requestBody"));
  const isCall = method?.value === "tools/call";
  const name = at.text("/mcpServerDisplayName");
  const id = firstOf(at.text("/metadata/mcpID"), at.text("/mcpID"));
  return {
    ...toolFields(isCall ? (called ?? request?.tool) : undefined, name ?? id),
    ...(isCall ? argumentFields(request?.arguments) : {}),
    ...fieldsOf({
      "mcp.method.name": method,
      "mcp.server.name": name,
      "mcp.server.id": id,
      "mcp.resource.uri": method?.value.startsWith("resources/") ? called : undefined,
      "gen_ai.prompt.name": method?.value === "prompts/get" ? called : undefined,
    }),
  };
}

function answerOf(at: Picker): DraftFields {
  const [http, error] = [at.number("/responseStatus"), at.text("/error")];
  const body = at.json("/responseBody");
  const [session, request] = [at.text("/sessionID"), at.text("/requestID")];
  const id = at.text("/id");
  const reply = replyIn(body);
  const status = statusOfHttp(http, error);
  return fieldsOf({
    outcome: obotOutcome({ status, http, errors: [error], body }),
    "http.response.status_code": http?.value === 0 ? undefined : http,
    "rpc.response.status_code": reply?.code,
    "error.message": error ?? reply?.message,
    duration_ms: durationOf(at.number("/processingTimeMs")),
    policy: webhookPolicy(at.list("/webhookStatuses")),
    correlation_ids: correlationIds({
      native_id: id?.value === "0" ? undefined : id,
      session_id: session,
      jsonrpc_id: request,
    }),
    "jsonrpc.request.id": request,
    "mcp.session.id": session,
  });
}
