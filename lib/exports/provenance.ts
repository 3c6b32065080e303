import type { ColumnFacts } from "./cells";
import { CSV_RULES } from "./csv";
import { JSONL_RULES } from "./jsonl";
import type { ExportFormat } from "./labels";
import type { Anchor, KeptProvenance, LedgerRows, Provenance } from "./schema";

/** Where an export was made: looked up once per export, the same for all its formats. */
export type Origin = {
  organisation: string;
  installation: { id: string; environment: "production" | "DEMO" };
  systemOfRecord: { name: string; address: string; database: string; schemaVersion: string };
  software: { name: string; version: string; commit: string };
};

/** Who made an export. `name` goes into the file and never into the change log or the register. */
export type Generator = {
  kind: string;
  id: string;
  name: string;
  roles: string[];
  signIn: string;
};

/** What the rows say about themselves once all have been read (IPE-07, IPE-10). */
export type Tally = {
  count: number;
  distinctKeys: number;
  earliest: string | null;
  latest: string | null;
  /** SHA-256 over the CSV form of the same rows, whatever the file's format. */
  dataSha256: string;
  /** Which entries of the ledger the rows are; null where rows are no entries. */
  ledger: LedgerRows | null;
};

/** The checkpoint in force, or why none is named. */
export type Anchored = Anchor | "none" | "unreadable";

/** Where, by whom and under which checkpoint an export is made. */
export type Circumstances = { origin: Origin; by: Generator; anchored: Anchored };

/** What is known before the rows are read. */
export type Wish = {
  id: string;
  title: string;
  artifactId: string | null;
  format: ExportFormat;
  fileName: string;
  queryId: string;
  parameters: Record<string, string>;
  asOf: string;
  period: { start: string; end: string } | null;
  filters: readonly string[];
  scope: string;
  sort: string;
  primaryKey: string;
  columns: readonly ColumnFacts[];
  /** How many rows the source says match. */
  total: number;
  controlTotals: Record<string, Record<string, number>>;
  generatedAt: string;
  /** What the rows leave out although no filter says so; empty if nothing. */
  exclusions?: readonly string[];
  /** Entries of the log the rows come from, and why those that are no row are none. */
  log?: { size: number; excluded: Record<string, number> };
  ledgerReason?: string;
  storage?: string;
  redaction?: () => Redaction;
};

/** Which rules redacted the rows, in words, and what they replaced. Asked once all rows are read. */
export type Redaction = Provenance["redaction"];

const ROWS_ARE_ENTRIES =
  "each row is an entry of the ledger; the indices between that are not in this file are other entries, or changes that filters and scope leave out";
const ROWS_ARE_RECORDS =
  "the rows are records of the database and no entries of the ledger; each change of one of them is, and the change log says where";

const ANCHORED = (log: string) =>
  `the newest checkpoint of the ${log} ledger when this was made; that this was made is an entry of its own, under a later checkpoint. No RFC 3161 token`;
const NOT_ANCHORED = {
  none: "no checkpoint had been signed when this was made",
  unreadable: "the ledger could not be read when this was made",
} as const;

/** The provenance block (evidence-requirements 4.1). Every field is present in every export. */
export function provenanceOf(
  wish: Wish,
  { origin, by, anchored }: Circumstances,
  rows: Tally,
): Provenance {
  return {
    provenanceVersion: 3,
    export: {
      id: wish.id,
      title: wish.title,
      artifactId: wish.artifactId,
      version: 1,
      format: wish.format,
      fileName: wish.fileName,
      classification: "Restricted: for the organisation and its auditors",
    },
    organisation: origin.organisation,
    installation: origin.installation,
    systemOfRecord: origin.systemOfRecord,
    query: {
      id: wish.queryId,
      parameters: wish.parameters,
      logic: "the text of the query is part of the software; its version and commit fix it",
    },
    software: origin.software,
    time: {
      asOf: wish.asOf,
      period: wish.period && { ...wish.period, bounds: "start inclusive, end exclusive" },
      zone: "UTC",
      offset: "+00:00",
      rowTimes: "RFC 3339, UTC, milliseconds",
    },
    filters: [...wish.filters],
    ...(wish.exclusions ? { exclusions: [...wish.exclusions] } : {}),
    scope: wish.scope,
    generatedBy: by,
    generatedAt: wish.generatedAt,
    ...countsOf(wish, rows),
    integrity: {
      dataSha256: rows.dataSha256,
      dataForm:
        "the rows as CSV writes them, head line and all columns included, whatever this format shows",
      ...anchorOf(anchored),
      ...(wish.storage ? { storage: wish.storage } : {}),
    },
    truncated: false,
    redaction: wish.redaction?.() ?? NO_REDACTION,
    csv: CSV_RULES,
    ...(wish.format === "jsonl" ? { jsonl: JSONL_RULES } : {}),
  };
}

const NO_REDACTION: Redaction = {
  ruleset: null,
  statement: "No redaction rules apply to registers.",
};

function anchorOf(anchored: Anchored) {
  return typeof anchored === "string"
    ? { anchor: null, anchorReason: NOT_ANCHORED[anchored] }
    : { anchor: anchored, anchorReason: ANCHORED(logOf(anchored)) };
}

// The last part of an origin names the log.
function logOf({ origin }: Anchor): string {
  return origin.slice(origin.lastIndexOf("/") + 1);
}

function countsOf(wish: Wish, rows: Tally) {
  return {
    rows: {
      count: rows.count,
      distinctKeys: rows.distinctKeys,
      earliest: rows.earliest,
      latest: rows.latest,
      controlTotals: wish.controlTotals,
      ledger: rows.ledger,
      ledgerReason: wish.ledgerReason ?? (rows.ledger ? ROWS_ARE_ENTRIES : ROWS_ARE_RECORDS),
    },
    sort: wish.sort,
    primaryKey: wish.primaryKey,
    columns: wish.columns.map(({ width: _, notIn, ...facts }) => ({
      ...facts,
      notIn: [...notIn],
      null: "an empty field without quotes: no value",
    })),
    reconciliation: {
      matching: wish.total,
      included: rows.count,
      excluded: wish.total - rows.count,
      statement: "rows that match the filters within the scope = rows in this file",
      ...(wish.log ? { log: wish.log } : {}),
    },
  };
}

/**
 * The block as it is kept: the id of a person, never a name, because names can be erased. So the filters
 * are kept as they were asked for, not in the words of the file, which name people.
 */
export function withoutNames(provenance: Provenance): KeptProvenance {
  const { name: _, ...generatedBy } = provenance.generatedBy;
  const filters = provenance.filters.length === 0 ? [] : askedIn(provenance.query.parameters);
  return { ...provenance, filters, generatedBy };
}

const NOT_FILTERS: readonly string[] = ["sort", "dir"];

function askedIn(parameters: Readonly<Record<string, string>>): string[] {
  return Object.entries(parameters)
    .filter(([name, value]) => value !== "" && !NOT_FILTERS.includes(name))
    .map(([name, value]) => `${name}: ${value}`);
}
