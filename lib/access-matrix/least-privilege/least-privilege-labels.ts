import type { Verdict } from "./least-privilege-view";

export const VERDICT_LABEL = {
  remove: "Remove",
  narrow: "Narrow",
  review: "Look at",
  young: "Too young to judge",
  keep: "Keep",
} as const satisfies Record<Verdict, string>;

/** How a verdict looks. */
export const VERDICT_TONE = {
  remove: "attention",
  narrow: "attention",
  review: "fail",
  young: "muted",
  keep: "plain",
} as const satisfies Record<Verdict, string>;
