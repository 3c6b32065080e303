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

/** The provenance block as it is kept (evidence-requirements 4.1): by ids, because names can be erased. */
export const keptProvenance = z.object({
  provenanceVersion: z.literal(1),
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
    ledger: z.null(),
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
  reconciliation: z.object({ matching: count, included: count, excluded: count, statement: text }),
  // IPE-10
  integrity: z.object({ dataSha256: text, dataForm: text, anchor: z.null(), anchorReason: text }),
  // IPE-11
  truncated: z.literal(false),
  // IPE-12
  redaction: z.object({ ruleset: z.null(), statement: text }),
  // IPE-13
  csv: z.object({ encoding: text, form: text, quoting: text, formulas: text, ids: text }),
});
export type KeptProvenance = z.infer<typeof keptProvenance>;

/** The block as a file holds it, with the name of whoever made it. */
export type Provenance = KeptProvenance & { generatedBy: { name: string } };

/** What the register keeps of an export: the block, and what files were made. */
export const keptExport = keptProvenance.extend({
  files: z.array(z.object({ name: text, bytes: count, sha256: text })),
});
