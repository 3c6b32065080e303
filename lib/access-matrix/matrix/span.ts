import { DAY_MS } from "@/lib/core/clock";

/** UTC days (since 1970) of which the sums must be there, both included. */
export type Span = { readonly from: number; readonly to: number };

/** What judging an instant needs. `days`: the longest time that is looked back. */
export function spanOf(asOf: number, days: number): Span {
  const to = Math.floor(asOf / DAY_MS);
  return { from: to - days, to };
}
