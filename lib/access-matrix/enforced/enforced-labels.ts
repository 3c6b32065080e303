/** What became of a statement. */
export const STATEMENT_OUTCOMES = ["applied", "late"] as const;
export const OUTCOME_LABEL = {
  applied: "Applied",
  late: "Too late, kept only",
} as const satisfies Record<(typeof STATEMENT_OUTCOMES)[number], string>;

export const CHANNEL_LABEL: Readonly<Record<string, string>> = {
  push: "Pushed by the gateway",
  upload: "Uploaded by a person",
};

/** What explains a line that came in or went. */
export const VERDICTS = [
  "granted",
  "granted-later",
  "not-granted",
  "ended",
  "still-granted",
  "never-granted",
  "unknown-principal",
] as const;
export type LineVerdict = (typeof VERDICTS)[number];

export const VERDICT_LABEL = {
  granted: "Granted at that time",
  "granted-later": "Granted only later",
  "not-granted": "Not granted",
  ended: "Its grant had ended",
  "still-granted": "Still granted",
  "never-granted": "Was not granted",
  "unknown-principal": "Unknown to the registry",
} as const satisfies Record<LineVerdict, string>;

export const VERDICT_MEANS = {
  granted: "A grant in force says the same.",
  "granted-later": "The gateway enforced it before a grant was in force.",
  "not-granted": "The gateway enforces it, and no grant ever said so.",
  ended: "The grant behind it had ended or run out.",
  "still-granted": "The gateway no longer enforces it, and nobody revoked the grant.",
  "never-granted": "No grant was behind it: taking it out corrects that.",
  "unknown-principal": "The registry knows neither key nor agent of that name.",
} as const satisfies Record<LineVerdict, string>;

/** Verdicts of which nobody has an approval to show: they do not match (CHG-02). */
export const UNMATCHED: readonly LineVerdict[] = [
  "granted-later",
  "not-granted",
  "still-granted",
  "unknown-principal",
];

export const SIDES = ["added", "removed"] as const;
export type Side = (typeof SIDES)[number];
export const SIDE_LABEL = {
  added: "Came in",
  removed: "Went",
} as const satisfies Record<Side, string>;

export const MATCH_CHOICES = ["matched", "unmatched"] as const;
export const MATCH_LABEL = {
  matched: "Explained",
  unmatched: "Without an approval",
} as const satisfies Record<(typeof MATCH_CHOICES)[number], string>;
