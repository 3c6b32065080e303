// RFC 3986 §2.1: addresses, forms and baggage (W3C) write `@` as `%40`. What is looked for is looked for in what they mean.

/** A text without escapes. `at`: where each of its code units begins in the text as it was, and last where that ends. */
export type Unescaped = { readonly text: string; readonly at: readonly number[] };

const ESCAPED = /%[0-9A-Fa-f]{2}/;
const PARTS = /(?<escapes>(?:%[0-9A-Fa-f]{2})+)|[^%]+|%/g;
const ROUNDS = 2; // an address in an address

/** The text with its escapes undone; null where there is none that stands for text. */
export function unescapedFrom(text: string): Unescaped | null {
  let current: Unescaped = { text, at: [] };
  let rounds = 0;
  for (; rounds < ROUNDS && ESCAPED.test(current.text); rounds += 1) {
    const next = undone(current.text);
    const before = rounds === 0 ? null : current.at;
    current = { text: next.text, at: before ? next.at.map((at) => before[at] ?? 0) : next.at };
  }
  return rounds === 0 ? null : current;
}

function undone(text: string): Unescaped {
  const at: number[] = [];
  let [meant, from] = ["", 0];
  for (const { 0: part, groups } of text.matchAll(PARTS)) {
    const meaning = groups?.escapes === undefined ? null : meaningOf(part);
    // What several escapes mean together begins where the first of them does.
    for (let unit = 0; unit < (meaning ?? part).length; unit += 1) {
      at.push(meaning === null ? from + unit : from + placeIn(part, meaning, unit));
    }
    meant += meaning ?? part;
    from += part.length;
  }
  at.push(text.length);
  return { text: meant, at };
}

/** ASCII is one escape each; anything else covers the whole run. */
function placeIn(part: string, meaning: string, unit: number): number {
  return part.length === meaning.length * 3 ? unit * 3 : 0;
}

function meaningOf(escapes: string): string | null {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return null; // bytes that are no text
  }
}
