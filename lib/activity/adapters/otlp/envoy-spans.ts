// gateway-logs §3.7: spans of Envoy AI Gateway under its legacy names, which are not those of the conventions.
import { fieldsOf } from "../../record/draft";
import { unverifiedOutcome } from "./docker-spans";
import { kindOf, semconvFields, semconvOutcome } from "./semconv";
import type { Vocabulary } from "./vocabulary";

export const envoySpans: Vocabulary = {
  recognises: ({ at, service }) =>
    /ai-gateway/.test(service ?? "") &&
    at.text("/mcp.method.name") !== undefined &&
    at.text("/gen_ai.operation.name") === undefined,
  read: (span, { status }) => ({
    kind: kindOf(span.at, span.name),
    gateway: "envoy",
    fields: {
      ...semconvFields(span),
      ...fieldsOf({
        "jsonrpc.request.id":
          span.at.text("/jsonrpc.request.id") ?? span.at.text("/mcp.request.id"),
        outcome: semconvOutcome(span, status) ?? unverifiedOutcome(span),
      }),
    },
  }),
};
