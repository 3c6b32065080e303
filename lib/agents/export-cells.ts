import type { ExportColumn } from "@/lib/exports/cells";
import { columnsOf, personColumnsOf } from "@/lib/exports/columns";
import type { AgentContent, ContentField } from "./content";
import { fieldWords } from "./field-words";
import type { ExportedAgent } from "./queries";
import type { Around } from "./words";

/** An agent as a line of the export: the whole row, its content, and the people around it. */
export type ExportRow = {
  agent: ExportedAgent;
  content: AgentContent;
  around: Around;
  /** `2026-11-21`. */
  today: string;
};

export type Column = ExportColumn<ExportRow>;

export const { text, number, instant, date } = columnsOf<ExportRow>();
export const person = personColumnsOf<ExportRow>(({ around }) => around.names);

/** What a field of the content says, in words. */
export function said(key: string, header: string, definition: string, field: ContentField): Column {
  return text(key, header, definition, ({ content, around }) =>
    fieldWords(content, field, (id) => around.names.get(id)?.name ?? id),
  );
}
