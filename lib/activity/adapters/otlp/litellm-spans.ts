// gateway-logs §3.5: spans of litellm: `mcp.execute_tool` of its first integration, the conventions with its own identity in the
// second.
import { type DraftFields, derived, fieldsOf, type Sourced } from "../../record/draft";
import type { Outcome } from "../../record/fields";
import { firstOf, type Picker } from "../../record/pick";
import { callerFields } from "../../record/values";
import { unverifiedOutcome } from "./docker-spans";
import { semconv, semconvFields } from "./semconv";
import type { Span } from "./span";
import type { Vocabulary } from "./vocabulary";

export const litellmSpans: Vocabulary = {
  recognises: ({ name }) => name === "mcp.execute_tool",
  read: (span) => ({
    kind: "tool_call",
    gateway: "litellm",
    fields: {
      ...semconvFields(span),
      ...identityFields(span.at),
      ...fieldsOf({
        "mcp.method.name": derived(span.record.text("/span/name"), "tools/call"),
        outcome: outcomeOf(span),
      }),
    },
  }),
};

/** `LITELLM_OTEL_V2`: recognised by its name or its identity attributes. */
export const litellmSpansV2: Vocabulary = {
  recognises: (span) => isLitellm(span) && semconv.recognises(span),
  read: (span, around) => {
    const reading = semconv.read(span, around);
    if (typeof reading === "string") return reading;
    const fields = { ...reading.fields, ...identityFields(span.at) };
    return { ...reading, gateway: "litellm", fields };
  },
};

function isLitellm({ at, record, service }: Span): boolean {
  const scope = record.text("/scope/name")?.value ?? "";
  return (
    [scope, service ?? ""].some((name) => /^litellm/i.test(name)) || idOf(at, "hash") !== undefined
  );
}

/** An identity attribute, whatever litellm puts before it: `metadata.user_api_key_hash`, `litellm.user_api_key_hash`. */
function idOf(at: Picker, name: string): Sourced<string> | undefined {
  const prefixes = ["", "metadata.", "litellm.", "litellm.metadata."];
  return firstOf(...prefixes.map((prefix) => at.text(`/${prefix}user_api_key_${name}`)));
}

function identityFields(at: Picker): DraftFields {
  const user = [at.text("/user.id"), at.text("/enduser.id"), at.text("/mcp.user.id")];
  return {
    ...callerFields({
      user: firstOf(idOf(at, "user_id"), ...user, idOf(at, "user_email")),
      credential: firstOf(at.text("/credential_id"), idOf(at, "hash"), idOf(at, "alias")),
      agent: at.text("/gen_ai.agent.id"),
    }),
    ...fieldsOf({
      "team.id": firstOf(at.text("/team.id"), idOf(at, "team_id")),
      on_behalf_of: idOf(at, "end_user_id"),
    }),
  };
}

function outcomeOf(span: Span): Sourced<Outcome> {
  const isError = span.at.flag("/mcp.result.is_error");
  const told = derived<Outcome>(isError, isError?.value ? "tool_error" : "success");
  return told ?? unverifiedOutcome(span);
}
