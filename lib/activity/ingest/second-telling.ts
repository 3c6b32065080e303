// gateway-logs §3.2: a gateway may log a call and trace it, under the same ids: two tellings of one call. Whichever comes second is
// an amendment with what both know; the log, of which nothing is left out by sampling, has the first word. And one telling may come
// again among other records than the first time, which complete it or do not: it is known, or an amendment where it now knows more.
import "server-only";
import { canonicalJson, type JsonObject } from "@/lib/ledger/canonical-json";
import type { Event, Receipt } from "@/lib/ledger/event";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { append } from "@/lib/ledger-store/open-ledger";
import { readEntries } from "@/lib/ledger-store/queries-proofs";
import { FIELDS } from "../record/fields";
import { fieldsOfRecord, joinedRecord } from "./joined-record";
import type { Stored } from "./store-records";
import { amendment, newestOf, numberOf, type Planned, type Version, versionsOf } from "./versions";

/**
 * What stands after all of records that contradicted what is there: those that only tell it in another way are amendments, or known.
 * Errors: unavailable.
 */
export async function asSecondTellings(
  source: string,
  stored: readonly Stored[],
): Promise<Stored[]> {
  const indices = stored.flatMap(conflictAt);
  if (indices.length === 0) return [...stored];
  const entries = await readEntries("calls", indices);
  const keys = stored.flatMap((one) => (conflictAt(one).length === 0 ? [] : [one.record.key]));
  const later = await versionsOf(source, keys);
  const events = new Map<Stored, Event>();
  for (const one of stored) {
    const [index] = conflictAt(one);
    const entry = index === undefined ? undefined : entries.get(index);
    const planned = entry && plannedFor(source, one, entry, later.get(one.record.key) ?? []);
    if (!planned) continue;
    events.set(one, { type: "call", key: planned.key, source: { id: source }, data: planned.data });
  }
  if (events.size === 0) return [...stored];
  const receipts = await append("calls", [...events.values()]);
  const told = new Map(
    [...events].map(([one, { data }], at) => [one, { data, receipt: receipts[at] }]),
  );
  return stored.map((one) => ({ ...one, ...known(told.get(one)) }));
}

function known(
  told: { readonly data: JsonObject; readonly receipt: Receipt | undefined } | undefined,
) {
  return told?.receipt ? { data: told.data, receipt: told.receipt } : {};
}

function conflictAt({ record, receipt }: Stored): bigint[] {
  return receipt.status === "conflict" && record.content === null ? [receipt.index] : [];
}

/** `later`: the versions behind the entry. Null where the two contradict each other. */
function plannedFor(
  source: string,
  one: Stored,
  { index, key, data }: { readonly index: bigint; readonly key: string; readonly data: JsonObject },
  later: readonly Version[],
): Planned | null {
  const before = { index, key, number: numberOf(data), data };
  if (isOtherTelling(one.data, data)) return otherTelling(source, one, before);
  return sameTelling(source, one, newestOf([before, ...later]));
}

/** Spans say of themselves that they may be sampled. */
function isOtherTelling(one: JsonObject, other: JsonObject): boolean {
  return (one.sampling === undefined) !== (other.sampling === undefined);
}

function otherTelling(source: string, { record, data }: Stored, before: Version): Planned {
  return amendment(source, { key: record.key, data: bothTellings(before.data, data) }, before);
}

/** What is there already, or an amendment where this knows more; null where the two contradict each other. */
function sameTelling(
  source: string,
  { record, data }: Stored,
  newest: Version | undefined,
): Planned | null {
  if (!newest || !isSaidThere(data, newest.data)) return null;
  const joined = joinedRecord(newest.data, { fields: fieldsOfRecord(data), hmac: hmacOf(data) });
  if (!joined) return { key: newest.key, data: newest.data };
  return amendment(source, { key: record.key, data: joined }, newest);
}

/** Whether both were made of the same bytes first, and what both know is the same. */
function isSaidThere(one: JsonObject, other: JsonObject): boolean {
  if (one.kind !== other.kind || hmacOf(one) !== hmacOf(other)) return false;
  return FIELDS.every((name) => {
    const [said, known] = [one[name], other[name]];
    return (
      said === undefined || known === undefined || canonicalJson(said) === canonicalJson(known)
    );
  });
}

function hmacOf({ raw }: JsonObject): string {
  const { hmac = "" } = raw !== undefined && isJsonObject(raw) ? raw : {};
  return String(hmac);
}

function bothTellings(one: JsonObject, other: JsonObject): JsonObject {
  const [log, span] = one.sampling === undefined ? [one, other] : [other, one];
  return joinedRecord(log, { fields: fieldsOfRecord(span), hmac: hmacOf(span) }) ?? log;
}
