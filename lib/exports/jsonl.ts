import type { Cell, ColumnFacts } from "./cells";

/** How JSON Lines are written, in words for the provenance block. */
export const JSONL_RULES = {
  encoding: "UTF-8 without byte order mark",
  form: "one JSON object per line, LF after every line, the same members in the same order in each",
  values:
    "text, number, boolean or null as the schema beside it says; instants as RFC 3339 text; a column of type json holds a value as the ledger has it",
} as const;

type Facts = Pick<ColumnFacts, "key" | "type">;

/** One row as a line of JSON, its LF included. */
export function jsonLine(columns: readonly Facts[], cells: readonly Cell[]): string {
  const members = columns.map(
    ({ key, type }, at) => `${JSON.stringify(key)}:${jsonValue(type, cells[at] ?? null)}`,
  );
  return `{${members.join(",")}}\n`;
}

function jsonValue(type: Facts["type"], cell: Cell): string {
  return type === "json" && typeof cell === "string" ? cell : JSON.stringify(cell);
}

const JSON_TYPE = {
  text: "string",
  number: "number",
  boolean: "boolean",
  instant: "string",
  date: "string",
  json: null,
} as const satisfies Record<ColumnFacts["type"], string | null>;

/** The schema of a line (DAT-01), as JSON Schema 2020-12. */
export function jsonlSchema(title: string, columns: readonly ColumnFacts[]): string {
  const properties = columns.map(({ key, type, header, definition }) => [
    key,
    {
      title: header,
      description: definition,
      ...(JSON_TYPE[type] ? { type: [JSON_TYPE[type], "null"] } : {}),
      ...(type === "instant" ? { format: "date-time" } : {}),
      ...(type === "date" ? { format: "date" } : {}),
    },
  ]);
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title,
    type: "object",
    properties: Object.fromEntries(properties),
    required: columns.map(({ key }) => key),
    additionalProperties: false,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
