// gateway-logs §3.5: the StandardLoggingPayload of litellm's generic_api callback, of which calls of MCP tools are records.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { contentVersion } from "../record/content-version";
import { type DraftFields, derived, fieldsOf, type NativeKey, type Sourced } from "../record/draft";
import type { Outcome } from "../record/fields";
import { firstOf, type Picker, pick } from "../record/pick";
import { sequenceOf } from "../record/sequence";
import { floatSeconds, timeFields } from "../record/time";
import {
  addressFields,
  callerFields,
  correlationIds,
  durationOf,
  toolFields,
  userAgent,
} from "../record/values";
import { type Adapter, oneByOne } from "./adapter";
import { failureOfStatus } from "./http-facts";
import { argumentFields, outcomeOfReply, replyIn } from "./json-rpc";

const MCP_CALL = "call_mcp_tool";
const CALL = "/metadata/mcp_tool_call_metadata";

export const litellm: Adapter = {
  kind: "litellm",
  version: "1",
  recognises: ({ envelope, json }) => envelope === "json" && json.call_type === MCP_CALL,
  read: oneByOne(({ position, json }) => {
    const at = pick(json);
    const type = at.text("/call_type");
    if (!type) return { quarantine: "This is no record of litellm: it has no call_type." };
    if (type.value !== MCP_CALL)
      return { skip: "This record of litellm is no call of an MCP tool." };
    const result = at.json(`${CALL}/result`);
    return [
      {
        kind: "tool_call",
        key: keyOf(at, position, json),
        positions: [position],
        sequence: sequenceOf(at),
        gateway: "litellm",
        fields: { ...callFields(at, type), ...identityFields(at) },
        ...(result ? { result } : {}),
        ...aliasOf(at),
      },
    ];
  }),
};

function callFields(at: Picker, type: Sourced<string>): DraftFields {
  const server = at.text(`${CALL}/mcp_server_name`);
  const tool = at.text(`${CALL}/name`) ?? toolOfModel(at.text("/model"));
  return {
    ...toolFields(tool, server),
    ...argumentFields(at.json(`${CALL}/arguments`)),
    ...timesOf(at),
    ...failureFields(at),
    ...fieldsOf({
      "mcp.method.name": derived(type, "tools/call"),
      "mcp.server.name": server,
      "mcp.session.id": at.text(`${CALL}/mcp_session_id`),
      outcome: outcomeOf(at),
      duration_ms: durationOf(at.number("/response_time"), 1000) ?? between(at),
      policy: policyOf(at),
      correlation_ids: correlationIds({
        native_id: at.text("/id"),
        litellm_call_id: at.text("/litellm_call_id"),
        trace_id: at.text("/trace_id"),
      }),
    }),
    ...rawName(at.text(`${CALL}/namespaced_tool_name`)),
  };
}

function identityFields(at: Picker): DraftFields {
  return {
    ...callerFields({
      user: at.text("/metadata/user_api_key_user_id"),
      credential: firstOf(
        at.text("/metadata/user_api_key_hash"),
        at.text("/metadata/user_api_key_alias"),
      ),
    }),
    ...addressFields(
      firstOf(at.text("/requester_ip_address"), at.text("/metadata/requester_ip_address")),
      null,
    ),
    ...fieldsOf({
      on_behalf_of: at.text("/metadata/user_api_key_end_user_id"),
      "team.id": at.text("/metadata/user_api_key_team_id"),
      "auth.method": at.text(`${CALL}/mcp_auth_mode`),
      "user_agent.original": userAgent(at.text("/metadata/user_agent")),
    }),
  };
}

/** The name its owner gave a key, beside the hash that is its id. */
function aliasOf(at: Picker) {
  const alias = at.text("/metadata/user_api_key_alias");
  return alias ? { more: { "credential.name": alias.value } } : {};
}

function rawName(found: Sourced<string> | undefined): DraftFields {
  return fieldsOf({ "gateway.tool.raw_name": found });
}

/** What comes again under its id with other content is another version of the record. */
function keyOf(at: Picker, position: number, json: JsonObject): NativeKey {
  const id = firstOf(at.text("/id"), at.text("/litellm_call_id"));
  return id
    ? { kind: "native", parts: [id.value], version: contentVersion(json) }
    : { kind: "position", position };
}

function toolOfModel(model: Sourced<string> | undefined): Sourced<string> | undefined {
  const [, tool] = /^MCP: ?(\S.*)$/.exec(model?.value ?? "") ?? [];
  return tool === undefined ? undefined : derived(model, tool);
}

/** Emitters of one's own may leave the start out. */
function timesOf(at: Picker): DraftFields {
  const start = timeFields(at.text("/startTime"), floatSeconds, "start");
  return "occurred_at" in start ? start : timeFields(at.text("/endTime"), floatSeconds, "end");
}

function between(at: Picker): Sourced<number> | undefined {
  const [start, end] = [at.number("/startTime"), at.number("/endTime")];
  return start && end ? durationOf(derived(end, end.value - start.value), 1000) : undefined;
}

/** The traceback is left where it is. */
function failureFields(at: Picker): DraftFields {
  const code = at.text("/error_information/error_code");
  return fieldsOf({
    "http.response.status_code": statusOf(code),
    "rpc.response.status_code": isRpcCode(code) ? code : undefined,
    "error.type": at.text("/error_information/error_class"),
    "error.message": at.text("/error_information/error_message") ?? at.text("/error_str"),
  });
}

function isRpcCode(code: Sourced<string> | undefined): boolean {
  return /^-32\d{3}$/.test(code?.value ?? "");
}

function statusOf(code: Sourced<string> | undefined): Sourced<number> | undefined {
  return /^[1-5]\d\d$/.test(code?.value ?? "") ? derived(code, Number(code?.value)) : undefined;
}

function outcomeOf(at: Picker): Sourced<Outcome> | undefined {
  const status = at.text("/status");
  if (status?.value === "failure") return failureOf(at, status);
  if (status?.value !== "success") return derived(status, "unknown");
  const reply = replyIn(at.json(`${CALL}/result`));
  // A result that does not say whether it is an error leaves that open here: litellm may have taken it apart.
  if (reply?.isError === undefined && !reply?.isPending)
    return derived(status, "success_unverified");
  return outcomeOfReply(at.json(`${CALL}/result`));
}

function failureOf(at: Picker, status: Sourced<string>): Sourced<Outcome> | undefined {
  const code = at.text("/error_information/error_code");
  if (isRpcCode(code)) return derived(code, "protocol_error");
  const failure = failureOfStatus(statusOf(code)?.value ?? 0);
  return derived(failure ? code : status, failure ?? "error");
}

function policyOf(at: Picker): Sourced | undefined {
  const found = at.list("/guardrail_information");
  const one = at.object("/guardrail_information");
  const all = one ? [one] : found;
  const rules = all.flatMap((each) => each.text("/guardrail_name")?.value ?? []);
  const last = all.at(-1)?.text("/guardrail_status");
  if (!last || rules.length === 0) return undefined;
  return derived(last, { action: last.value, rule_ids: rules, source: "litellm" });
}
