// gateway-logs §3.11: the Logpush dataset of Cloudflare's MCP portals.
import { type DraftFields, derived, fieldsOf, type Sourced } from "../record/draft";
import type { Outcome } from "../record/fields";
import { firstOf, has, type Picker, pick } from "../record/pick";
import { sequenceOf } from "../record/sequence";
import { epoch, rfc3339, timeFields } from "../record/time";
import {
  addressFields,
  callerFields,
  correlationIds,
  durationOf,
  toolFields,
} from "../record/values";
import { type Adapter, oneByOne } from "./adapter";

export const cloudflare: Adapter = {
  kind: "cloudflare",
  version: "1",
  recognises: ({ envelope, json }) =>
    envelope === "json" && has(json, "PortalID") && has(json, "ServerID"),
  read: oneByOne(({ position, json }) => {
    if (!has(json, "PortalID") || !has(json, "ServerID")) {
      return { quarantine: "This is no record of an MCP portal: it has no PortalID and ServerID." };
    }
    const at = pick(json);
    return [
      {
        kind: isCall(at) ? "tool_call" : "activity",
        // Nothing in it is unique: two calls in the same second may be told in the same words.
        key: { kind: "position", position },
        positions: [position],
        sequence: sequenceOf(at),
        gateway: "cloudflare",
        fields: fieldsIn(at),
      },
    ];
  }),
};

function isCall(at: Picker): boolean {
  const method = at.text("/Method")?.value;
  return (
    method === "tools/call" || (method === undefined && at.text("/ToolCallName") !== undefined)
  );
}

function fieldsIn(at: Picker): DraftFields {
  const server = at.text("/ServerID");
  const [tool, session] = [at.text("/ToolCallName"), at.text("/SessionID")];
  return {
    // A count since 1970, whose unit its size tells, or a text.
    ...timeFields(at.text("/Datetime"), (raw) => epoch(raw) ?? rfc3339(raw), "logged"),
    ...callerFields({ user: firstOf(at.text("/UserID"), at.text("/UserEmail")) }),
    ...addressFields(at.text("/ClientIP"), null),
    ...toolFields(tool, server),
    ...fieldsOf({
      "mcp.method.name": at.text("/Method") ?? derived(tool, "tools/call"),
      "mcp.server.id": server,
      "mcp.server.endpoint": at.text("/ServerURL"),
      "mcp.resource.uri": at.text("/ResourceReadURI"),
      "gen_ai.prompt.name": at.text("/PromptGetName"),
      outcome: outcomeOf(at),
      "error.message": at.text("/Error"),
      duration_ms: durationOf(at.number("/ServerResponseDurationMs")),
      correlation_ids: correlationIds({ session_id: session }),
      "mcp.session.id": session,
    }),
  };
}

function outcomeOf(at: Picker): Sourced<Outcome> | undefined {
  const [isSuccess, error] = [at.flag("/Success"), at.text("/Error")];
  if (isSuccess?.value === false) return derived(isSuccess, "error");
  return derived(error, "error") ?? derived(isSuccess, "success_unverified");
}
