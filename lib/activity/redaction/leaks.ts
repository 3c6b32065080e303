// RED-03: a stored record is looked through by the rules in force. What was taken out is a token there, so whatever is found
// got past them, or past those of its time.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { keyRule } from "./key-rules";
import { type RedactionCounts, redact } from "./redact";
import { tokenKey } from "./token";

/** What this product itself wrote into a record: hashes and ids without a name that says so. */
const OWN = new Set([
  "schema_version",
  "kind",
  "record_id",
  "idempotency_key",
  "source",
  "field_state",
  "joined_from",
  "joined_raw",
  "supersedes",
  "redaction",
  "raw",
  "completeness",
  "arguments_hmac",
]);

// The tokens are counted and thrown away.
const NO_KEY = tokenKey("none", "none", "none");

/** What is found in `data` of a stored record, by detector; empty where nothing is. */
export function leaksIn(data: JsonObject): RedactionCounts {
  const sent = Object.entries(data).filter(([name]) => !OWN.has(name));
  const members = sent.map(([name, value]) => {
    const part = sentPart(name, value);
    return [name, isFromId(name, data) ? { id: part } : part] as const;
  });
  return redact(Object.fromEntries(members), { key: NO_KEY }).counts;
}

/** What came under the name of an id has another name in a record. An operation holds what its server is called. */
function isFromId(name: string, { field_source: paths }: JsonObject): boolean {
  const path = paths !== undefined && isJsonObject(paths) ? paths[name] : undefined;
  const isId = typeof path === "string" && keyRule(path).isIdentifier;
  return isId || name === "operation";
}

function sentPart(name: string, value: Json): Json {
  if (name === "result_summary" && isJsonObject(value)) {
    const { hmac: _, ...rest } = value;
    return rest;
  }
  return name === "correlation_ids" && Array.isArray(value) ? value.map(idOf) : value;
}

/** An id stands in a record under the name `value`. */
function idOf(one: Json): Json {
  if (!isJsonObject(one)) return one;
  const { value = null, ...rest } = one;
  return { ...rest, id: value };
}
