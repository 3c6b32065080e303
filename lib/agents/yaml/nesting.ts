import { CST, Lexer } from "yaml";
import { YAML_DEPTH_MAX } from "../limits";

const OPENS: ReadonlySet<string> = new Set(["flow-seq-start", "flow-map-start"]);
const CLOSES: ReadonlySet<string> = new Set(["flow-seq-end", "flow-map-end"]);
const INDICATORS: ReadonlySet<string> = new Set(["seq-item-ind", "explicit-key-ind"]);

/**
 * The line on which brackets or dashes nest too deep; null if none does. Read off the tokens, before
 * anything is built from them, because a short text can nest a hundred thousand levels.
 */
export function tooDeepAt(text: string): number | null {
  let line = 1;
  let brackets = 0;
  let dashes = 0;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token) ?? "";
    brackets += stepOf(type);
    dashes += INDICATORS.has(type) ? 1 : 0;
    if (Math.max(brackets, dashes) > YAML_DEPTH_MAX) return line;
    const breaks = token.split("\n").length - 1;
    if (breaks > 0) dashes = 0;
    line += breaks;
  }
  return null;
}

function stepOf(type: string): -1 | 0 | 1 {
  if (OPENS.has(type)) return 1;
  return CLOSES.has(type) ? -1 : 0;
}
