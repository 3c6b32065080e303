/** Why nothing proves that a time was quiet. */
export const GAP_KINDS = ["sequence", "silence", "clock"] as const;
export type GapKind = (typeof GAP_KINDS)[number];

export const GAP_KIND_LABEL = {
  sequence: "Numbers missing",
  silence: "Silent source",
  clock: "Clock ahead",
} as const satisfies Record<GapKind, string>;

export const GAP_DISPOSITIONS = ["unexplained", "explained", "accepted"] as const;
export type GapDisposition = (typeof GAP_DISPOSITIONS)[number];

export const GAP_DISPOSITION_LABEL = {
  unexplained: "Unexplained",
  explained: "Explained",
  accepted: "Accepted",
} as const satisfies Record<GapDisposition, string>;

/** Where a gap stands. One that was filled is no gap any more, and stays on the list. */
export const GAP_STATES = ["open", "unexplained", "explained", "accepted", "filled"] as const;
export type GapState = (typeof GAP_STATES)[number];

export const GAP_STATE_LABEL = {
  open: "Not filled",
  unexplained: "Unexplained",
  explained: "Explained",
  accepted: "Accepted",
  filled: "Filled",
} as const satisfies Record<GapState, string>;

export const DISPOSE_FIELD_LABEL = {
  disposition: "What it is",
  cause: "Cause",
  impact: "Impact",
  incident: "Incident",
  version: "Version",
} as const;

export const DAY_VERDICTS = [
  "complete",
  "gap",
  "quarantined",
  "incomplete",
  "not-attested",
  "not-evaluated",
] as const;
export type DayVerdict = (typeof DAY_VERDICTS)[number];

export const DAY_VERDICT_LABEL = {
  complete: "Complete evidence",
  gap: "Gap",
  quarantined: "Quarantine open",
  incomplete: "Fields missing",
  "not-attested": "Not attested",
  "not-evaluated": "Not evaluated",
} as const satisfies Record<DayVerdict, string>;

export const CAUSE_MAX = 1_000;
export const INCIDENT_MAX = 200;
export const ORIGIN_MAX = 200;

/** Narrows text from the database. */
export function isGapKind(text: string): text is GapKind {
  return GAP_KINDS.some((kind) => kind === text);
}

export function isGapDisposition(text: string): text is GapDisposition {
  return GAP_DISPOSITIONS.some((disposition) => disposition === text);
}
