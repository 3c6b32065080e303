import { createHash } from "node:crypto";
import { type Cell, cellOf, type ExportColumn } from "./cells";
import { csvLine } from "./csv";
import { distinctCells } from "./distinct-cells";
import { type PlacesOfRows, tallyingPlaces } from "./ledger-tally";
import type { Tally } from "./provenance";

type Counted<Row> = {
  columns: readonly ExportColumn<Row>[];
  primaryKey: string;
  timeOf?: (row: Row) => Date | null;
  ledger?: PlacesOfRows<Row>;
};

/** Turns rows into cells and counts and hashes them on the way, so that a block can only say what is there. */
export function tallying<Row>({ columns, primaryKey, timeOf, ledger }: Counted<Row>) {
  const places = ledger && tallyingPlaces(ledger);
  const keyAt = columns.findIndex(({ key }) => key === primaryKey);
  if (keyAt < 0) throw new Error(`export: no column is called ${primaryKey}`);
  const head = bytesOf(csvLine(columns.map(({ key }) => key)));
  const hash = createHash("sha256").update(head);
  const keys = distinctCells();
  let count = 0;
  let earliest = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  return {
    head,
    add(rows: readonly Row[]): { cells: Cell[][]; csv: Uint8Array } {
      const cells = rows.map((row) => columns.map((column) => cellOf(column, row)));
      const csv = bytesOf(cells.map(csvLine).join(""));
      hash.update(csv);
      count += rows.length;
      for (const row of cells) keys.add(row[keyAt] ?? null);
      places?.add(rows);
      for (const at of rows.flatMap((row) => timeOf?.(row)?.getTime() ?? [])) {
        earliest = Math.min(earliest, at);
        latest = Math.max(latest, at);
      }
      return { cells, csv };
    },
    total(): Tally {
      return {
        count,
        distinctKeys: keys.count(),
        earliest: instantText(earliest),
        latest: instantText(latest),
        dataSha256: hash.digest("hex"),
        ledger: places?.total() ?? null,
      };
    },
  };
}

function instantText(at: number): string | null {
  return Number.isFinite(at) ? new Date(at).toISOString() : null;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
