const KEPT = 6_000;
const ELLIPSIS = "…";

/** Cuts text to a width in a font, out of its middle: names differ at their ends. Measuring is dear, so what was cut once is kept. */
export function textFitter() {
  const kept = new Map<string, string>();
  return (context: CanvasRenderingContext2D) =>
    (text: string, font: string, width: number): string => {
      const key = `${width} ${font} ${text}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      if (kept.size > KEPT) kept.clear();
      const cut = cutTo(context, text, width);
      kept.set(key, cut);
      return cut;
    };
}

function cutTo(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(shortened(text, middle)).width <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? "" : shortened(text, low);
}

/** The first and last letters of a text, so many in all; the beginning gets the larger part. */
export function shortened(text: string, letters: number): string {
  const end = Math.floor(letters * 0.4);
  const start = letters - end;
  return `${text.slice(0, start).trimEnd()}${ELLIPSIS}${end === 0 ? "" : text.slice(-end).trimStart()}`;
}
