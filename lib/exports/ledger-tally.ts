import type { LedgerRows } from "./schema";

/**
 * Where a row stands in the ledger: no index while it is on its way. `check`: whether the row says what its entry says;
 * a row that is neither there nor on its way differs too.
 */
export type RowPlace = { index: bigint | null; check: "same" | "differs" | "unread" };

/** Rows that are entries of a log: which log, how far it is sealed, and the place of each row. */
export type PlacesOfRows<Row> = {
  origin: string;
  sealedSize: bigint;
  placeOf: (row: Row) => RowPlace;
};

/** Counts the places of rows on the way, for the ledger's part of the block (IPE-07, IPE-09). */
export function tallyingPlaces<Row>({ origin, sealedSize, placeOf }: PlacesOfRows<Row>) {
  const checks = { same: 0, differs: 0, unread: 0 };
  const [indices, counts] = [span(), { recorded: 0, sealed: 0, recording: 0 }];
  const addPlace = ({ index, check }: RowPlace) => {
    checks[check] += 1;
    if (index === null) {
      if (check === "unread") counts.recording += 1;
      return;
    }
    counts.recorded += 1;
    if (index < sealedSize) counts.sealed += 1;
    indices.add(index);
  };
  return {
    add(rows: readonly Row[]): void {
      for (const row of rows) addPlace(placeOf(row));
    },
    total(): LedgerRows {
      const { first, last, width } = indices.total();
      const others = Math.max(0, width - counts.recorded);
      return {
        origin,
        first,
        last,
        others,
        ...counts,
        same: checks.same,
        different: checks.differs,
      };
    },
  };
}

/** Lowest and highest of some indices, and how many lie from one to the other. */
function span() {
  let [first, last]: [bigint | null, bigint | null] = [null, null];
  return {
    add(index: bigint): void {
      if (first === null || index < first) first = index;
      if (last === null || index > last) last = index;
    },
    total() {
      if (first === null || last === null) return { first: null, last: null, width: 0 };
      return { first: Number(first), last: Number(last), width: Number(last - first) + 1 };
    },
  };
}
