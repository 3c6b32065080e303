export const COMPARED_STATES = ["new", "changed", "gone", "same"] as const;
export type ComparedState = (typeof COMPARED_STATES)[number];

export const COMPARED_LABEL = {
  new: "New",
  changed: "Changed",
  gone: "Gone",
  same: "Same",
} as const satisfies Record<ComparedState, string>;
