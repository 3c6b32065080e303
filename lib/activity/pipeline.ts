// gateway-logs §5.2: from what a request held to canonical records. Pure: the same bytes, source and key make the same records.
// Nothing leaves here that was not redacted first, and a record that cannot be read spoils no other.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import type { Adapted, Adapter, SourceFacts, Unreadable } from "./adapters/adapter";
import { type AdapterChoice, adapterFor, mismatchOf } from "./adapters/registry";
import type { Decoded, WireRecord } from "./decode/wire-record";
import { unwrapped } from "./decode/wrapped";
import { type Quarantined, quarantinedOf } from "./quarantined";
import { type CanonicalRecord, type RecordContext, toRecord } from "./record/canonical-record";
import { contentVersion } from "./record/content-version";
import type { Draft, Partner } from "./record/draft";
import { type RedactionCounts, type RedactionRules, redact } from "./redaction/redact";
import { keyedHash, type TokenKey } from "./redaction/token";

export type ActivitySource = {
  readonly id: string;
  readonly adapter: AdapterChoice;
  readonly facts: SourceFacts;
  readonly placeOf: RecordContext["placeOf"];
};

export type Reading = {
  readonly source: ActivitySource;
  readonly transport: string;
  readonly redaction: RedactionRules;
  readonly watch?: Watch;
};

/** Whoever reads under a deadline: hears which record is looked at, and may have some not looked at at all. */
export type Watch = {
  /** A position, or -1 when it is none of them. */
  readonly looksAt: (position: number) => void;
  /** Why a record is set aside unread; null where it is not. */
  readonly setAside: (position: number) => string | null;
};

export type ReadBody = {
  /** HMAC of the body. */
  readonly batch: string;
  /** In the order of the wire records that they begin with. */
  readonly records: readonly {
    readonly positions: readonly number[];
    readonly record: CanonicalRecord;
    readonly ties: readonly string[];
  }[];
  /** What belongs to calls of other requests, by the HMAC of what was sent. */
  readonly partners: readonly (Partner & { readonly hmac: string })[];
  readonly skipped: Adapted["skipped"];
  readonly quarantined: readonly Quarantined[];
  readonly warnings: readonly string[];
};

/** The records of a request: of its body, decompressed, and of what a decoder found in it. */
export function recordsIn(body: Uint8Array, decoded: Decoded, reading: Reading): ReadBody {
  const { key } = reading.redaction;
  const batch = keyedHash(key, "batch", body);
  const hooks = decoded.records.filter(({ envelope }) => envelope === "docker-hook");
  const calls = decoded.records.filter(({ envelope }) => envelope !== "docker-hook");
  const unread: Unreadable[] = [...decoded.rejected];
  const payloads = payloadsOf(calls, reading, unread);
  const records: ReadBody["records"][number][] = [];
  const partners: Partner[] = [];
  const skipped = hooks.map(({ position }) => ({ position, why: CONTEXT }));
  for (const [adapter, group] of byAdapter([...payloads.values()], reading.source, unread)) {
    const adapted = adaptedBy(adapter, group, reading.source.facts);
    skipped.push(...adapted.skipped);
    unread.push(...adapted.quarantined);
    partners.push(...(adapted.partners ?? []));
    for (const draft of adapted.drafts.map((one) => withWrapperId(one, payloads, key))) {
      const record = recordOf(draft, { adapter, batch, payloads, reading });
      const { positions, ties = [] } = draft;
      if (record) records.push({ positions, record, ties });
      else unread.push({ position: draft.positions[0] ?? 0, reason: NOT_STORABLE });
    }
  }
  const raws = new Map(
    [...decoded.records, ...decoded.rejected].map((one) => [one.position, one.raw]),
  );
  return {
    batch,
    records: records.sort((a, b) => (a.positions[0] ?? 0) - (b.positions[0] ?? 0)),
    partners: partners.map((one) => ({
      ...one,
      hmac: keyedHash(key, "raw", raws.get(one.position) ?? new Uint8Array()),
    })),
    skipped: skipped.sort((a, b) => a.position - b.position),
    quarantined: quarantinedOf(unread, { raws, payloads }, reading.redaction),
    warnings: warningsOf([...payloads.values()], reading.source.adapter),
  };
}

const CONTEXT =
  "What an interceptor of docker's gateway posts says nothing of who called, and when.";
const NOBODY = -1;
const NOT_STORABLE = "The record that this makes is not one that the ledger takes.";
const UNKNOWN =
  "No adapter knows a record like this. Set the kind of the source, or give it a mapping.";

/** A wire record as adapters get to see it. */
type Payload = WireRecord & {
  readonly isEvent: boolean;
  /** With its wrapper. */
  readonly whole: JsonObject;
  readonly counts: RedactionCounts;
  readonly state: "complete" | "failed";
};

function payloadsOf(
  records: readonly WireRecord[],
  reading: Reading,
  unread: Unreadable[],
): Map<number, Payload> {
  const payloads = new Map<number, Payload>();
  for (const record of records) {
    const { position } = record;
    const reason = reading.watch?.setAside(position) ?? null;
    reading.watch?.looksAt(position);
    if (reason === null) payloads.set(position, redacted(record, reading));
    else unread.push({ position, reason });
  }
  reading.watch?.looksAt(NOBODY);
  return payloads;
}

/** A mapping may point at anything in a wrapper; other adapters look at what the sender itself wrote. */
function redacted(record: WireRecord, { redaction, source }: Reading): Payload {
  const { value, counts, state } = redact(record.json, redaction);
  const json: JsonObject = isJsonObject(value) ? value : {};
  const isEvent = record.envelope === "cloudevent";
  const payload = { ...record, json, whole: json, counts, state, isEvent };
  return source.adapter.kind === "mapping" ? payload : unwrapped(payload);
}

/** All records of one sender go to its adapter at once, which may find several that tell of one call. */
function byAdapter(
  payloads: readonly Payload[],
  { adapter: choice }: ActivitySource,
  unread: Unreadable[],
): Map<Adapter, Payload[]> {
  const groups = new Map<Adapter, Payload[]>();
  const adapters = payloads.map((payload) => adapterFor(choice, payload));
  // A sender's own log lines come among its records: who wrote all the others knows what to leave out.
  const [only = null, ...others] = new Set(adapters.filter((adapter) => adapter !== null));
  payloads.forEach((payload, at) => {
    const adapter = adapters[at] ?? (others.length === 0 ? only : null);
    const group = adapter && (groups.get(adapter) ?? []);
    if (!adapter || !group) unread.push({ position: payload.position, reason: UNKNOWN });
    else groups.set(adapter, group);
    group?.push(payload);
  });
  return groups;
}

/** An adapter that fails is our mistake: the record that shows it is set aside, and the others are read without it. */
function adaptedBy(adapter: Adapter, group: readonly Payload[], facts: SourceFacts): Adapted {
  try {
    return adapter.read(group, facts);
  } catch {
    const [first] = group;
    if (group.length === 1 && first) {
      const reason = `The adapter ${adapter.kind} failed on this record.`;
      return { drafts: [], skipped: [], quarantined: [{ position: first.position, reason }] };
    }
    const each = group.map((one) => adaptedBy(adapter, [one], facts));
    return {
      drafts: each.flatMap(({ drafts }) => drafts),
      skipped: each.flatMap(({ skipped }) => skipped),
      quarantined: each.flatMap(({ quarantined }) => quarantined),
    };
  }
}

type Making = {
  readonly adapter: Adapter;
  readonly batch: string;
  readonly payloads: ReadonlyMap<number, Payload>;
  readonly reading: Reading;
};

function recordOf(draft: Draft, making: Making): CanonicalRecord | null {
  const { adapter, batch, payloads, reading } = making;
  const { source, transport, redaction } = reading;
  const parts = draft.positions.flatMap((position) => payloads.get(position) ?? []);
  const [first] = parts;
  if (!first) return null;
  try {
    return toRecord(draft, {
      source: {
        id: source.id,
        adapter: adapter.kind,
        adapterVersion: adapter.version,
        transport,
      },
      batch,
      raw: first.raw,
      redaction: {
        counts: summed(parts.map(({ counts }) => counts)),
        state: parts.some(({ state }) => state === "failed") ? "failed" : "complete",
      },
      key: redaction.key,
      placeOf: source.placeOf,
    });
  } catch {
    return null;
  }
}

/**
 * A record without an id of its own has that of its wrapper, which nobody redacted: a plain hash of an e-mail address would tell it
 * to whoever guesses. A document may be written again under its id, an event may not (§10).
 */
function withWrapperId(draft: Draft, payloads: ReadonlyMap<number, Payload>, key: TokenKey): Draft {
  const payload = payloads.get(draft.positions[0] ?? 0);
  if (draft.key.kind === "native" || !payload?.nativeId) return draft;
  const ids = payload.nativeId.map((id) => keyedHash(key, "native_id", id));
  const parts = [...ids, String(draft.key.part ?? 0)];
  const version = payload.isEvent ? {} : { version: contentVersion(payload.json) };
  return { ...draft, key: { kind: "native", parts, ...version } };
}

function summed(all: readonly RedactionCounts[]): RedactionCounts {
  const sums = new Map<string, number>();
  for (const counts of all) {
    for (const [type, count] of Object.entries(counts)) {
      sums.set(type, (sums.get(type) ?? 0) + count);
    }
  }
  return Object.fromEntries(sums);
}

function warningsOf(payloads: readonly Payload[], choice: AdapterChoice): string[] {
  return [...new Set(payloads.flatMap((payload) => mismatchOf(choice, payload) ?? []))];
}
