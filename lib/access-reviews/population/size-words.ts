import { LINES_MAX, READ_MAX } from "./population-limits";

const NARROW =
  "Narrow the scope to fewer servers, environments or agents, and prepare a review for each part.";

/** Why a review cannot hold so many lines, in a sentence that says what to do; null: it can. `about`: where it is not all of them. */
export function tooManyLines(lines: number, about = ""): string | null {
  if (lines <= LINES_MAX) return null;
  return `Its scope holds ${about}${lines.toLocaleString("en")} lines, and one review holds ${LINES_MAX.toLocaleString("en")} at most. ${NARROW}`;
}

/** The same of lines of gateways that would have to be read for it. */
export function tooManyToRead(lines: number): string | null {
  if (lines <= READ_MAX) return null;
  return `Gateways enforce ${lines.toLocaleString("en")} lines within its scope, and one review reads ${READ_MAX.toLocaleString("en")} at most. ${NARROW}`;
}
