// The messages of OTLP 1.x by their field numbers (open-telemetry/opentelemetry-proto: trace/v1, logs/v1, common/v1, resource/v1),
// read into the form that OTLP/JSON has, so that one reader of it is enough.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { BYTES, FIXED32, FIXED64, ProtobufReader, VARINT } from "./protobuf-reader";

type Scalar = "text" | "hex" | "base64" | "time" | "integer" | "enum" | "flag" | "double" | "bits";
type Field = {
  readonly name: string;
  readonly many: boolean;
  readonly is: Scalar | (() => Message);
};
type Message = ReadonlyMap<number, Field>;

/** Values inside each other: of an attribute, deeper than any payload that is kept. */
const MAX_DEPTH = 100;

const WIRE_TYPE = {
  text: BYTES,
  hex: BYTES,
  base64: BYTES,
  time: FIXED64,
  integer: VARINT,
  enum: VARINT,
  flag: VARINT,
  double: FIXED64,
  bits: FIXED32,
} as const satisfies Record<Scalar, number>;

const one = (name: string, is: Field["is"]): Field => ({ name, many: false, is });
const many = (name: string, is: Field["is"]): Field => ({ name, many: true, is });
const message = (fields: Readonly<Record<number, Field>>): Message =>
  new Map(Object.entries(fields).map(([number, field]) => [Number(number), field]));

const ANY_VALUE = message({
  1: one("stringValue", "text"),
  2: one("boolValue", "flag"),
  3: one("intValue", "integer"),
  4: one("doubleValue", "double"),
  5: one("arrayValue", () => ARRAY_VALUE),
  6: one("kvlistValue", () => KEY_VALUES),
  7: one("bytesValue", "base64"),
});
const ARRAY_VALUE: Message = message({ 1: many("values", () => ANY_VALUE) });
const KEY_VALUE = message({ 1: one("key", "text"), 2: one("value", () => ANY_VALUE) });
const KEY_VALUES: Message = message({ 1: many("values", () => KEY_VALUE) });
const RESOURCE = message({ 1: many("attributes", () => KEY_VALUE) });
const SCOPE = message({
  1: one("name", "text"),
  2: one("version", "text"),
  3: many("attributes", () => KEY_VALUE),
});
const EVENT = message({
  1: one("timeUnixNano", "time"),
  2: one("name", "text"),
  3: many("attributes", () => KEY_VALUE),
});
const LINK = message({
  1: one("traceId", "hex"),
  2: one("spanId", "hex"),
  4: many("attributes", () => KEY_VALUE),
});
const STATUS = message({ 2: one("message", "text"), 3: one("code", "enum") });
const SPAN = message({
  1: one("traceId", "hex"),
  2: one("spanId", "hex"),
  3: one("traceState", "text"),
  4: one("parentSpanId", "hex"),
  5: one("name", "text"),
  6: one("kind", "enum"),
  7: one("startTimeUnixNano", "time"),
  8: one("endTimeUnixNano", "time"),
  9: many("attributes", () => KEY_VALUE),
  11: many("events", () => EVENT),
  13: many("links", () => LINK),
  15: one("status", () => STATUS),
  16: one("flags", "bits"),
});
const LOG_RECORD = message({
  1: one("timeUnixNano", "time"),
  2: one("severityNumber", "enum"),
  3: one("severityText", "text"),
  5: one("body", () => ANY_VALUE),
  6: many("attributes", () => KEY_VALUE),
  8: one("flags", "bits"),
  9: one("traceId", "hex"),
  10: one("spanId", "hex"),
  11: one("observedTimeUnixNano", "time"),
  12: one("eventName", "text"),
});
const SCOPE_SPANS = message({ 1: one("scope", () => SCOPE), 2: many("spans", () => SPAN) });
const SCOPE_LOGS = message({
  1: one("scope", () => SCOPE),
  2: many("logRecords", () => LOG_RECORD),
});
const RESOURCE_SPANS = message({
  1: one("resource", () => RESOURCE),
  2: many("scopeSpans", () => SCOPE_SPANS),
});
const RESOURCE_LOGS = message({
  1: one("resource", () => RESOURCE),
  2: many("scopeLogs", () => SCOPE_LOGS),
});

const REQUESTS = {
  traces: message({ 1: many("resourceSpans", () => RESOURCE_SPANS) }),
  logs: message({ 1: many("resourceLogs", () => RESOURCE_LOGS) }),
} as const;
export type OtlpSignal = keyof typeof REQUESTS;

/** An export request in the form of OTLP/JSON. Unknown fields are left out. Errors: invalid_input. */
export function readOtlpProtobuf(signal: OtlpSignal, bytes: Uint8Array): JsonObject {
  return readMessage(REQUESTS[signal], bytes, 0);
}

function readMessage(fields: Message, bytes: Uint8Array, depth: number): JsonObject {
  // The redaction leaves less, and says so. Refused, one call with such arguments would take its whole batch along.
  if (depth > MAX_DEPTH) return {};
  const reader = new ProtobufReader(bytes);
  const members = new Map<string, Json>();
  const lists = new Map<string, Json[]>();
  for (let tag = reader.next(); tag !== null; tag = reader.next()) {
    const field = fields.get(tag.field);
    if (field === undefined || wireTypeOf(field) !== tag.type) {
      reader.skip(tag.type);
      continue;
    }
    const value = readValue(reader, field, depth);
    if (field.many) push(lists, field.name, value);
    else members.set(field.name, value);
  }
  return Object.fromEntries([...members, ...lists]);
}

function push(lists: Map<string, Json[]>, name: string, value: Json): void {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
}

function wireTypeOf({ is }: Field): number {
  return typeof is === "string" ? WIRE_TYPE[is] : BYTES;
}

function readValue(reader: ProtobufReader, { is }: Field, depth: number): Json {
  if (typeof is === "string") return SCALARS[is](reader);
  return readMessage(is(), reader.bytes(), depth + 1);
}

const SCALARS = {
  text: (reader) => reader.text(),
  hex: (reader) => Buffer.from(reader.bytes()).toString("hex"),
  base64: (reader) => Buffer.from(reader.bytes()).toString("base64"),
  time: (reader) => String(reader.fixed64()),
  integer: (reader) => String(BigInt.asIntN(64, reader.varint())),
  enum: (reader) => Number(BigInt.asIntN(32, reader.varint())),
  flag: (reader) => reader.varint() !== 0n,
  double: (reader) => finite(reader.double()),
  bits: (reader) => reader.fixed32(),
} as const satisfies Record<Scalar, (reader: ProtobufReader) => Json>;

/** JSON has no word for the others; OTLP/JSON writes them as texts. */
function finite(value: number): Json {
  return Number.isFinite(value) ? value : String(value);
}
