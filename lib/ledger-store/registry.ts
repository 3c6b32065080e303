// What the index of the calls log takes from the room that knows what a call is. This file alone may know a domain.
import {
  CALL_COLUMNS,
  type CallEntry,
  callColumns,
  HEARTBEAT,
} from "@/lib/activity/index/call-row";
import {
  CALLER_DIMENSIONS,
  DAY_DIMENSIONS,
  type HeartbeatSum,
  heartbeatsIn,
  PLACE_DIMENSIONS,
} from "@/lib/activity/index/usage";
import type { Entry } from "@/lib/ledger/entry";

type Value = string | number | bigint | Uint8Array | null;

/** The columns of a call beyond those of every entry, and the sums that are kept over calls. */
export const CALLS = {
  columns: CALL_COLUMNS,
  dayDimensions: DAY_DIMENSIONS,
  callerDimensions: CALLER_DIMENSIONS,
  placeDimensions: PLACE_DIMENSIONS,
  /** The kind of rows that are nobody's call. */
  heartbeat: HEARTBEAT,
  /** In the order of `columns`; all null where the entry is no record of a gateway. */
  cellsOf: (entry: Entry): Value[] => {
    const [readable] = callEntry(entry);
    const columns = readable ? callColumns(readable) : null;
    return CALL_COLUMNS.map((name) => columns?.[name] ?? null);
  },
  heartbeatsIn: (entries: readonly Entry[]): HeartbeatSum[] =>
    heartbeatsIn(entries.flatMap(callEntry)),
} as const;

function callEntry({ body, idx, ts }: Entry): CallEntry[] {
  if (body === null) return [];
  const { type, key, src, data } = body;
  return [{ idx, ts, type, key, src, data }];
}
