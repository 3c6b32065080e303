// gateway-logs §5.1: a record may travel in a wrapper that says when, from where and which. It is redacted with its wrapper; then
// adapters look at what the sender itself wrote, while the mapping of a source may point at anything in the wrapper.
import { isJsonObject } from "@/lib/ledger/json-shape";
import { parseLossless } from "@/lib/ledger/lossless-json";
import type { Envelope, WireRecord } from "./wire-record";

const HOLDS = {
  json: null,
  "otlp-span": null,
  "otlp-log": null,
  cloudevent: "data",
  "splunk-event": "event",
  "docker-hook": null,
} as const satisfies Record<Envelope, string | null>;

/** The sender's own record in a wrapper, also where it is the text of one; the record itself where it has no wrapper or holds no object. */
export function unwrapped<Of extends WireRecord>(record: Of): Of {
  const name = HOLDS[record.envelope];
  const held = name === null ? undefined : record.json[name];
  const json = typeof held === "string" ? parseLossless(held) : held;
  return json === undefined || !isJsonObject(json) ? record : { ...record, envelope: "json", json };
}
