// gateway-logs §3.9: the audit events of ToolHive, found among its other log lines by their message.
import { type DraftFields, derived, fieldsOf, type NativeKey, type Sourced } from "../record/draft";
import type { Outcome } from "../record/fields";
import { firstOf, type Picker, pick } from "../record/pick";
import { sequenceOf } from "../record/sequence";
import { rfc3339, timeFields } from "../record/time";
import {
  addressFields,
  callerFields,
  correlationIds,
  durationOf,
  toolFields,
  userAgent,
} from "../record/values";
import { type Adapter, oneByOne } from "./adapter";
import { argumentFields, outcomeOfReply, type RpcRequest, replyIn, requestIn } from "./json-rpc";

export const toolhive: Adapter = {
  kind: "toolhive",
  version: "1",
  recognises: ({ envelope, json }) => envelope === "json" && json.msg === "audit_event",
  read: oneByOne(({ position, json }) => {
    if (json.msg !== "audit_event") return { skip: "This line of ToolHive is no audit event." };
    const at = pick(json);
    const request = requestIn(at.json("/data/request"));
    const result = replyIn(at.json("/data/response"))?.result;
    return [
      {
        kind: isCall(at) ? "tool_call" : "activity",
        key: keyOf(at, position),
        positions: [position],
        sequence: sequenceOf(at),
        gateway: "toolhive",
        fields: {
          ...request?.meta,
          ...timesOf(at),
          ...callerOf(at),
          ...targetFields(at, request),
          ...answerFields(at),
        },
        ...(result ? { result } : {}),
        ...nameOf(at),
      },
    ];
  }),
};

function isCall(at: Picker): boolean {
  const method = at.text("/target/method")?.value;
  return method === "tools/call" || at.text("/type")?.value === "mcp_tool_call";
}

/** The event is written when the call ends; the line, which has a time of its own, at about the same time. */
function timesOf(at: Picker): DraftFields {
  const logged = timeFields(at.text("/logged_at"), rfc3339, "end");
  return "occurred_at" in logged ? logged : timeFields(at.text("/time"), rfc3339, "logged");
}

function callerOf(at: Picker): DraftFields {
  return {
    ...callerFields({ user: firstOf(at.text("/subjects/user_id"), at.text("/subjects/user")) }),
    // Its first hop of X-Forwarded-For, which anybody may write (rule g).
    ...addressFields(at.text("/source/value"), "claimed"),
    ...fieldsOf({
      "user_agent.original": userAgent(at.text("/source/extra/user_agent")),
      "mcp.client.name": at.text("/subjects/client_name"),
      "mcp.client.version": at.text("/subjects/client_version"),
    }),
  };
}

/** What a user is called, beside the subject of the token that is its id. */
function nameOf(at: Picker) {
  const [id, name] = [at.text("/subjects/user_id"), at.text("/subjects/user")];
  return id && name && id.value !== name.value ? { more: { "user.name": name.value } } : {};
}

// ToolHive's own name, which stands there while no server is configured.
const PRODUCT = /^toolhive(?:-[a-z]+)?$/;

function serverOf(at: Picker): Sourced<string> | undefined {
  const component = at.text("/component");
  const isServer = component !== undefined && !PRODUCT.test(component.value);
  return isServer ? component : at.text("/metadata/extra/backend_name");
}

function targetFields(at: Picker, request: RpcRequest | undefined): DraftFields {
  const server = serverOf(at);
  const [method, type] = [at.text("/target/method"), at.text("/type")];
  const target = isCall(at) ? (at.text("/target/name") ?? request?.tool) : undefined;
  const called = type?.value === "mcp_tool_call" ? derived(type, "tools/call") : undefined;
  return {
    ...toolFields(target, server),
    ...(isCall(at) ? argumentFields(request?.arguments) : {}),
    ...fieldsOf({
      "mcp.method.name": method ?? called ?? request?.method,
      "mcp.server.name": server,
      "jsonrpc.request.id": request?.id,
      "mcp.resource.uri": nameOfType(at, "resource"),
      "gen_ai.prompt.name": nameOfType(at, "prompt"),
      "network.transport": at.text("/metadata/extra/transport"),
    }),
  };
}

function nameOfType(at: Picker, type: string): Sourced<string> | undefined {
  return at.text("/target/type")?.value === type ? at.text("/target/name") : undefined;
}

function answerFields(at: Picker): DraftFields {
  const reply = replyIn(at.json("/data/response"));
  return fieldsOf({
    outcome: outcomeOf(at),
    "rpc.response.status_code": at.text("/metadata/extra/jsonrpc_error_code") ?? reply?.code,
    "error.message": at.text("/metadata/extra/jsonrpc_error_message") ?? reply?.message,
    duration_ms: durationOf(at.number("/metadata/extra/duration_ms")),
    "mcp.session.id": at.text("/source/extra/session_id"),
    correlation_ids: correlationIds({
      native_id: at.text("/audit_id"),
      request_id: at.text("/source/extra/request_id"),
    }),
  });
}

const OUTCOMES = new Map<string, Outcome>([
  ["denied", "denied"],
  ["application_error", "protocol_error"],
  ["failure", "protocol_error"],
  ["error", "transport_error"],
]);

function outcomeOf(at: Picker): Sourced<Outcome> | undefined {
  const told = at.text("/outcome");
  if (told?.value !== "success") return derived(told, OUTCOMES.get(told?.value ?? "") ?? "unknown");
  return outcomeOfReply(at.json("/data/response")) ?? derived(told, "success_unverified");
}

function keyOf(at: Picker, position: number): NativeKey {
  const id = at.text("/audit_id");
  return id ? { kind: "native", parts: [id.value] } : { kind: "position", position };
}
