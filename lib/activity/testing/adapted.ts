// Tests of adapters: from what a sender wrote to the records that are stored, and the same with everything in it of a wrong type.
import { canonicalJson, type Json, type JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import type { Adapted, Adapter, SourceFacts } from "../adapters/adapter";
import type { Envelope, WireRecord } from "../decode/wire-record";
import { type CanonicalRecord, toRecord } from "../record/canonical-record";
import type { Draft } from "../record/draft";
import { redact } from "../redaction/redact";
import { tokenKey } from "../redaction/token";

export const TEST_KEY = tokenKey("test-master", "inst-1", "k1");
export const FACTS: SourceFacts = { trustedHops: 0, offset: "+00:00" };

/** Records as they come to an adapter: decoded and redacted, in order. */
export function wire(envelope: Envelope, ...jsons: readonly Json[]): WireRecord[] {
  return jsons.map((json, position) => ({
    position,
    envelope,
    json: objectOf(redact(json, { key: TEST_KEY }).value),
    raw: new TextEncoder().encode(JSON.stringify(json)),
  }));
}

function objectOf(value: Json): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** What an adapter makes of records: the data of each, in order, and what it left out. */
export function adapted(
  adapter: Adapter,
  records: readonly WireRecord[],
  facts: SourceFacts = FACTS,
): {
  readonly data: JsonObject[];
  readonly keys: string[];
  readonly left: Omit<Adapted, "drafts">;
} {
  const { drafts, ...left } = adapter.read(records, facts);
  const made = drafts.map((draft) => recordOf(draft));
  return { data: made.map(({ data }) => data), keys: made.map(({ key }) => key), left };
}

/** The record of a draft, with all that is known of it beside what its sender wrote. */
export function recordOf(draft: Draft): CanonicalRecord {
  return toRecord(draft, {
    source: { id: "gw-1", adapter: "test", adapterVersion: "1", transport: "http" },
    batch: "batch",
    raw: new Uint8Array(),
    redaction: { counts: {}, state: "complete" },
    key: TEST_KEY,
    placeOf: () => ({ environment: null, region: null }),
  });
}

const WRONG: readonly Json[] = [
  ...[null, true, false, 0, -1, 7, 1.5, 1e300, 2 ** 60],
  ...["", "-", "x", "{", "[1", '{"a":1e999}', "\ud800", "9".repeat(400), "2026-13-45T99:99:99Z"],
  ...[[], {}, [[]], [null], { a: { b: [] } }, [{ name: 7, key: null }]],
];

/** Every value of a payload once replaced by each of many that do not belong there. */
export function* wrongTypes(value: Json): Generator<Json> {
  yield* WRONG;
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    for (const wrong of wrongTypes(member)) {
      yield Array.isArray(value)
        ? value.map((item, index) => (String(index) === name ? wrong : item))
        : { ...value, [name]: wrong };
    }
  }
}

/** Reads payloads with wrong types all over; every record that comes out must be one the ledger takes. How many were tried. */
export function readsWrongTypes(
  adapter: Adapter,
  envelope: Envelope,
  payloads: readonly Json[],
): number {
  let tried = 0;
  for (const wrong of wrongTypes(payloads)) {
    const records = wire(envelope, ...(Array.isArray(wrong) ? wrong : [wrong]));
    for (const record of records) adapter.recognises(record);
    for (const data of adapted(adapter, records, { ...FACTS, trustedHops: 1 }).data)
      canonicalJson(data);
    tried += 1;
  }
  return tried;
}
