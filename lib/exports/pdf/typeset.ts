import { type FontName, STYLE, type StyleName } from "./theme";
import type { Metrics } from "./ttf";

/** One drawn line of one font. `actual` is what it stands for, where the fonts could not draw it. */
export type Line = { text: string; font: FontName };

/** Text set to a width. `actual` is given where some characters are shown by their code points. */
export type SetText = { lines: readonly Line[]; actual?: string };

export type Fonts = Readonly<Record<FontName, Metrics>>;

/** Where a line may break although no space is there; compose puts it into long ids and instants. */
export const BREAK = "\u200b";

/** Width of one line in points. */
export function widthOf(fonts: Fonts, font: FontName, size: number, text: string): number {
  let width = 0;
  for (const char of text) width += fonts[font].advance(char.codePointAt(0) ?? 0);
  return width * size;
}

/** Breaks text into lines no wider than `width`. Nothing is cut off: a word that is too long is broken. */
export function setText(fonts: Fonts, styleName: StyleName, text: string, width: number): SetText {
  const style = STYLE[styleName];
  const font = fontFor(fonts, style.font, text);
  const shown = drawable(fonts[font], text);
  const measure = (part: string) => widthOf(fonts, font, style.size, part);
  const lines = shown
    .split("\n")
    .flatMap((paragraph) => broken(paragraph, width, measure))
    .map((line) => ({ text: line, font }));
  return shown === text ? { lines } : { lines, actual: text.replaceAll(BREAK, "") };
}

// The mono font has fewer scripts: a value in Greek is set in the text font rather than as code points.
function fontFor(fonts: Fonts, wanted: FontName, text: string): FontName {
  const draws = (name: FontName) => drawable(fonts[name], text) === text;
  return wanted === "mono" && !draws("mono") && draws("text") ? "text" : wanted;
}

/** Characters that a font cannot draw as their code points, `[U+5F20 U+4F1F]`: exact, if not pretty. */
export function drawable(font: Metrics, text: string): string {
  let shown = "";
  let missing: string[] = [];
  const flush = () => {
    if (missing.length > 0) shown += `[${missing.join(" ")}]`;
    missing = [];
  };
  for (const char of text.replaceAll("\t", "    ")) {
    const code = char.codePointAt(0) ?? 0;
    if (char === "\n" || char === BREAK || (code >= 0x20 && font.has(code))) {
      flush();
      shown += char;
    } else {
      missing.push(`U+${code.toString(16).toUpperCase().padStart(4, "0")}`);
    }
  }
  flush();
  return shown;
}

type Measure = (text: string) => number;

function broken(paragraph: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of piecesOf(paragraph)) {
    if (measure((line + piece).trimEnd()) <= width) {
      line += piece;
      continue;
    }
    if (line !== "") lines.push(line.trimEnd());
    const parts = measure(piece.trimEnd()) <= width ? [piece] : hardBroken(piece, width, measure);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? "";
  }
  lines.push(line.trimEnd());
  return lines;
}

// A line may break after a space, a hyphen, a slash, and at the marks that compose has set.
function piecesOf(paragraph: string): string[] {
  return (paragraph.match(/[^ \u200b/-]*(?:[ \u200b/-]+|$)/g) ?? [])
    .map((piece) => piece.replaceAll(BREAK, ""))
    .filter((piece) => piece !== "");
}

function hardBroken(piece: string, width: number, measure: Measure): string[] {
  const parts: string[] = [];
  let part = "";
  for (const char of piece) {
    if (part !== "" && measure(part + char) > width) {
      parts.push(part);
      part = "";
    }
    part += char;
  }
  return [...parts, part];
}
