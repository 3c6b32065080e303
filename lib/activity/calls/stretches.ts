// Where in time the newest calls are, by sums of which each says when its first and its last call was.

/** Both ends belong to it. */
export type Stretch = { readonly from: Date; readonly to: Date };

/**
 * Times that do not touch, oldest last, in which the newest `wanted` calls of sums lie, at most `most` of them: what is too
 * many is taken together. A sum counts in full only where all of it is inside.
 */
export function stretchesOf(
  sums: readonly (Stretch & { readonly calls: number })[],
  wanted: number,
  most: number,
): Stretch[] {
  const since = beginning(sums, wanted);
  const cut = sums.flatMap(({ from, to }) =>
    to < since ? [] : [{ from: latest(from, since), to }],
  );
  const joined = withoutOverlap(cut);
  const [first] = joined;
  const last = joined.at(-1);
  return first && last && joined.length > most ? [{ from: last.from, to: first.to }] : joined;
}

/** The instant from which on there are surely so many calls; the first one of all where there are fewer. */
function beginning(sums: readonly (Stretch & { readonly calls: number })[], wanted: number): Date {
  let left = wanted;
  let since = new Date(0);
  for (const { from, calls } of sums.toSorted(
    (one, other) => Number(other.from) - Number(one.from),
  )) {
    since = from;
    left -= calls;
    if (left <= 0) break;
  }
  return left > 0 ? new Date(0) : since;
}

function withoutOverlap(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of stretches.toSorted((one, other) => Number(other.to) - Number(one.to))) {
    const before = joined.at(-1);
    if (before && stretch.to >= before.from) {
      joined[joined.length - 1] = { from: earliest(before.from, stretch.from), to: before.to };
    } else joined.push(stretch);
  }
  return joined;
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other;
}

function earliest(one: Date, other: Date): Date {
  return one < other ? one : other;
}
