/** The middle value; of an even count the mean of the middle two. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[half - 1], sorted[half]];
  if (high === undefined) return Number.NaN;
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2;
}

/** Median absolute deviation: how far values usually are from their median. Single outliers do not move it. */
export function medianDeviation(values: readonly number[]): number {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle)));
}

/**
 * How many deviations a value is above the usual. Values that never vary would make any step endless: a tenth of the
 * median, and at least one, counts as the least deviation.
 */
export function deviationsAbove(value: number, usual: readonly number[]): number {
  const middle = median(usual);
  const least = Math.max(1, middle / 10);
  return (value - middle) / Math.max(medianDeviation(usual), least);
}

/** One digit after the point, without a needless zero. */
export function rounded(value: number): string {
  return (Math.round(value * 10) / 10).toLocaleString("en");
}
