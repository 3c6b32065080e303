import { canonicalJson } from "@/lib/ledger/canonical-json";
import type { Event, Receipt } from "@/lib/ledger/event";
import { placesOfChanges } from "@/lib/ledger-store/queries";
import { type EntryRead, readEntries } from "@/lib/ledger-store/queries-proofs";
import type { AppendChanges } from "./relay";

/**
 * Appends what does not stand in the governance log yet. The ledger itself knows a repeated key for a number of days; an
 * outbox can wait longer. The index proposes, the entry decides. Errors: unavailable.
 */
export function appendOnce(append: AppendChanges): AppendChanges {
  return async (events) => {
    const known = await receiptsOfKnown(events);
    const fresh = events.filter(({ key }) => !known.has(key));
    const receipts = fresh.length === 0 ? [] : await append(fresh);
    const byKey = new Map(fresh.map(({ key }, at) => [key, receipts[at]]));
    return events.map(({ key }) => {
      const receipt = known.get(key) ?? byKey.get(key);
      if (receipt === undefined) throw new Error("an event without a receipt");
      return receipt;
    });
  };
}

/** Whether an entry says what an event says. */
export function isEntryOf(event: Event, entry: NonNullable<EntryRead>): boolean {
  return (
    entry.type === event.type &&
    entry.source === event.source.id &&
    entry.key === event.key &&
    canonicalJson(entry.data) === canonicalJson(event.data)
  );
}

async function receiptsOfKnown(events: readonly Event[]): Promise<Map<string, Receipt>> {
  const places = await placesOfChanges(events.map(({ key }) => key));
  if (places.size === 0) return new Map();
  const indices = [...places.values()].map(({ index }) => index);
  const entries = await readEntries("governance", indices);
  return new Map(
    events.flatMap((event): [string, Receipt][] => {
      const entry = entries.get(places.get(event.key)?.index ?? -1n);
      if (!entry || !isEntryOf(event, entry)) return [];
      const { index, leafHash, ts } = entry;
      return [[event.key, { status: "duplicate", index, leafHash, ts }]];
    }),
  );
}
