// gateway-logs §3.3: the structured log of ContextForge, in which one call is a tool record and an HTTP record, and the events of
// its SIEM export, of which those of its audit trail are changes of its configuration and never calls (§1, fact 2).
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import type { WireRecord } from "../decode/wire-record";
import {
  type Draft,
  type DraftFields,
  derived,
  fieldsOf,
  joined,
  type NativeKey,
  type Partner,
  type Sourced,
} from "../record/draft";
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
import type { Adapter } from "./adapter";
import { configChange, isSiemEvent } from "./contextforge-siem";

const LOGGER = "mcpgateway.services.structured_logger";

type Line = { readonly position: number; readonly at: Picker };

export const contextforge: Adapter = {
  kind: "contextforge",
  version: "1",
  recognises: ({ envelope, json }) =>
    envelope === "json" && (json.name === LOGGER || isSiemEvent(json)),
  read: (records) => {
    const { siem = [], tool = [], http = [], other = [] } = Object.groupBy(records, partOf);
    const requests = byCorrelation(http.map(lineOf));
    const calls = tool.map((record) => toolDraft(lineOf(record), requests));
    const changes = siem.map((record) => configChange(lineOf(record)));
    const drafts = [...calls, ...changes.flatMap((change) => change ?? [])];
    const used = new Set(drafts.flatMap(({ positions }) => positions));
    const why = new Map([...other, ...siem].map(({ position }) => [position, NO_CALL] as const));
    return {
      drafts: drafts.toSorted((one, two) => (one.positions[0] ?? 0) - (two.positions[0] ?? 0)),
      skipped: records.flatMap(({ position }) =>
        used.has(position) ? [] : [{ position, why: why.get(position) ?? NO_PARTNER }],
      ),
      quarantined: [],
      partners: http.flatMap((record) =>
        used.has(record.position) ? [] : partnerOf(lineOf(record)),
      ),
    };
  },
};

/** An HTTP record whose tool record comes in another request, as the one is written before the other. */
function partnerOf({ position, at }: Line): Partner[] {
  const ties = tiesOf(at);
  return ties.length === 0 ? [] : [{ position, ties, during: null, fields: httpRecord(at) }];
}

function tiesOf(at: Picker): string[] {
  const id = correlationOf(at);
  return id ? [`correlation ${id.value}`] : [];
}

const NO_CALL = "This record of ContextForge is neither a call nor a change of its configuration.";
const NO_PARTNER = "No call of this request goes with this HTTP record of ContextForge.";

function lineOf({ position, json }: WireRecord): Line {
  return { position, at: pick(json) };
}

function partOf({ json }: WireRecord): "siem" | "tool" | "http" | "other" {
  if (isSiemEvent(json)) return "siem";
  if (json.component === "http_gateway" || json.operation_type === "http_request") {
    return isCompleted(json) ? "http" : "other";
  }
  return json.resource_type === "tool" && json.resource_action === "invoke" ? "tool" : "other";
}

function isCompleted({ metadata, response_status_code: status = null }: JsonObject): boolean {
  return status !== null || (isJsonObject(metadata) && metadata.event === "request_completed");
}

function byCorrelation(lines: readonly Line[]): Map<string, Line> {
  return new Map(
    lines.flatMap((line): [string, Line][] => {
      const id = correlationOf(line.at)?.value;
      return id === undefined ? [] : [[id, line]];
    }),
  );
}

function correlationOf(at: Picker): Sourced<string> | undefined {
  return firstOf(at.text("/correlation_id"), at.text("/request_id"));
}

function toolDraft({ position, at }: Line, requests: ReadonlyMap<string, Line>): Draft {
  const request = requests.get(correlationOf(at)?.value ?? "");
  const own = toolRecord(at);
  return {
    kind: "tool_call",
    key: keyOf(at, position),
    positions: request ? [position, request.position] : [position],
    sequence: sequenceOf(at),
    gateway: "contextforge",
    fields: request ? joined(own, httpRecord(request.at), request.position) : own,
    ...(request ? {} : { ties: tiesOf(at) }),
  };
}

function keyOf(at: Picker, position: number): NativeKey {
  const [time, span] = [at.text("/@timestamp"), at.text("/span_id")];
  return time && span
    ? { kind: "native", parts: [time.value, span.value] }
    : { kind: "position", position };
}

function toolRecord(at: Picker): DraftFields {
  const tool = at.text("/custom_fields/tool_name");
  return {
    ...timeFields(firstOf(at.text("/@timestamp"), at.text("/timestamp")), rfc3339, "end"),
    ...callerFields({ user: firstOf(at.text("/user_id"), at.text("/user_email")) }),
    ...toolFields(tool, undefined),
    ...fieldsOf({
      "team.id": at.text("/team_id"),
      "mcp.method.name": derived(at.text("/resource_action"), "tools/call"),
      arguments_count: at.number("/custom_fields/arguments_count"),
      outcome: outcomeOf(at),
      "error.type": at.text("/error_type"),
      "error.message": errorMessage(at),
      duration_ms: durationOf(at.number("/duration_ms")),
      trace_id: at.text("/trace_id"),
      span_id: at.text("/span_id"),
      correlation_ids: correlationIds({
        correlation_id: at.text("/correlation_id"),
        request_id: at.text("/request_id"),
      }),
    }),
  };
}

function errorMessage(at: Picker): Sourced<string> | undefined {
  return firstOf(at.text("/error_message"), at.text("/custom_fields/error_message"));
}

/** A failure without a text is one that the tool reported; one with a text is an exception. */
function outcomeOf(at: Picker): Sourced<Outcome> | undefined {
  const message = at.text("/message");
  if (message?.value.includes("invoked successfully")) return derived(message, "success");
  if (!message?.value.includes("invocation failed")) return undefined;
  const error = errorMessage(at);
  if (!error) return derived(message, "tool_error");
  return derived(error, TIMEOUT.test(error.value) ? "timeout" : "error");
}

const TIMEOUT = /time[ -]?d?[ -]?out|deadline/i;

function httpRecord(at: Picker): DraftFields {
  return {
    ...addressFields(at.text("/client_ip"), null),
    ...callerFields({ user: firstOf(at.text("/user_id"), at.text("/user_email")) }),
    ...fieldsOf({
      "user_agent.original": userAgent(at.text("/user_agent")),
      "http.response.status_code": at.number("/response_status_code"),
    }),
  };
}
