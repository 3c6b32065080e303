// gateway-logs §3.2: agentgateway over OTLP. Its log records have the keys of its log as attributes, no time but the observed one,
// and no body; of its spans those of kind SERVER are calls.

import type { Draft } from "../../record/draft";
import { fieldsOf } from "../../record/draft";
import { agentgatewayDraft } from "../agentgateway";
import { type LogRecord, logTime } from "./log-record";
import { spanFields } from "./span";
import type { Vocabulary } from "./vocabulary";

const NAMES = new Set(["request", "agentgateway.access"]);

/** Whether a log record is one of its requests: of its logger or target, whichever the SDK made the scope, about MCP. */
export function isAgentgatewayLog({ at, record }: LogRecord): boolean {
  const names = [
    record.text("/scope/name"),
    at.text("/scope"),
    at.text("/target"),
    at.text("/logger"),
  ];
  return (
    at.text("/mcp.method.name") !== undefined &&
    (names.some((name) => NAMES.has(name?.value ?? "")) || at.text("/mcp.target") !== undefined)
  );
}

export function agentgatewayLog({ at, record, position, service }: LogRecord): Draft {
  const draft = agentgatewayDraft(at, { fields: logTime(record, "end"), position });
  const [trace, span] = [record.text("/log/traceId"), record.text("/log/spanId")];
  const context = fieldsOf({ trace_id: trace, span_id: span });
  return {
    ...draft,
    key:
      draft.key.kind === "position" && trace && span
        ? { kind: "native", parts: [trace.value, span.value] }
        : draft.key,
    gateway: service ?? draft.gateway,
    fields: { ...context, ...draft.fields },
  };
}

export const agentgatewaySpans: Vocabulary = {
  recognises: ({ at, service }) =>
    at.text("/mcp.target") !== undefined ||
    (service === "agentgateway" && at.text("/mcp.method.name") !== undefined),
  read: (span) => {
    if (span.kind !== "server") return "The leg to the upstream is counted by its server span.";
    const draft = agentgatewayDraft(span.at, { fields: {}, position: span.position });
    const fields = { ...draft.fields, ...spanFields(span) };
    return { kind: draft.kind, gateway: "agentgateway", fields };
  },
};
