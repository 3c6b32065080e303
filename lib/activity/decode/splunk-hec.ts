// gateway-logs §5.1: what senders post to Splunk's HTTP Event Collector. `…/event`: JSON objects in a row, each with `event` and
// maybe time, host, source, sourcetype, index and fields. `…/raw`: what the sender wrote, without a wrapper.
import type { Json } from "@/lib/ledger/canonical-json";
import { decodeJsonBody } from "./json-body";
import type { Decoded, Rejected, WireRecord } from "./wire-record";

export type HecEndpoint = "event" | "raw";

/** The records of a body. Events stay in their wrapper, whose time is told by nothing else. Errors: too_large (more than 10,000). */
export function decodeHec(body: Uint8Array, endpoint: HecEndpoint): Decoded {
  const decoded = decodeJsonBody(body);
  if (endpoint === "raw") return decoded;
  const records: WireRecord[] = [];
  const rejected: Rejected[] = [...decoded.rejected];
  for (const record of decoded.records) {
    const { position, raw } = record;
    const reason = wrongIn(record.json.event);
    if (reason === null) records.push({ ...record, envelope: "splunk-event" });
    else rejected.push({ position, reason, raw });
  }
  return { records, rejected: rejected.sort((a, b) => a.position - b.position) };
}

/** Splunk's own words for these are codes 12 and 13. */
function wrongIn(event: Json | undefined): string | null {
  if (event === undefined || event === null) return "no event in it";
  return event === "" ? "an event that is blank" : null;
}
