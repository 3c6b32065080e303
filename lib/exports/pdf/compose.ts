import { utcText } from "@/lib/core/clock";
import type { Cell, ColumnFacts } from "../cells";
import type { Provenance } from "../schema";
import { CSV_FORM, provenanceSections } from "../view";
import { columnBands } from "./column-bands";
import type { Block, PdfDocument, Section } from "./document";

/** Makes the document of an export from its block and rows. */
export type Compose = (
  provenance: Provenance,
  columns: readonly ColumnFacts[],
  rows: readonly (readonly Cell[])[],
) => PdfDocument;

/** The document of one export: cover with provenance, the rows, then what the columns mean. Pure. */
export function composeExport(
  provenance: Provenance,
  columns: readonly ColumnFacts[],
  rows: readonly (readonly Cell[])[],
): PdfDocument {
  const { export: about, organisation, installation, time, integrity } = provenance;
  const sections = provenanceSections(provenance);
  return {
    title: about.title,
    entity: organisation,
    createdAt: new Date(provenance.generatedAt),
    demo: installation.environment === "DEMO",
    head: {
      left: organisation,
      middle: [about.title, ...(about.artifactId ? [about.artifactId] : [])].join(" · "),
      right: `As of ${utcText(new Date(time.asOf))} · Restricted`,
    },
    foot: `Export ${about.id} · generated ${utcText(new Date(provenance.generatedAt))} · version ${about.version} · data ${integrity.dataSha256.slice(0, 16)}`,
    cover: {
      kicker: [about.artifactId, "Register extract", about.classification]
        .filter(Boolean)
        .join(" · "),
      lead: leadOf(provenance),
      facts: sections.filter(({ title }) => title !== CSV_FORM),
    },
    sections: [
      ...rowSections(provenance, columns, rows),
      { title: "What the columns mean", blocks: [dictionary(columns), ...formBlocks(sections)] },
    ],
  };
}

function leadOf({ rows, filters, time, installation }: Provenance): string {
  const rowsText = rows.count === 1 ? "1 row" : `${rows.count.toLocaleString("en")} rows`;
  const asked = filters.length > 0 ? filters.join("; ") : "Filters: none";
  const demo = installation.environment === "DEMO" ? "Demo data: nothing here is real. " : "";
  return `${demo}${rowsText} as of ${utcText(new Date(time.asOf))}. ${asked}.`;
}

function rowSections(
  { query }: Provenance,
  columns: readonly ColumnFacts[],
  rows: readonly (readonly Cell[])[],
): Section[] {
  const bands = columnBands(columns, rows);
  return bands.map((band, index) => ({
    title:
      bands.length === 1 ? "Rows" : `Rows, columns ${band.from} to ${band.to} of ${columns.length}`,
    blocks: [
      ...(index === 0 ? [] : [repeated]),
      { kind: "table", ...band.table, empty: `None in period. Query ${query.id}.` },
    ],
  }));
}

const repeated: Block = {
  kind: "paragraph",
  text: "The same rows in the same order; the row number says which.",
};

function dictionary(columns: readonly ColumnFacts[]): Block {
  return {
    kind: "table",
    columns: [
      { header: "Column", width: 150, align: "left", style: "cell" },
      { header: "Name in CSV", width: 140, align: "left", style: "cellFixed" },
      { header: "Type", width: 60, align: "left", style: "cell" },
      { header: "Meaning", width: 395, align: "left", style: "cell" },
    ],
    rows: columns.map(({ header, key, type, definition }) => [header, key, type, definition]),
    empty: "No columns.",
  };
}

function formBlocks(sections: ReturnType<typeof provenanceSections>): Block[] {
  return [
    { kind: "facts", groups: sections.filter(({ title }) => title === CSV_FORM) },
    {
      kind: "paragraph",
      text: "A character that the embedded fonts cannot draw is shown by its code point, such as [U+5F20]. The text behind it, and the CSV and Excel exports of the same query, hold the character itself.",
    },
  ];
}
