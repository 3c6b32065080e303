/** Words for a removal: what was decided, where it stands, why it was opened. */
export const REMEDIATION_KIND_LABEL = {
  revoke: "Revoke",
  reduce: "Reduce",
  until: "Keep until",
  transfer: "Transfer owner",
} as const;

export const REMEDIATION_STATE_LABEL = {
  open: "Open",
  verified: "Verified by data",
  reopened: "Reopened",
  accepted: "Accepted for a while",
} as const;

export const REMEDIATION_CAUSE_LABEL = {
  decision: "Decided",
  silence: "Nobody answered",
  delta: "Changed since the snapshot",
  addendum: "Addendum",
} as const;

/** What a list of removals shows. `open`: also the reopened. `due`: open and overdue. */
export const REMOVAL_SHOWS = ["open", "due", "verified", "accepted", "all"] as const;
export type RemovalShow = (typeof REMOVAL_SHOWS)[number];

export const REMOVAL_SHOW_LABEL = {
  open: "Open",
  due: "Overdue",
  verified: "Verified",
  accepted: "Accepted",
  all: "All",
} as const satisfies Record<RemovalShow, string>;
