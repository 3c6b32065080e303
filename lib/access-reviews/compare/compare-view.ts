import { lineTitle, type Names, outcomeWords } from "../overview/lines-view";
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
    environment: shown.line.environment ?? "",
    state,
    differences: fields.map((each) => differenceWords(each, names)),
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
