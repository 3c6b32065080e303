/** Whole numbers from `first` to `last`, both included. */
export type Range = { readonly first: bigint; readonly last: bigint };

/** What is left of a range without the others, ascending. */
export function without(range: Range, others: readonly Range[]): Range[] {
  const left: Range[] = [];
  let first = range.first;
  for (const other of ascending(others)) {
    if (other.last < first) continue;
    if (other.first > range.last) break;
    if (other.first > first) left.push({ first, last: other.first - 1n });
    first = other.last + 1n;
  }
  if (first <= range.last) left.push({ first, last: range.last });
  return left;
}

/** What a range has in common with others that do not overlap each other. */
export function common(range: Range, others: readonly Range[]): Range[] {
  return ascending(others).flatMap((other) => {
    const { first } = other.first > range.first ? other : range;
    const { last } = other.last < range.last ? other : range;
    return first <= last ? [{ first, last }] : [];
  });
}

/** How many numbers there are in ranges. */
export function sizeOf(ranges: readonly Range[]): bigint {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}

/** `500 to 510`, or the one number. */
export function rangeText({ first, last }: Range): string {
  return first === last ? `${first}` : `${first} to ${last}`;
}

function ascending<Each extends Range>(ranges: readonly Each[]): Each[] {
  return [...ranges].sort((a, b) => (a.first < b.first ? -1 : 1));
}
