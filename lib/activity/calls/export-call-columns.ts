import type { ExportColumn } from "@/lib/exports/cells";
import type { Json } from "@/lib/ledger/canonical-json";
import { outcomeShown } from "./call-labels";
import type { CallRow } from "./call-view";
import type { ExportedCall } from "./export-call-rows";

type Column = ExportColumn<ExportedCall>;

const ABSENT = "Empty where the sender does not say it.";

/** Columns of a file of calls. Names and order stay for ever: new ones come last. */
export const CALL_EXPORT_COLUMNS: readonly Column[] = [
  {
    key: "ledger_position",
    header: "Ledger position",
    definition: "Index of the entry in the calls log, from 0. Never empty.",
    type: "number",
    value: ({ call }) => Number(call.idx),
  },
  {
    key: "leaf_hash",
    header: "Leaf hash",
    definition: "SHA-256 of the entry's leaf (RFC 9162), hex. Never empty.",
    type: "text",
    value: ({ leafHash }) => leafHash,
  },
  {
    key: "occurred_at",
    header: "Time of the call",
    definition: "As far as the sender says it, else when it was recorded. UTC. Never empty.",
    type: "instant",
    value: ({ call }) => new Date(call.at),
  },
  {
    key: "recorded_at",
    header: "Recorded",
    definition: "When the ledger took the record in. UTC. Never empty.",
    type: "instant",
    value: ({ call }) => new Date(call.recordedAt),
  },
  own("agent", "Agent", "What the caller calls itself.", "agent"),
  own(
    "registered_agent",
    "Registered agent",
    "Name of the registered agent behind it today. Empty where the registry knows none.",
    "agentName",
    "",
  ),
  own("credential_id", "Key", "Masked or hashed id of the key, never the key.", "credential"),
  own(
    "on_behalf_of",
    "On behalf of",
    "The person behind the call, as a token where that is personal.",
    "person",
  ),
  own("server", "Server", "The server that was called.", "server"),
  own("operation", "Operation", "Server and tool.", "operation"),
  own(
    "environment",
    "Environment",
    "Where the server stands, by the source's settings.",
    "environment",
  ),
  own("region", "Region", "Where the server stands, by the source's settings.", "region"),
  {
    key: "outcome",
    header: "Outcome",
    definition: `What became of it, as the record codes it. ${ABSENT}`,
    type: "text",
    value: ({ call }) => call.outcome,
  },
  {
    key: "outcome_words",
    header: "Outcome in words",
    definition: "The same in words. Never empty.",
    type: "text",
    value: ({ call }) => outcomeShown(call.outcome).word,
  },
  {
    key: "duration_ms",
    header: "Duration (ms)",
    definition: `Milliseconds. ${ABSENT}`,
    type: "number",
    value: ({ call }) => call.durationMs,
  },
  own("client_address", "Address", "Where the call came from.", "address"),
  data("user_agent", "User agent", "user_agent.original"),
  data("arguments", "Parameters, redacted", "gen_ai.tool.call.arguments"),
  data("error_message", "Error", "error.message"),
  own("trace_id", "Trace", "W3C trace id, hex.", "traceId"),
  data("correlation_ids", "Other ids", "correlation_ids"),
  {
    key: "source",
    header: "Source",
    definition: "The configured sender. Never empty.",
    type: "text",
    value: ({ call }) => call.source,
  },
  {
    key: "version",
    header: "Version",
    definition: "1, or how many versions of the record there are up to this one.",
    type: "number",
    value: ({ call }) => call.version,
  },
  own("record_id", "Record id", "UUID of this version of the record.", "recordId"),
  data(
    "field_state",
    "Field states",
    "field_state",
    "How each value that the sender did not write so came to be there. A field that is neither here nor in the record was not provided.",
  ),
  {
    key: "index_check",
    header: "Compared with the ledger",
    definition:
      "same: this row says what its entry says; differs: it does not, or the store does not answer with the entry.",
    type: "text",
    value: ({ check }) => check,
  },
  {
    key: "record",
    header: "Record",
    definition:
      "The canonical record as the ledger has it, JSON. Empty where the store does not answer with the entry.",
    type: "json",
    value: ({ record }) => (record === null ? null : JSON.stringify(record)),
  },
];

function own(
  key: string,
  header: string,
  definition: string,
  name: keyof CallRow &
    (
      | "agent"
      | "agentName"
      | "credential"
      | "person"
      | "server"
      | "operation"
      | "environment"
      | "region"
      | "address"
      | "traceId"
      | "recordId"
    ),
  absent = ` ${ABSENT}`,
): Column {
  return {
    key,
    header,
    definition: `${definition}${absent}`,
    type: "text",
    value: ({ call }) => call[name],
  };
}

function data(
  key: string,
  header: string,
  name: string,
  definition = `Field ${name} of the record. ${ABSENT}`,
): Column {
  return { key, header, definition, type: "text", value: ({ record }) => textOf(record?.[name]) };
}

function textOf(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
