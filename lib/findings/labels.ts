/** How bad it is. `info`: look when there is time. */
export const SEVERITIES = ["critical", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SEVERITY_LABEL = {
  critical: "Critical",
  warning: "Warning",
  info: "Information",
} as const satisfies Record<Severity, string>;

export const FINDING_STATES = ["open", "in-progress", "closed"] as const;
export type FindingState = (typeof FINDING_STATES)[number];

export const FINDING_STATE_LABEL = {
  open: "Waits for triage",
  "in-progress": "In progress",
  closed: "Closed",
} as const satisfies Record<FindingState, string>;

export const VERDICTS = ["true-positive", "expected", "false-positive", "duplicate"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const VERDICT_LABEL = {
  "true-positive": "True positive",
  expected: "Expected",
  "false-positive": "False positive",
  duplicate: "Duplicate",
} as const satisfies Record<Verdict, string>;

export const VERDICT_MEANS = {
  "true-positive":
    "What it says happened, and should not have. Name the incident, or why it is none.",
  expected:
    "What it says happened, and was meant to. The same thing opens no new finding for a while.",
  "false-positive": "What it says did not happen; the detector misread the records.",
  duplicate: "Another finding holds the same thing. Name it.",
} as const satisfies Record<Verdict, string>;

/** The ways in that a canary goes through. */
export const LOG_PATHS = ["lines", "otlp-json", "otlp-protobuf"] as const;
export type LogPath = (typeof LOG_PATHS)[number];

export const LOG_PATH_LABEL = {
  lines: "Lines of JSON",
  "otlp-json": "OTLP as JSON",
  "otlp-protobuf": "OTLP as protobuf",
} as const satisfies Record<LogPath, string>;

/** The source of this product's own canary. */
export const CANARY_SOURCE = "countersign-canary";

/** Whom the canary of a path pretends to be. Nobody registers it: a detector that lives notices it. */
export function canaryCaller(path: LogPath): string {
  return `countersign-canary-${path}`;
}

export const SUBJECT_LABEL: Readonly<Record<string, string>> = {
  agent: "Agent",
  caller: "Caller",
  key: "Key",
  server: "Server",
  source: "Source",
  log: "Ledger",
  detector: "Detector",
  redaction: "Redaction",
};

export const FINDING_SORTS = ["raised", "due", "last", "state"] as const;
export const SHOW_CHOICES = ["open", "overdue", "mine", "closed", "all"] as const;
export const SHOW_LABEL = {
  open: "Not closed",
  overdue: "Overdue",
  mine: "Assigned to me",
  closed: "Closed",
  all: "All",
} as const satisfies Record<(typeof SHOW_CHOICES)[number], string>;

/** Narrows stored text; what a later version wrote counts as the mildest, or as open. */
export function severityOf(text: string): Severity {
  return SEVERITIES.find((known) => known === text) ?? "info";
}

export function stateOf(text: string): FindingState {
  return FINDING_STATES.find((known) => known === text) ?? "open";
}

export function verdictOf(text: string | null): Verdict | null {
  return VERDICTS.find((known) => known === text) ?? null;
}
