// gateway-logs §5.1 and §10: CloudEvents 1.0 over HTTP, one in the body (structured), a list (batch), or one whose attributes are
// headers (binary). HTTP Protocol Binding 1.0.2 §3, JSON Event Format 1.0.2 §3.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { parseLossless } from "@/lib/ledger/lossless-json";
import { decodeJsonBody } from "./json-body";
import type { Decoded, Rejected, WireRecord } from "./wire-record";

export type CloudEventsMode = "structured" | "batch" | "binary";

/** How a request says that it brings CloudEvents; null where it does not. The media type decides before the headers do (§3). */
export function cloudEventsMode(headers: Headers): CloudEventsMode | null {
  const type = mediaType(headers);
  if (type.startsWith("application/cloudevents-batch")) return "batch";
  if (type.startsWith("application/cloudevents")) return "structured";
  return headers.has("ce-specversion") && headers.has("ce-id") ? "binary" : null;
}

/**
 * The events of a body, each with source and id as its native id, which together are unique (§10). `data_base64` is read into
 * `data`, so that the redaction sees it. Errors: too_large (more than 10,000).
 */
export function decodeCloudEvents(
  body: Uint8Array,
  mode: CloudEventsMode,
  headers: Headers,
): Decoded {
  if (mode === "binary") return sorted([binaryEvent(body, headers)], []);
  const { records, rejected } = decodeJsonBody(body);
  return sorted(records, rejected);
}

function sorted(found: readonly WireRecord[], unread: readonly Rejected[]): Decoded {
  const records: WireRecord[] = [];
  const rejected: Rejected[] = [...unread];
  for (const { position, json, raw } of found) {
    const read = eventOf(json);
    if (typeof read === "string") rejected.push({ position, reason: read, raw });
    else records.push({ position, envelope: "cloudevent", ...read, raw });
  }
  return { records, rejected: rejected.sort((a, b) => a.position - b.position) };
}

/** An event and its native id, or why it is none: CloudEvents 1.0.2, Required Attributes. */
function eventOf(json: JsonObject): Pick<WireRecord, "json" | "nativeId"> | string {
  const { specversion, id, source, type } = json;
  if (typeof specversion !== "string" || !specversion.startsWith("1.")) {
    return "not a CloudEvent of version 1";
  }
  if (typeof id !== "string" || id === "") return "a CloudEvent without id";
  if (typeof source !== "string" || source === "") return "a CloudEvent without source";
  if (typeof type !== "string" || type === "") return "a CloudEvent without type";
  const event = withData(json);
  return typeof event === "string" ? event : { json: event, nativeId: [source, id] };
}

/** The event with its data in `data` (JSON Event Format §3.1.1), or why that cannot be. */
function withData(event: JsonObject): JsonObject | string {
  const { data_base64: encoded, ...others } = event;
  if (encoded === undefined || encoded === null) return event;
  if (Object.hasOwn(others, "data")) return "a CloudEvent with data and data_base64";
  const text = typeof encoded === "string" ? textOf(Buffer.from(encoded, "base64")) : null;
  return text === null ? NO_TEXT : { ...others, data: dataOf(text) };
}

const NO_TEXT = "a CloudEvent whose data is no text";

/** Data is JSON unless a type says otherwise, and text is then text (Binding §3.1.1). Types are often wrong: it is looked at. */
function dataOf(text: string): Json {
  return parseLossless(text) ?? text;
}

function binaryEvent(body: Uint8Array, headers: Headers): WireRecord {
  const attributes: [string, Json][] = [...headers]
    .filter(([name]) => name.startsWith("ce-"))
    .map(([name, value]) => [name.slice("ce-".length), headerValue(value)]);
  const type = headers.get("content-type");
  if (type !== null) attributes.push(["datacontenttype", type]);
  const text = textOf(body);
  // What is no text goes the way of data_base64, which says so.
  if (text === null) attributes.push(["data_base64", false]);
  else if (text.trim() !== "") attributes.push(["data", dataOf(text)]);
  const json = Object.fromEntries(attributes);
  return { position: 0, envelope: "cloudevent", json, raw: body };
}

/** Binding §3.1.3.2: a quoted value loses its quotes, and what is percent-encoded is decoded; what is not so encoded stays. */
function headerValue(value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value.trim())?.[1];
  const text = quoted === undefined ? value : quoted.replace(/\\(.)/g, "$1");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function mediaType(headers: Headers): string {
  return (headers.get("content-type") ?? "").trim().toLowerCase();
}
