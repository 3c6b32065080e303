import { z } from "zod";
import { EXPORT_FORMATS } from "./labels";

const text = z.string();
const count = z.number().int().nonnegative();

const generatedBy = z.object({
  kind: text,
  id: text,
  roles: z.array(text),
  signIn: text,
});

/** Which entries of the ledger the rows are, and how the rows compare with them. */
const ledgerRows = z.object({
  origin: text,
  /** Lowest and highest index; null where no row has one. */
  first: count.nullable(),
  last: count.nullable(),
  /** Indices between them that are no row of this file. */
  others: count,
  /** Rows that have an index, and how many of them the checkpoint covers. */
  recorded: count,
  sealed: count,
  /** Rows that are not in the ledger yet. */
  recording: count,
  /** Rows that say what their entry says, and those that do not. */
  same: count,
  different: count,
});

/** A checkpoint as it was signed. `root` is base64, `keyIds` are those of its signature lines. */
const anchor = z.object({
  origin: text,
  size: count,
  root: text,
  keyIds: z.array(text),
  signedAt: text,
  note: text,
});

/** The provenance block as it is kept (evidence-requirements 4.1): by ids, because names can be erased. Version 1 knew no ledger, 2 no exclusions. */
export const keptProvenance = z.object({
  provenanceVersion: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  // IPE-01
  export: z.object({
    id: text,
    title: text,
    artifactId: text.nullable(),
    version: count,
    format: z.enum(EXPORT_FORMATS),
    fileName: text,
    classification: text,
  }),
  // IPE-02
  organisation: text,
  installation: z.object({ id: text, environment: z.enum(["production", "DEMO"]) }),
  systemOfRecord: z.object({ name: text, address: text, database: text, schemaVersion: text }),
  // IPE-03
  query: z.object({ id: text, parameters: z.record(text, text), logic: text }),
  software: z.object({ name: text, version: text, commit: text }),
  // IPE-04
  time: z.object({
    asOf: text,
    period: z.object({ start: text, end: text, bounds: text }).nullable(),
    zone: text,
    offset: text,
    rowTimes: text,
  }),
  // IPE-05
  filters: z.array(text),
  /** What rows leave out although no filter says so. */
  exclusions: z.array(text).optional(),
  scope: text,
  // IPE-06
  generatedBy,
  generatedAt: text,
  // IPE-07
  rows: z.object({
    count,
    distinctKeys: count,
    earliest: text.nullable(),
    latest: text.nullable(),
    controlTotals: z.record(text, z.record(text, count)),
    ledger: ledgerRows.nullable(),
    ledgerReason: text,
  }),
  // IPE-08
  sort: text,
  primaryKey: text,
  columns: z.array(
    z.object({
      key: text,
      header: text,
      definition: text,
      type: text,
      null: text,
      notIn: z.array(text),
    }),
  ),
  // IPE-09
  reconciliation: z.object({
    matching: count,
    included: count,
    excluded: count,
    statement: text,
    /** Where rows are entries of a log: how many it has, and why those that are no row are none. They add up. */
    log: z.object({ size: count, excluded: z.record(text, count) }).optional(),
  }),
  // IPE-10
  integrity: z.object({
    dataSha256: text,
    dataForm: text,
    anchor: anchor.nullable(),
    anchorReason: text,
    /** Where the log lies, and who could have changed it before it was anchored (LOG-09). */
    storage: text.optional(),
  }),
  // IPE-11
  truncated: z.literal(false),
  // IPE-12
  redaction: z.object({
    ruleset: text.nullable(),
    statement: text,
    /** What was replaced in these rows, by type. */
    counts: z.record(text, count).optional(),
  }),
  // IPE-13
  csv: z.object({ encoding: text, form: text, quoting: text, formulas: text, ids: text }),
  /** How JSON Lines are written, where the export is one. */
  jsonl: z.object({ encoding: text, form: text, values: text }).optional(),
});
export type LedgerRows = z.infer<typeof ledgerRows>;
export type Anchor = z.infer<typeof anchor>;
export type KeptProvenance = z.infer<typeof keptProvenance>;

/** The block as a file holds it, with the name of whoever made it. */
export type Provenance = KeptProvenance & { generatedBy: { name: string } };

/** What the register keeps of an export: the block, and what files were made. */
export const keptExport = keptProvenance.extend({
  files: z.array(z.object({ name: text, bytes: count, sha256: text })),
});
