/** Numbers of lines in few words: `1-40,43`. */
export function rangesOf(numbers: readonly number[]): string {
  const parts: string[] = [];
  let start: number | null = null;
  let last = 0;
  const close = () => {
    if (start !== null) parts.push(start === last ? String(start) : `${start}-${last}`);
  };
  for (const n of [...new Set(numbers)].sort((a, b) => a - b)) {
    if (start === null || n !== last + 1) {
      close();
      start = n;
    }
    last = n;
  }
  close();
  return parts.join(",");
}

const PART = /^(\d{1,6})(?:-(\d{1,6}))?$/;
const NUMBERS_MAX = 20_000;

/** The same read back: numbers in order, each once. Null: it is not such a text, or names too many. Empty text: no numbers. */
export function numbersOf(text: string): number[] | null {
  const found = new Set<number>();
  for (const part of text.split(/[\s,;]+/).filter((each) => each !== "")) {
    const [, from, to] = PART.exec(part) ?? [];
    const [start, end] = [Number(from), Number(to ?? from)];
    if (from === undefined || end < start || end - start > NUMBERS_MAX) return null;
    for (let n = start; n <= end; n += 1) found.add(n);
    if (found.size > NUMBERS_MAX) return null;
  }
  return [...found].sort((a, b) => a - b);
}
