import type { ColumnFacts } from "../cells";
import type { ExportFormat } from "../labels";
import { type Anchored, provenanceOf, type Tally } from "../provenance";

/** A provenance block for tests of files: all its facts are made up. */
export function provenanceFixture(
  format: ExportFormat,
  {
    tally,
    columns = [],
    demo = false,
    anchored = "none",
  }: { tally?: Tally; columns?: ColumnFacts[]; demo?: boolean; anchored?: Anchored } = {},
) {
  const at = "2026-11-21T14:14:03.250Z";
  return provenanceOf(
    {
      id: "01KAJ8Y2X2M4T6V8W0Y2Z4B6D8",
      title: "Change log",
      artifactId: "ART-11",
      format,
      fileName: `x.${format}`,
      queryId: "change-log.list@1",
      parameters: { subject: "agent" },
      asOf: at,
      period: null,
      filters: [],
      scope: "every change",
      sort: "recorded, newest first",
      primaryKey: "id",
      columns,
      total: tally?.count ?? 0,
      controlTotals: { act: { registered: tally?.count ?? 0 } },
      generatedAt: at,
    },
    {
      origin: {
        organisation: "Nordwind Payments SE",
        installation: { id: "installation-1", environment: demo ? "DEMO" : "production" },
        systemOfRecord: {
          name: "Countersign",
          address: "http://localhost:3000",
          database: "countersign (PostgreSQL 18.4)",
          schemaVersion: "20261121000000_init",
        },
        software: { name: "Countersign", version: "0.1.0", commit: "unknown" },
      },
      by: {
        kind: "person",
        id: "person-1",
        name: "Otto Brandt",
        roles: ["compliance"],
        signIn: "password",
      },
      anchored,
    },
    tally ?? {
      count: 0,
      distinctKeys: 0,
      earliest: null,
      latest: null,
      dataSha256: "0".repeat(64),
      ledger: null,
    },
  );
}
