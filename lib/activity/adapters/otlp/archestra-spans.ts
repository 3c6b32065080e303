// gateway-logs §3.10: spans of archestra, whose arguments and result are events of the span.
import { type DraftFields, derived, fieldsOf, type Sourced } from "../../record/draft";
import type { Outcome } from "../../record/fields";
import { firstOf } from "../../record/pick";
import { callerFields } from "../../record/values";
import { argumentFields } from "../json-rpc";
import { unverifiedOutcome } from "./docker-spans";
import { semconvFields } from "./semconv";
import type { Span } from "./span";
import type { Vocabulary } from "./vocabulary";

const USER = ["/archestra.user.id", "/archestra.user.email", "/archestra.user.name"];

export const archestraSpans: Vocabulary = {
  recognises: ({ at }) =>
    at.text("/route.category") !== undefined || USER.some((name) => at.text(name) !== undefined),
  read: (span) => {
    const operation = span.at.text("/gen_ai.operation.name");
    if (operation?.value !== "execute_tool") return "This span of archestra is no call of a tool.";
    return {
      kind: "tool_call",
      gateway: "archestra",
      fields: fieldsIn(span, operation),
      result: contentOf(span, "output", "result"),
    };
  },
};

function fieldsIn(span: Span, operation: Sourced): DraftFields {
  const { at } = span;
  return {
    ...semconvFields(span),
    ...argumentFields(contentOf(span, "input", "arguments")),
    ...callerFields({
      user: firstOf(...USER.map((name) => at.text(name))),
      agent: at.text("/gen_ai.agent.id"),
    }),
    ...fieldsOf({
      "mcp.method.name": derived(operation, "tools/call"),
      outcome: outcomeOf(span),
      policy: at.flag("/mcp.blocked")?.value
        ? derived(at.flag("/mcp.blocked"), {
            action: "deny",
            reason: at.text("/mcp.blocked_reason")?.value ?? null,
            source: "archestra",
          })
        : undefined,
    }),
  };
}

/** The content of an event, `gen_ai.content.input` or `.output`: under the name of the conventions, else the only one it has. */
function contentOf(
  { at, record }: Span,
  event: "input" | "output",
  name: "arguments" | "result",
): Sourced | undefined {
  const pointer = `/gen_ai.tool.call.${name}`;
  const events = record.list("/span/events");
  const found = events.find((one) => one.text("/name")?.value === `gen_ai.content.${event}`);
  const attributes = found?.object("/attributes");
  const [only, ...others] = Object.keys(attributes ? Object(attributes.value) : {});
  const named = attributes?.json(pointer) ?? at.json(pointer);
  return named ?? (only && others.length === 0 ? attributes?.json(`/${only}`) : undefined);
}

function outcomeOf(span: Span): Sourced<Outcome> {
  const blocked = span.at.flag("/mcp.blocked");
  const isError = span.at.flag("/mcp.is_error_result");
  const denied = blocked?.value ? derived<Outcome>(blocked, "denied") : undefined;
  const told = derived<Outcome>(isError, isError?.value ? "tool_error" : "success");
  return denied ?? told ?? unverifiedOutcome(span);
}
