import { environmentWord, lineTitle, type Names, outcomeWords } from "../overview/lines-view";
import type { ComparedLine } from "./compare";
import type { ComparedState } from "./compare-labels";

/** A line of a comparison in a list; `id` is that of the newer line where there is one. */
export type ComparedRow = {
  readonly id: string;
  readonly what: string;
  readonly environment: string;
  readonly state: ComparedState;
  readonly differences: readonly string[];
  readonly before: string;
  readonly now: string;
};

export function toComparedRow(compared: ComparedLine, names: Names): ComparedRow | null {
  const { before, now, state, fields } = compared;
  const shown = now ?? before;
  if (shown === null) return null;
  return {
    id: shown.id,
    what: lineTitle(shown.line, names),
    environment: environmentWord(shown.line.environment),
    state,
    differences: fields.map((each) => shortened(differenceWords(each, names))),
    before: before === null ? "" : outcomeWords(before, names),
    now: now === null ? "" : outcomeWords(now, names) || "Not decided yet",
  };
}

/** One difference in words; people by name. */
export function differenceWords(
  { field, before, after }: ComparedLine["fields"][number],
  names: Names,
): string {
  const shown = (text: string) => names.get(text)?.name ?? (text === "" ? "none" : text);
  return `${field}: ${shown(before)} → ${shown(after)}`;
}

// On the screen an id is told apart by its beginning, and an instant by its day; the file holds them whole.
function shortened(words: string): string {
  return words
    .replaceAll(/\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "$1…")
    .replaceAll(/\b(\d{4}-\d{2}-\d{2})T[\d:.]+Z/g, "$1");
}
