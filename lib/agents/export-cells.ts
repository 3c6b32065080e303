import type { ExportColumn } from "@/lib/exports/cells";
import type { AgentContent, ContentField } from "./content";
import { fieldWords } from "./field-words";
import type { ExportedAgent } from "./queries";
import { type Around, personFrom } from "./words";

/** An agent as a line of the export: the whole row, its content, and the people around it. */
export type ExportRow = {
  agent: ExportedAgent;
  content: AgentContent;
  around: Around;
  /** `2026-11-21`. */
  today: string;
};

export type Column = ExportColumn<ExportRow>;

export function text(
  key: string,
  header: string,
  definition: string,
  value: (row: ExportRow) => string,
  width?: number,
): Column {
  return { key, header, definition, type: "text", value, ...(width ? { width } : {}) };
}

export function said(key: string, header: string, definition: string, field: ContentField): Column {
  return text(key, header, definition, ({ content, around }) =>
    fieldWords(content, field, (id) => around.names.get(id)?.name ?? id),
  );
}

export function number(
  key: string,
  header: string,
  definition: string,
  value: (row: ExportRow) => number,
): Column {
  return { key, header, definition, type: "number", value };
}

export function instant(
  key: string,
  header: string,
  definition: string,
  value: (row: ExportRow) => Date | null,
): Column {
  return { key, header, definition, type: "instant", value };
}

export function date(
  key: string,
  header: string,
  definition: string,
  value: (row: ExportRow) => Date | null,
): Column {
  return { key, header, definition, type: "date", value };
}

// A person is two columns: the name as it is known today, and the id that evidence holds.
export function person(
  key: string,
  header: string,
  does: string,
  idOf: (agent: ExportedAgent) => string | null,
): Column[] {
  return [
    {
      key,
      header,
      definition: `Name of the person who ${does}; empty if nobody.`,
      type: "text",
      value: ({ agent, around }) => {
        const id = idOf(agent);
        return id === null ? null : personFrom(around)(id).name;
      },
    },
    {
      key: `${key}_id`,
      header: `${header} (id)`,
      definition: `Opaque id of the person who ${does}; empty if nobody.`,
      type: "text",
      value: ({ agent }) => idOf(agent),
      width: 36,
    },
  ];
}
