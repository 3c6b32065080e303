import "server-only";
import type { Actor } from "@/lib/auth/actor";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { entryOrDamage } from "@/lib/ledger-store/queries-entries";
import { readEntries } from "@/lib/ledger-store/queries-proofs";
import type { CallRow } from "./call-view";
import { callsOfTrace, getCall } from "./queries-calls";
import { type SpanFacts, type Trace, traceOf } from "./trace-view";

/** The row of a call and its entry, read from the ledger; `damage` where the store contradicts itself. Errors: not_found (also: not theirs to see), forbidden, unavailable. */
export async function getCallRecord(actor: Actor, idx: string) {
  const call = await getCall(actor, idx);
  return { call, ...(await entryOrDamage({ log: "calls", index: BigInt(idx) })) };
}

/** What the records at these places say; those that cannot be read are left out. The caller has asked who may see them. */
export async function recordsAt(rows: readonly CallRow[]): Promise<Map<string, JsonObject>> {
  const entries = await readEntries(
    "calls",
    rows.map(({ idx }) => BigInt(idx)),
  );
  return new Map(
    rows.flatMap(({ idx }) => {
      const entry = entries.get(BigInt(idx));
      return entry ? [[idx, entry.data] as const] : [];
    }),
  );
}

/** The calls of the trace a call belongs to, under each other. Errors: as `callsOfTrace`. */
export async function getTrace(actor: Actor, idx: string): Promise<Trace> {
  const calls = await callsOfTrace(actor, idx);
  const records = calls.length > 1 ? await recordsAt(calls) : new Map<string, JsonObject>();
  return traceOf(calls, new Map([...records].map(([at, data]) => [at, spanFactsOf(data)])));
}

function spanFactsOf(data: JsonObject): SpanFacts {
  const text = (name: string) => {
    const value = data[name];
    return typeof value === "string" ? value : null;
  };
  return {
    spanId: text("span_id"),
    parentId: text("parent_span_id"),
    endsAt: data.time_basis === "end" || data.time_basis === "logged",
  };
}
