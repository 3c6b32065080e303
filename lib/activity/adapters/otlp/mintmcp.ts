// gateway-logs §3.13: the Agent Monitor of MintMCP. The body of one log record lists calls that are about to be made: nobody knows
// yet what becomes of them.
import type { Json } from "@/lib/ledger/canonical-json";
import { type Draft, type DraftFields, derived, fieldsOf, type Sourced } from "../../record/draft";
import { firstOf, type Picker, pick } from "../../record/pick";
import { sequenceOf } from "../../record/sequence";
import { callerFields, correlationIds, toolFields } from "../../record/values";
import { argumentFields, unwrapped } from "../json-rpc";
import { type LogRecord, logTime } from "./log-record";

/** Whether the body lists tools that are about to be used. */
export function isMintmcpLog({ record }: LogRecord): boolean {
  return itemsOf(record).some((item) => item.text("/toolUseId") !== undefined);
}

/** A draft per call. Without an id of the event the place in the body tells them apart. */
export function mintmcpLog(log: LogRecord): Draft[] {
  const event = log.at.text("/event.id");
  return itemsOf(log.record).map((item, part): Draft => {
    const use = item.text("/toolUseId");
    const { position } = log;
    return {
      kind: "tool_call",
      key:
        event && use
          ? { kind: "native", parts: [event.value, use.value] }
          : { kind: "position", position, part },
      positions: [position],
      sequence: part === 0 ? sequenceOf(log.at) : null,
      gateway: log.service ?? "mintmcp",
      fields: { ...logTime(log.record, "start"), ...fieldsIn(log, item) },
    };
  });
}

function itemsOf(record: Picker): readonly Picker[] {
  const body = unwrapped(record.json("/log/body"));
  return body ? pick({ body: body.value }, "/log").list("/body") : [];
}

function fieldsIn({ at, record }: LogRecord, item: Picker): DraftFields {
  const mcp = firstOf(item.text("/tool/mcp/url"), item.text("/tool/mcp/command"));
  return {
    ...toolFields(item.text("/tool/name"), undefined),
    ...callerFields({ user: at.text("/user.id") }),
    ...argumentFields(item.json("/input")),
    ...fieldsOf({
      "organization.id": at.text("/org.id"),
      "mcp.method.name": derived(item.text("/tool/name"), "tools/call"),
      "mcp.server.endpoint": mcp,
      outcome: { value: "unknown", path: item.at, state: "derived" },
      policy: policyOf(firstOf(item.json("/matchedRules"), at.json("/matched_rules"))),
      trace_id: record.text("/log/traceId"),
      span_id: record.text("/log/spanId"),
      correlation_ids: correlationIds({
        native_id: at.text("/event.id"),
        tool_use_id: item.text("/toolUseId"),
      }),
      "gen_ai.tool.call.id": item.text("/toolUseId"),
    }),
  };
}

function policyOf(rules: Sourced | undefined): Sourced | undefined {
  const ids: Json[] = Array.isArray(rules?.value) ? rules.value : [];
  return ids.length === 0 ? undefined : derived(rules, { rule_ids: ids, source: "mintmcp" });
}
