import "server-only";
import type { Event } from "@/lib/ledger/event";
import { append } from "@/lib/ledger-store/open-ledger";
import { readEntries } from "@/lib/ledger-store/queries-proofs";
import { policyInForce } from "@/lib/settings/policies";
import type { ReadResult } from "../reading/read-body";
import { activitySettings } from "../settings";
import { joinedRecord } from "./joined-record";
import { LateJoins, type Pair, type WaitingCall } from "./late-joins";
import type { Stored } from "./store-records";
import { amendment, numberOf } from "./versions";

declare global {
  // Next.js may load a module twice, and a call would wait in one of them for its partner in the other.
  var countersignLateJoins: LateJoins | undefined;
}

/**
 * Completes calls by what came of them in other requests, or remembers both. Answers how many amendments stand there when all of
 * them are durable. Errors: unavailable (send all again: what was amended is known).
 */
export async function completeLate(
  source: string,
  now: Date,
  {
    stored,
    partners = [],
  }: { readonly stored: readonly Stored[]; readonly partners?: ReadResult["partners"] },
): Promise<number> {
  const calls = stored.flatMap(waitingCall);
  if (calls.length === 0 && partners.length === 0) return 0;
  globalThis.countersignLateJoins ??= new LateJoins();
  const joins = globalThis.countersignLateJoins;
  const pairs = joins.meet(source, { calls, partners }, { now, windowMs: await windowAt(now) });
  if (pairs.length === 0) return 0;
  const events = await amendmentsOf(source, pairs);
  if (events.length > 0) await append("calls", events);
  for (const pair of pairs) joins.settle(source, pair);
  return events.length;
}

/** A record whose sender may write it again has versions of its own, and waits for nothing. */
function waitingCall({ record, data, receipt }: Stored): WaitingCall[] {
  const { key, ties = [], content } = record;
  const isThere = receipt.status === "stored" || receipt.status === "duplicate";
  if (!isThere || ties.length === 0 || content !== null) return [];
  const at = typeof data.occurred_at === "string" ? Date.parse(data.occurred_at) : Number.NaN;
  return [{ key, index: receipt.index, ties, at: Number.isNaN(at) ? null : at }];
}

async function amendmentsOf(source: string, pairs: readonly Pair[]): Promise<Event[]> {
  const entries = await readEntries(
    "calls",
    pairs.map(({ call }) => call.index),
  );
  return pairs.flatMap(({ call: { key, index }, partner }): Event[] => {
    const data = entries.get(index)?.data;
    const joined = data && joinedRecord(data, partner);
    if (!data || !joined) return [];
    const before = { index, key, number: numberOf(data), data };
    const planned = amendment(source, { key, data: joined }, before);
    return [{ type: "call", key: planned.key, source: { id: source }, data: planned.data }];
  });
}

const KEPT_MS = 30_000;
const SECOND_MS = 1_000;
let kept: { readonly until: number; readonly ms: number } | null = null;

/** How long partners wait for each other, as is the rule; at most half a minute old. */
async function windowAt(now: Date): Promise<number> {
  const time = performance.now();
  if (kept && kept.until > time) return kept.ms;
  const { values } = await policyInForce(activitySettings, now);
  kept = { until: time + KEPT_MS, ms: values.joinWindowSeconds * SECOND_MS };
  return kept.ms;
}
