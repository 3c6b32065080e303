// A canonical record as people read it: by the groups that LOG-01 asks for, each value with how it came to be there. Pure.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { stateOf } from "../record/canonical-record";
import { FIELDS, type FieldName, type FieldState } from "../record/fields";
import { GROUP_LABEL, type GroupName } from "./call-labels";

export type FieldShown = {
  readonly name: string;
  /** "" where there is none. */
  readonly value: string;
  readonly state: FieldState;
  /** Where it stood in what the sender wrote; "" where that is not known. */
  readonly path: string;
};

export type GroupShown = {
  readonly id: GroupName;
  readonly title: string;
  /** How much of the group the record holds: full, weak, missing; "" where the record does not say. */
  readonly state: string;
  readonly fields: readonly FieldShown[];
};

export type RecordShown = {
  readonly groups: readonly GroupShown[];
  /** What the record says of itself. */
  readonly about: readonly { readonly name: string; readonly value: string }[];
  /** Arguments of the call as text that can be read; "" where none are there. */
  readonly args: string;
  readonly redaction: {
    readonly state: string;
    readonly rules: string;
    readonly keyId: string;
    readonly counts: readonly { readonly type: string; readonly count: number }[];
  };
  /** Members that no group holds, as the adapter kept them. */
  readonly more: readonly { readonly name: string; readonly value: string }[];
  readonly score: string;
};

/** Which field belongs to which group. Every field belongs to one. */
export const FIELDS_OF: Readonly<Record<GroupName, readonly FieldName[]>> = {
  G1: ["occurred_at", "occurred_at_raw", "time_precision", "time_basis", "clock_source"],
  G2: [
    "caller.type",
    "gen_ai.agent.id",
    "gen_ai.agent.name",
    "user.id",
    "on_behalf_of",
    "credential_id",
    "device.id",
    "auth.method",
    "organization.id",
    "team.id",
  ],
  G3: [
    "client.address",
    "client.port",
    "client.address_source",
    "user_agent.original",
    "mcp.client.name",
    "mcp.client.version",
  ],
  G4: [
    "operation",
    "mcp.server.name",
    "mcp.server.id",
    "mcp.server.endpoint",
    "gen_ai.tool.name",
    "gateway.tool.raw_name",
    "mcp.method.name",
    "mcp.resource.uri",
    "gen_ai.prompt.name",
    "environment",
    "region",
  ],
  G5: [
    "gen_ai.tool.call.arguments",
    "arguments_count",
    "arguments_bytes",
    "arguments_truncated",
    "arguments_hmac",
  ],
  G6: [
    "outcome",
    "duration_ms",
    "http.response.status_code",
    "rpc.response.status_code",
    "error.type",
    "error.message",
    "policy",
    "result_summary",
  ],
  G7: [
    "trace_id",
    "span_id",
    "parent_span_id",
    "correlation_ids",
    "jsonrpc.request.id",
    "mcp.session.id",
    "gen_ai.conversation.id",
    "gen_ai.tool.call.id",
    "mcp.protocol.version",
    "network.transport",
    "network.protocol.name",
    "network.protocol.version",
  ],
};

const ARGUMENTS = "gen_ai.tool.call.arguments";
const ABOUT = ["kind", "record_id", "idempotency_key", "schema_version"] as const;
const KNOWN = new Set<string>([
  ...FIELDS,
  ...ABOUT,
  "source",
  "field_state",
  "field_source",
  "joined_from",
  "redaction",
  "raw",
  "completeness",
]);

export function toRecordShown(data: JsonObject): RecordShown {
  const completeness = objectOf(data.completeness);
  const groups = Object.entries(GROUP_LABEL).flatMap(([id, title]): GroupShown[] =>
    isGroup(id)
      ? [
          {
            id,
            title,
            state: text(completeness[id]),
            fields: FIELDS_OF[id].map((name) => shown(data, name)),
          },
        ]
      : [],
  );
  return {
    groups,
    about: aboutOf(data),
    args: data[ARGUMENTS] === undefined ? "" : pretty(data[ARGUMENTS]),
    redaction: redactionOf(objectOf(data.redaction)),
    more: Object.entries(data).flatMap(([name, value]) =>
      KNOWN.has(name) ? [] : [{ name, value: text(value) }],
    ),
    score: text(completeness.score),
  };
}

/** What differs from one version of a record to the next, field by field; what each says of itself is left out. */
export function recordDiff(before: JsonObject, after: JsonObject) {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => !OWN.has(name))
    .map((name) => ({ name, was: before[name], is: after[name] }))
    .filter(({ was, is }) => JSON.stringify(was) !== JSON.stringify(is))
    .map(({ name, was, is }) => ({
      field: name,
      label: name,
      before: was === undefined ? null : text(was),
      after: is === undefined ? null : text(is),
    }));
}

const OWN = new Set(["record_id", "raw", "completeness", "redaction", "supersedes", "version"]);

function shown(data: JsonObject, name: FieldName): FieldShown {
  const value = data[name];
  return {
    name,
    value: value === undefined ? "" : text(value),
    state: stateOf(data, name),
    path: text(objectOf(data.field_source)[name]),
  };
}

function aboutOf(data: JsonObject) {
  const source = objectOf(data.source);
  const raw = objectOf(data.raw);
  const joined = Array.isArray(data.joined_from) && data.joined_from.length > 0;
  return [
    ...ABOUT.map((name) => ({ name, value: text(data[name]) })),
    ...Object.entries(source).map(([name, value]) => ({
      name: `source.${name}`,
      value: text(value),
    })),
    { name: "raw.hmac", value: text(raw.hmac) },
    { name: "raw.bytes", value: text(raw.bytes) },
    ...(joined ? [{ name: "joined_from", value: text(data.joined_from) }] : []),
  ];
}

function redactionOf(redaction: JsonObject): RecordShown["redaction"] {
  const counts = Object.entries(objectOf(redaction.counts)).flatMap(([type, count]) =>
    typeof count === "number" && count > 0 ? [{ type, count }] : [],
  );
  return {
    state: text(redaction.state),
    rules: text(redaction.policy_version),
    keyId: text(redaction.key_id),
    counts: counts.sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)),
  };
}

function isGroup(text: string): text is GroupName {
  return Object.hasOwn(GROUP_LABEL, text);
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function text(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

// Some senders write JSON as text: then what it says is laid out as well.
function pretty(value: Json): string {
  if (typeof value !== "string") return JSON.stringify(value, null, 2);
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
