import type { ExportColumn } from "./cells";
import type { ExportFormat } from "./labels";
import type { PlacesOfRows } from "./ledger-tally";
import type { Compose } from "./pdf/compose";
import type { Anchored, Redaction } from "./provenance";

/** What a room says about one export. Every field ends up in the provenance block. */
export type ExportSpec<Row> = {
  title: string;
  /** Artifact of evidence-requirements 0.2, `ART-02`. */
  artifactId?: string;
  /** `agents.list@1`: raise the number whenever the query means something else. */
  queryId: string;
  format: ExportFormat;
  fileStem: string;
  columns: readonly ExportColumn<Row>[];
  /** All rows, or pages of rows one after the other. */
  rows: readonly Row[] | AsyncIterable<readonly Row[]>;
  /** How many rows match, counted by the source itself; another number of rows read stops the export. */
  total: number;
  parameters: Record<string, string>;
  /** What was left out, in words; empty if nothing. */
  filters: readonly string[];
  /** What the generator may see at all, in words. */
  scope?: string;
  sort: string;
  /** Key of the column that tells rows apart. */
  primaryKey: string;
  asOf: Date;
  period?: { start: Date; end: Date } | null;
  timeOf?: (row: Row) => Date | null;
  controlTotals?: Record<string, Record<string, number>>;
  /** Where rows are entries of the ledger: which ones. */
  ledger?: PlacesOfRows<Row>;
  /** The checkpoint in force, where the room has asked for it already. */
  anchored?: Anchored;
  /** What the rows leave out although no filter says so, in words (IPE-05). */
  exclusions?: readonly string[];
  /** Where rows are entries of a log: how many it has, and why those that are no row are none (IPE-09). */
  log?: { size: number; excluded: Record<string, number> };
  /** Where the log lies, and who could have changed it before it was anchored (LOG-09). */
  storage?: string;
  /** Which rules redacted the rows (IPE-12); asked once all rows are read. */
  redaction?: () => Redaction;
  /** How rows and ledger belong together, where rows are neither entries of it nor records beside it. */
  ledgerReason?: string;
  /** A PDF of another shape than the register extract. */
  compose?: Compose;
};
