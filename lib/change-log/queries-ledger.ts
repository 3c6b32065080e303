import "server-only";
import { AppError } from "@/lib/core/app-error";
import { logError } from "@/lib/core/log";
import { read } from "@/lib/db/read";
import { LedgerDamage } from "@/lib/ledger-store/damage";
import { getLastSeal, getSealOf, placesOfChanges, type Seal } from "@/lib/ledger-store/queries";
import {
  type EntryRead,
  getEntry,
  type LedgerEntry,
  readEntries,
} from "@/lib/ledger-store/queries-proofs";
import type { SubjectKind } from "./actions";
import { isEntryOf } from "./append-once";
import { changeEvent, type RecordedChange } from "./change-event";

/** Where a change stands on its way into the governance log. `lost`: it neither waits nor stands in the index. */
export type ChangePlace =
  | { state: "recording"; fault: string | null }
  | { state: "recorded" | "sealed"; index: bigint; ts: Date; leafHash: string }
  | { state: "lost" };

/** Where changes stand, by their ids; at most 1,000. */
export async function placesOf(ids: readonly string[]): Promise<Map<string, ChangePlace>> {
  // In this order: a row leaves the outbox only after its place is in the index.
  const waiting = await read().outboxEntry.findMany({
    where: { changeId: { in: [...ids] } },
    select: { changeId: true, fault: true },
    take: 1_000,
  });
  const faults = new Map(waiting.map(({ changeId, fault }) => [changeId, fault]));
  const [places, seal] = await Promise.all([placesOfChanges(ids), getLastSeal("governance")]);
  return new Map(
    ids.map((id): [string, ChangePlace] => {
      const place = places.get(id);
      if (!place) {
        const fault = faults.get(id);
        return [id, fault === undefined ? { state: "lost" } : { state: "recording", fault }];
      }
      const state = seal && place.index < seal.size ? "sealed" : "recorded";
      const { index, ts, leafHash } = place;
      return [id, { state, index, ts, leafHash }];
    }),
  );
}

/** What the ledger says to a change that is shown from its row. Each difference is said by itself. */
export type Comparison =
  | { read: "same" | "unavailable" }
  | { read: "differs"; row: boolean; record: boolean }
  | { read: "damaged"; detail: string };

/** A change's place with what proves it: the hash of its leaf, the first checkpoint over it, and the comparison. */
export type ChangeProof = {
  place: ChangePlace;
  leafHash: string | null;
  seal: Seal | null;
  comparison: Comparison | null;
};

/** The proof of one change. Its entry is read from the ledger itself and compared with the row and with the index. */
export async function proofOfChange(change: RecordedChange): Promise<ChangeProof> {
  const place = (await placesOf([change.id])).get(change.id) ?? { state: "lost" };
  if (place.state === "recording" || place.state === "lost") {
    return { place, leafHash: null, seal: null, comparison: null };
  }
  const [entry, seal] = await Promise.all([
    readEntry(place.index),
    getSealOf("governance", place.index),
  ]);
  if (!("index" in entry)) return { place, leafHash: null, seal, comparison: entry };
  return { place, leafHash: entry.leafHash, seal, comparison: compared(change, entry) };
}

/** When the ledger accepted a change, by its entry, which says what the change's row says; null until then, and where it says something else. */
export async function getRecordedAt(change: RecordedChange): Promise<Date | null> {
  const { place, comparison } = await proofOfChange(change);
  return "ts" in place && comparison?.read === "same" ? place.ts : null;
}

/** The proof of how a subject came to be: of its first change; null if there is none. The caller has seen that the subject is theirs to read. */
export async function proofOfFirstChange(
  subjectKind: SubjectKind,
  subjectId: string,
): Promise<ChangeProof | null> {
  const first = await read().changeLogEntry.findFirst({
    where: { subjectKind, subjectId },
    orderBy: { seq: "asc" },
  });
  return first && (await proofOfChange(first));
}

/** Where changes stand, and whether each says what its entry in the ledger says; `check` is "unread" where that is not known. At most 1,000. */
export async function checkedPlacesOf(changes: readonly RecordedChange[]) {
  const places = await placesOf(changes.map(({ id }) => id));
  const indices = [...places.values()].flatMap((place) => ("index" in place ? [place.index] : []));
  const entries = await entriesAt(indices);
  return new Map(
    changes.map((change) => {
      const place = places.get(change.id) ?? { state: "lost" };
      return [change.id, { place, check: checkOf(change, place, entries) }];
    }),
  );
}

async function entriesAt(indices: readonly bigint[]): Promise<Map<bigint, EntryRead> | null> {
  if (indices.length === 0) return new Map();
  const ascending = [...indices].sort((a, b) => (a < b ? -1 : 1));
  return readEntries("governance", ascending).catch((error: unknown) => {
    logError("change-log.ledger-unread", error);
    return null;
  });
}

function checkOf(
  change: RecordedChange,
  place: ChangePlace,
  entries: Map<bigint, EntryRead> | null,
): "same" | "differs" | "unread" {
  if (place.state === "recording") return "unread";
  if (place.state === "lost") return "differs";
  const entry = entries?.get(place.index);
  if (entry === undefined) return "unread";
  const same = entry !== null && entry.leafHash === place.leafHash && isSameRecord(change, entry);
  return same ? "same" : "differs";
}

/** Whether a change as its row tells it is what its entry says. */
function isSameRecord(change: RecordedChange, entry: NonNullable<EntryRead>): boolean {
  return isEntryOf(changeEvent(change), entry);
}

function compared(change: RecordedChange, entry: LedgerEntry): Comparison {
  const [row, record] = [!entry.rowFits, !isSameRecord(change, entry)];
  return row || record ? { read: "differs", row, record } : { read: "same" };
}

async function readEntry(index: bigint): Promise<LedgerEntry | Comparison> {
  try {
    return await getEntry("governance", index);
  } catch (error) {
    if (error instanceof LedgerDamage) return { read: "damaged", detail: error.message };
    if (error instanceof AppError && error.code === "not_found") {
      return { read: "damaged", detail: `The index names entry ${index}, which the ledger lacks.` };
    }
    logError("change-log.ledger-unread", error);
    return { read: "unavailable" };
  }
}
