// What the index of the calls log takes from the room that knows what a call is. This file alone may know a domain.
import { CALL_COLUMNS, type CallEntry, callColumns } from "@/lib/activity/index/call-row";
import {
  type Counted,
  DAY_DIMENSIONS,
  PLACE_DIMENSIONS,
  type Sums,
  usageOf,
} from "@/lib/activity/index/usage";
import type { Entry } from "@/lib/ledger/entry";

type Value = string | number | bigint | Uint8Array | null;

/** A row whose place a newer version takes, and sums: what `usage-write.ts` writes. */
export type { Counted, Sums };

/** The columns of a call beyond those of every entry, and the sums that are kept over calls. */
export const CALLS = {
  columns: CALL_COLUMNS,
  dayDimensions: DAY_DIMENSIONS,
  placeDimensions: PLACE_DIMENSIONS,
  /** In the order of `columns`; all null where the entry is no record of a gateway. */
  cellsOf: (entry: Entry): Value[] => {
    const columns = callColumnsOf(entry);
    return CALL_COLUMNS.map((name) => columns?.[name] ?? null);
  },
  /** Of entries that have just got their rows. `replaced`: rows whose place newer versions among them take, each once. */
  sumsOf: (entries: readonly Entry[], replaced: readonly Counted[]): Sums =>
    usageOf(entries.flatMap(callEntry), replaced),
  /** The index of the row that an entry takes the place of. */
  correctedBy: (entry: Entry): bigint | null =>
    entry.body?.data.corrects === undefined ? null : (callColumnsOf(entry)?.corrects ?? null),
} as const;

function callColumnsOf(entry: Entry) {
  const [readable] = callEntry(entry);
  return readable === undefined ? null : callColumns(readable);
}

function callEntry({ body, idx, ts }: Entry): CallEntry[] {
  return body === null
    ? []
    : [{ idx, ts, type: body.type, key: body.key, src: body.src, data: body.data }];
}
