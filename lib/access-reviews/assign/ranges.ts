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
