// gateway-logs §3.6: the span of docker/mcp-gateway, and that of Envoy under its legacy names: whether the tool failed, neither says.
import { derived, fieldsOf, type Sourced } from "../../record/draft";
import type { Outcome } from "../../record/fields";
import { firstOf } from "../../record/pick";
import { semconvFields } from "./semconv";
import { hasFailed, type Span } from "./span";
import type { Vocabulary } from "./vocabulary";

export const dockerSpans: Vocabulary = {
  recognises: ({ name }) => name === "mcp.tool.call",
  read: (span) => ({
    kind: "tool_call",
    gateway: "docker",
    fields: {
      ...semconvFields(span),
      ...fieldsOf({
        "mcp.method.name": derived(span.record.text("/span/name"), "tools/call"),
        "mcp.server.endpoint": firstOf(
          span.at.text("/mcp.server.endpoint"),
          span.at.text("/mcp.server.image"),
        ),
        outcome: unverifiedOutcome(span),
      }),
    },
  }),
};

/** The status of a span alone: no error is not yet a success (rule c). */
export function unverifiedOutcome(span: Span): Sourced<Outcome> {
  const failed = derived<Outcome>(hasFailed(span), "error");
  return failed ?? { value: "success_unverified", path: "/span/status", state: "derived" };
}
