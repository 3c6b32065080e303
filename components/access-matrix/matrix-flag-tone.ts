import type { Flag } from "@/lib/access-matrix/matrix/matrix-view";

/** How grave it is what a cell is marked with. */
export const TONES = ["plain", "note", "attention", "fail"] as const;
export type Tone = (typeof TONES)[number];

/** How grave each mark is: what nobody approved before what is merely untidy. */
export const FLAG_TONE = {
  "environment-crossing": "fail",
  "without-approval": "fail",
  "enforced-not-granted": "fail",
  "granted-not-enforced": "attention",
  "used-not-granted": "fail",
  dormant: "attention",
  wildcard: "note",
  expired: "fail",
  "definition-changed": "attention",
  "agent-inactive": "fail",
  "key-inactive": "fail",
  orphan: "fail",
  "shared-key": "fail",
  "enforcement-unknown": "plain",
} as const satisfies Record<Flag, Tone>;
