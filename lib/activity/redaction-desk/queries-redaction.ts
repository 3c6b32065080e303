import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { addDays, MINUTE_MS } from "@/lib/core/clock";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { ledger } from "@/lib/ledger-store/open-ledger";
import { findIndexAtTime, getHead } from "@/lib/ledger-store/queries";
import { unlessDamaged } from "@/lib/ledger-store/queries-files";
import { type RedactionTally, spread, tallied } from "./redaction-counts";

/** What was stored since a moment. `places`: all entries of the log since then, of which `tally.records` were counted. */
export type CountedWindow = {
  readonly from: Date;
  readonly places: bigint;
  readonly isWhole: boolean;
  readonly tally: RedactionTally;
};

// A stretch reads the segment that holds it; a count of ten million would take minutes, for the same shares.
const AT_MOST = { most: 2_000n, stretches: 8n };
const KEPT_MS = 5 * MINUTE_MS;

type Counted = Omit<CountedWindow, "from">;
type Kept = { readonly size: bigint; readonly at: number; readonly counted: Promise<Counted> };
// By the place where the counting begins: windows that hold the same entries are counted once.
const kept = new Map<string, Kept>();

/**
 * What redaction took out of the records that were stored today (UTC) and in the last 7 and 30 days, read from the ledger: all
 * of them where there are few, else a spread of 2,000 entries. At most five minutes old. Errors: forbidden, unavailable.
 */
export async function countRedactions(actor: Actor, now: Date): Promise<CountedWindow[]> {
  authorize(actor, "redaction:read");
  const today = new Date(`${now.toISOString().slice(0, 10)}T00:00:00.000Z`);
  const size = (await getHead("calls"))?.size ?? 0n;
  const froms = [today, addDays(today, -6), addDays(today, -29)];
  const windows: CountedWindow[] = [];
  // One after the other: each reads whole segments, and several at once would not fit into memory beside each other.
  for (const from of froms) {
    const start = (await findIndexAtTime("calls", from)) ?? size;
    windows.push({ from, ...(await remembered(start, size)) });
  }
  return windows;
}

function remembered(start: bigint, size: bigint): Promise<Counted> {
  const name = String(start);
  const known = kept.get(name);
  const at = performance.now();
  if (known && (known.size === size || (size > AT_MOST.most && at - known.at < KEPT_MS))) {
    return known.counted;
  }
  const counted = unlessDamaged(count(start, size));
  if (kept.size > 10) kept.clear();
  kept.set(name, { size, at, counted });
  counted.catch(() => kept.delete(name));
  return counted;
}

async function count(start: bigint, end: bigint): Promise<Counted> {
  const stretches = spread({ start, end }, AT_MOST);
  return {
    places: end > start ? end - start : 0n,
    isWhole: stretches.length <= 1,
    tally: await tallied(recordsOf(stretches)),
  };
}

async function* recordsOf(
  stretches: readonly { start: bigint; end: bigint }[],
): AsyncGenerator<JsonObject> {
  const { logs } = await ledger();
  for (const stretch of stretches) {
    for await (const { entry } of logs.calls.reader.range(stretch)) {
      if (entry.body) yield entry.body.data;
    }
  }
}
