/** A grant that was given at once, as far as a sample needs to know it. */
export type Drawable = { id: string; fromAt: Date };

/**
 * The sample of one calendar month (UTC): the `size` grants whose hash of month and id is smallest. Nobody chooses it, everybody
 * draws the same, and a grant added later can only push others out, never be left out by choice (CHG-08).
 */
export function sampleOf<Grant extends Drawable>(
  grants: readonly Grant[],
  month: string,
  size: number,
  hash: (text: string) => string,
): Grant[] {
  return grants
    .filter(({ fromAt }) => monthOf(fromAt) === month)
    .map((grant) => ({ grant, lot: hash(`${month} ${grant.id}`) }))
    .sort((one, other) => (one.lot < other.lot ? -1 : 1))
    .slice(0, size)
    .map(({ grant }) => grant);
}

/** The calendar month of an instant in UTC, `2026-11`. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}
