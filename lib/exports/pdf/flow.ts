import type { Laid, LaidPage, Piece, Placed, Rule } from "./laid";
import { PAGE, STYLE, type StyleName, TEXT_WIDTH } from "./theme";
import { type Fonts, type SetText, setText, widthOf } from "./typeset";

/** A pen that moves down the pages. All of layout goes through one. */
export function newFlow(fonts: Fonts) {
  const pages: LaidPage[] = [{ pieces: [], rules: [] }];
  const sectionPages: number[] = [];
  let y: number = PAGE.top;
  let tables = 0;
  const page = () => pages.at(-1) ?? nothingYet();

  return {
    set: (style: StyleName, text: string, width: number) => setText(fonts, style, text, width),
    width: (style: StyleName, text: string) =>
      widthOf(fonts, STYLE[style].font, STYLE[style].size, text),
    at: () => y,
    moveTo: (to: number) => {
      y = to;
    },
    space: (height: number) => {
      y += height;
    },
    /** What is left of the page. */
    room: () => PAGE.height - PAGE.bottom - y,
    onFreshPage: () => y === PAGE.top,
    newPage: () => {
      pages.push({ pieces: [], rules: [] });
      y = PAGE.top;
    },
    newTable: () => {
      tables += 1;
      return tables;
    },
    beginSection: () => {
      sectionPages.push(pages.length - 1);
    },
    add: (piece: Piece) => {
      page().pieces.push(piece);
    },
    rule: (rule: Rule) => {
      page().rules.push(rule);
    },
    laid: (): Laid => ({ pages, sectionPages }),
  };
}
export type Flow = ReturnType<typeof newFlow>;

export const FULL_PAGE = PAGE.height - PAGE.bottom - PAGE.top;

/** Lines of set text at a place: the first baseline stands one line below `top`. */
export function placed(
  { lines }: Pick<SetText, "lines">,
  style: StyleName,
  { x, top }: { x: number; top: number },
): Placed[] {
  const { leading, size } = STYLE[style];
  const drop = (leading + size * 0.72) / 2; // centres the capitals in the line
  return lines.map(({ text, font }, index) => ({
    x,
    y: top + index * leading + drop,
    style,
    font,
    text,
  }));
}

export function heightOf({ lines }: Pick<SetText, "lines">, style: StyleName): number {
  return lines.length * STYLE[style].leading;
}

/** A heading or paragraph over the full width; goes on to the next page where it must. */
export function addText(flow: Flow, role: "H1" | "H2" | "P", style: StyleName, text: string): void {
  const set = flow.set(style, text, TEXT_WIDTH);
  const { leading } = STYLE[style];
  let rest = set.lines;
  while (rest.length > 0) {
    if (flow.room() < leading) flow.newPage();
    const lines = rest.slice(0, Math.max(1, Math.floor(flow.room() / leading)));
    rest = rest.slice(lines.length);
    const actual = set.actual === undefined ? {} : { actual: set.actual };
    const at = { x: PAGE.left, top: flow.at() };
    flow.add({ kind: "text", role, lines: placed({ lines }, style, at), ...actual });
    flow.space(lines.length * leading);
  }
}

function nothingYet(): never {
  throw new Error("a flow always has a page");
}
