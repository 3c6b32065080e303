// gateway-logs §8: the spans and log records of an OTLP request, each with its resource and scope, attributes as plain JSON.
import { AppError } from "@/lib/core/app-error";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { parseLossless } from "@/lib/ledger/lossless-json";
import { jsonTextOf } from "./json-text";
import { type OtlpSignal, readOtlpProtobuf } from "./otlp-messages";
import { assertRoomAt } from "./record-limit";
import type { Decoded, Rejected, WireRecord } from "./wire-record";

export const MAX_ATTRIBUTES = 1_024;
const MAX_DEPTH = 100;

/** The records of an export request in either encoding. Errors: invalid_input, where the body is no such request at all; too_large (more than 10,000). */
export function decodeOtlp(
  signal: OtlpSignal,
  encoding: "json" | "protobuf",
  body: Uint8Array,
): Decoded {
  const request = encoding === "json" ? requestOf(body) : readOtlpProtobuf(signal, body);
  const records: WireRecord[] = [];
  const rejected: Rejected[] = [];
  for (const [resource, scope, item] of itemsOf(signal, request)) {
    const position = records.length + rejected.length;
    assertRoomAt(position);
    const raw = new TextEncoder().encode(jsonTextOf(item));
    const read = signal === "traces" ? spanOf(item) : logOf(item);
    if (typeof read === "string") rejected.push({ position, reason: read, raw });
    else {
      const json = { resource, scope, ...read };
      records.push({
        position,
        envelope: signal === "traces" ? "otlp-span" : "otlp-log",
        json,
        raw,
      });
    }
  }
  return { records, rejected };
}

function requestOf(body: Uint8Array): JsonObject {
  const request = parseLossless(new TextDecoder("utf-8").decode(body));
  if (request !== undefined && isJsonObject(request)) return request;
  const message = "This is no OTLP message in JSON form. Check the exporter's encoding.";
  throw new AppError("invalid_input", message);
}

const NAMES = {
  traces: ["resourceSpans", "scopeSpans", "spans"],
  logs: ["resourceLogs", "scopeLogs", "logRecords"],
} as const satisfies Record<OtlpSignal, readonly [string, string, string]>;

function* itemsOf(
  signal: OtlpSignal,
  request: JsonObject,
): Generator<[resource: JsonObject, scope: JsonObject, item: JsonObject]> {
  const [byResource, byScope, items] = NAMES[signal];
  for (const group of objectsIn(request[byResource])) {
    const resource = attributesOf(member(group, "resource"));
    for (const part of objectsIn(group[byScope])) {
      const scope = member(part, "scope");
      const { name = null, version = null } = scope;
      const of = { name, version, attributes: attributesOf(scope) };
      for (const item of objectsIn(part[items])) yield [resource, of, item];
    }
  }
}

/** What stands in the record, or why it is none. Logs that are sent to /v1/traces decode into spans without ids. */
function spanOf(span: JsonObject): { span: JsonObject } | string {
  const traceId = idOf(span.traceId, 16);
  const spanId = idOf(span.spanId, 8);
  if (traceId === null) return "a span without a trace id of 16 bytes";
  if (spanId === null) return "a span without a span id of 8 bytes";
  if (isTooWide(span)) return TOO_WIDE;
  const { name = null, kind = null } = span;
  return {
    span: {
      ...{ traceId, spanId, name, kind },
      parentSpanId: idOf(span.parentSpanId, 8),
      startTimeUnixNano: digitsOf(span.startTimeUnixNano),
      endTimeUnixNano: digitsOf(span.endTimeUnixNano),
      attributes: attributesOf(span),
      events: objectsIn(span.events).map((event) => ({
        name: event.name ?? null,
        timeUnixNano: digitsOf(event.timeUnixNano),
        attributes: attributesOf(event),
      })),
      links: objectsIn(span.links).map((link) => ({
        traceId: idOf(link.traceId, 16),
        spanId: idOf(link.spanId, 8),
        attributes: attributesOf(link),
      })),
      status: { ...member(span, "status") },
    },
  };
}

function logOf(log: JsonObject): { log: JsonObject } | string {
  if (isTooWide(log)) return TOO_WIDE;
  const { severityNumber = null, severityText = null, eventName = null } = log;
  return {
    log: {
      ...{ severityNumber, severityText, eventName },
      timeUnixNano: digitsOf(log.timeUnixNano),
      observedTimeUnixNano: digitsOf(log.observedTimeUnixNano),
      body: plainOf(log.body, 0),
      attributes: attributesOf(log),
      traceId: idOf(log.traceId, 16),
      spanId: idOf(log.spanId, 8),
    },
  };
}

const TOO_WIDE = `more than ${MAX_ATTRIBUTES} attributes`;

function isTooWide({ attributes }: JsonObject): boolean {
  return objectsIn(attributes).length > MAX_ATTRIBUTES;
}

function attributesOf({ attributes }: JsonObject): JsonObject {
  return keyValues(attributes, 0);
}

function keyValues(list: Json | undefined, depth: number): JsonObject {
  const members = objectsIn(list).flatMap(({ key, value }) =>
    typeof key === "string" ? [[key, plainOf(value, depth)] as const] : [],
  );
  return Object.fromEntries(members);
}

/** An AnyValue as plain JSON: what is nested too deep, or of no known kind, is null. */
function plainOf(value: Json | undefined, depth: number): Json {
  if (value === undefined || !isJsonObject(value) || depth > MAX_DEPTH) return null;
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue, bytesValue } =
    value;
  if (arrayValue !== undefined && isJsonObject(arrayValue)) {
    return objectsIn(arrayValue.values).map((item) => plainOf(item, depth + 1));
  }
  if (kvlistValue !== undefined && isJsonObject(kvlistValue)) {
    return keyValues(kvlistValue.values, depth + 1);
  }
  if (intValue !== undefined) return integerOf(intValue);
  return stringValue ?? boolValue ?? doubleValue ?? bytesValue ?? null;
}

/** A 64-bit integer comes as text or number: a number where none of its digits is lost. */
function integerOf(value: Json): Json {
  const number = typeof value === "string" && /^-?[0-9]{1,19}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && !Number.isSafeInteger(number) ? value : number;
}

/** An id in lower-case hex; null where it is missing, of another length, or all zeros, which means none (W3C Trace Context §3.2). */
function idOf(value: Json | undefined, bytes: number): string | null {
  if (typeof value !== "string" || value.length !== bytes * 2) return null;
  return /^[0-9a-fA-F]+$/.test(value) && !/^0+$/.test(value) ? value.toLowerCase() : null;
}

/** Nanoseconds as digits; 0 means that the sender had no time. */
function digitsOf(value: Json | undefined): string | null {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^[1-9][0-9]{0,19}$/.test(text) ? text : null;
}

function member(json: JsonObject, name: string): JsonObject {
  const value = json[name];
  return value !== undefined && isJsonObject(value) ? value : {};
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter((item: Json) => isJsonObject(item)) : [];
}
