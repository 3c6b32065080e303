import { CST, Lexer } from "yaml";
import { YAML_DEPTH_MAX, YAML_PARTS_MAX } from "../limits";

const OPENS: ReadonlySet<string> = new Set(["flow-seq-start", "flow-map-start"]);
const CLOSES: ReadonlySet<string> = new Set(["flow-seq-end", "flow-map-end"]);
const INDICATORS: ReadonlySet<string> = new Set(["seq-item-ind", "explicit-key-ind"]);
const PARTS: ReadonlySet<string> = new Set([...INDICATORS, "map-value-ind", "comma"]);

/**
 * Where a file goes beyond what agents need: nested too deep, or of too many parts; null if nowhere. Read
 * off the tokens, before anything is built from them: a short text can nest a hundred thousand levels, and
 * the keys of one map are compared each with each.
 */
export function tooMuchAt(text: string): { line: number; why: "deep" | "many" } | null {
  const seen = { line: 1, parts: 0, brackets: 0, dashes: 0 };
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token) ?? "";
    seen.brackets += stepOf(type);
    seen.dashes += INDICATORS.has(type) ? 1 : 0;
    seen.parts += PARTS.has(type) ? 1 : 0;
    if (Math.max(seen.brackets, seen.dashes) > YAML_DEPTH_MAX)
      return { line: seen.line, why: "deep" };
    if (seen.parts > YAML_PARTS_MAX) return { line: seen.line, why: "many" };
    const breaks = token.split("\n").length - 1;
    if (breaks > 0) seen.dashes = 0;
    seen.line += breaks;
  }
  return null;
}

function stepOf(type: string): -1 | 0 | 1 {
  if (OPENS.has(type)) return 1;
  return CLOSES.has(type) ? -1 : 0;
}
