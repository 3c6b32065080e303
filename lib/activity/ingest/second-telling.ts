// gateway-logs §3.2: a gateway may log a call and trace it, under the same ids: two tellings of one call. Whichever comes second is
// an amendment with what both know; the log, of which nothing is left out by sampling, has the first word.
import "server-only";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { Event, Receipt } from "@/lib/ledger/event";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { append } from "@/lib/ledger-store/open-ledger";
import { readEntries } from "@/lib/ledger-store/queries-proofs";
import { fieldsOfRecord, joinedRecord } from "./joined-record";
import type { Stored } from "./store-records";
import { amendment, numberOf } from "./versions";

/** What stands after all of records that contradicted what is there: those that only tell it in another way are amendments. Errors: unavailable. */
export async function asSecondTellings(
  source: string,
  stored: readonly Stored[],
): Promise<Stored[]> {
  const indices = stored.flatMap(conflictAt);
  if (indices.length === 0) return [...stored];
  const entries = await readEntries("calls", indices);
  const events = new Map<Stored, Event>();
  for (const one of stored) {
    const [index] = conflictAt(one);
    const entry = index === undefined ? undefined : entries.get(index);
    if (index === undefined || !entry || !isOtherTelling(one.data, entry.data)) continue;
    const before = { index, key: entry.key, number: numberOf(entry.data), data: entry.data };
    const data = bothTellings(entry.data, one.data);
    const planned = amendment(source, { key: one.record.key, data }, before);
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

/** Spans say of themselves that they may be sampled. */
function isOtherTelling(one: JsonObject, other: JsonObject): boolean {
  return (one.sampling === undefined) !== (other.sampling === undefined);
}

function bothTellings(one: JsonObject, other: JsonObject): JsonObject {
  const [log, span] = one.sampling === undefined ? [one, other] : [other, one];
  const { hmac = "" } = isJsonObject(span.raw) ? span.raw : {};
  return joinedRecord(log, { fields: fieldsOfRecord(span), hmac: String(hmac) }) ?? log;
}
