// gateway-logs §3.3: spans of ContextForge. The call is `tool.invoke`; plugin spans beside it hold the arguments.
import { type DraftFields, derived, fieldsOf, type Sourced } from "../../record/draft";
import type { Outcome } from "../../record/fields";
import { firstOf, type Picker } from "../../record/pick";
import { callerFields, correlationIds, toolFields } from "../../record/values";
import { argumentFields } from "../json-rpc";
import { errorFields } from "./semconv";
import { hasFailed, type Span } from "./span";
import type { Vocabulary } from "./vocabulary";

const PARTS = /^(?:tool\.(?:lookup|pre_invoke|post_invoke)|mcp\.client\..*)$/;

export const contextforgeSpans: Vocabulary = {
  recognises: ({ name }) => name === "tool.invoke" || PARTS.test(name),
  read: (span, { children }) => {
    if (span.name !== "tool.invoke") return "This span of ContextForge is a part of a call.";
    const { at } = span;
    return {
      kind: "tool_call",
      gateway: "contextforge",
      fields: {
        ...toolFields(at.text("/tool.name"), at.text("/mcp.server.name")),
        ...callerFields({ user: firstOf(at.text("/user.id"), at.text("/user.email")) }),
        ...passedFields(at, children),
        ...errorFields(span),
        ...fieldsOf({
          on_behalf_of: at.text("/team.scope"),
          "mcp.method.name": derived(at.text("/tool.name"), "tools/call"),
          "mcp.server.name": at.text("/mcp.server.name"),
          "mcp.server.id": at.text("/tool.gateway_id"),
          outcome: outcomeOf(span),
          correlation_ids: correlationIds({
            correlation_id: at.text("/correlation_id"),
            request_id: at.text("/request_id"),
          }),
          "network.transport": at.text("/contextforge.transport"),
        }),
      },
      result: at.json("/langfuse.observation.output"),
    };
  },
};

/** Arguments, where capturing them is configured; else how many there were. */
function passedFields(at: Picker, children: readonly Span[]): DraftFields {
  const captured = at.json("/langfuse.observation.input");
  const plugin = children.find((child) => child.at.json("/tool.invocation.args") !== undefined);
  const beside = plugin?.at.json("/tool.invocation.args");
  const passed: Sourced | undefined =
    captured ??
    (plugin && beside && { ...beside, state: "joined", path: `${plugin.position}:${beside.path}` });
  return {
    ...argumentFields(passed),
    ...fieldsOf({ arguments_count: at.number("/arguments_count") }),
  };
}

function outcomeOf(span: Span): Sourced<Outcome> {
  const success = span.at.flag("/success");
  const told = derived<Outcome>(success, success?.value ? "success" : "tool_error");
  const failed = derived<Outcome>(hasFailed(span), "error");
  return told ?? failed ?? { value: "success_unverified", path: "/span/status", state: "derived" };
}
