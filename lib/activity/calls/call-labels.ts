import type { Outcome } from "../record/fields";

/** What became of a call, in words. */
export const OUTCOME_LABEL = {
  success: "Succeeded",
  success_unverified: "Answered, result not known",
  tool_error: "Tool error",
  protocol_error: "Protocol error",
  transport_error: "Transport error",
  denied: "Denied",
  timeout: "Timed out",
  cancelled: "Cancelled",
  pending: "Pending",
  error: "Failed, class not stated",
  unknown: "Not known",
} as const satisfies Record<Outcome, string>;

/** What an outcome means, for who sees it the first time. */
export const OUTCOME_MEANS: Readonly<Record<Outcome, string>> = {
  success: "The tool did its work and said so.",
  success_unverified: "The transport went well; nobody said what the tool made of it.",
  tool_error: "The tool ran and reported an error.",
  protocol_error: "The call was answered with an error of the protocol.",
  transport_error: "The server could not be reached or failed.",
  denied: "A rule or a missing right stopped the call.",
  timeout: "No answer came in time.",
  cancelled: "The caller took the call back.",
  pending: "The attempt was recorded, its result was not.",
  error: "It failed; the sender does not say how.",
  unknown: "The sender does not say what became of it.",
};

export type OutcomeTone = "pass" | "attention" | "fail" | "none" | "na" | "unknown";

const TONE: Readonly<Record<Outcome, OutcomeTone>> = {
  success: "pass",
  success_unverified: "na",
  tool_error: "fail",
  protocol_error: "fail",
  transport_error: "fail",
  denied: "attention",
  timeout: "fail",
  cancelled: "na",
  pending: "unknown",
  error: "fail",
  unknown: "unknown",
};

/** Word and sign of an outcome as the index has it; one that a later version wrote is shown as it stands. */
export function outcomeShown(outcome: string | null): { word: string; tone: OutcomeTone } {
  const known = isOutcome(outcome) ? outcome : null;
  if (known) return { word: OUTCOME_LABEL[known], tone: TONE[known] };
  return { word: outcome ?? "Not provided", tone: "unknown" };
}

export function isOutcome(text: string | null): text is Outcome {
  return text !== null && Object.hasOwn(OUTCOME_LABEL, text);
}

/** What is asked with one word for several outcomes. */
export const FAILED = "failed";

export const KIND_LABEL: Readonly<Record<string, string>> = {
  tool_call: "Tool call",
  activity: "Other request",
  policy_decision: "Policy decision",
  config_change: "Change of a gateway's settings",
  heartbeat: "Heartbeat of a source",
};

export const CALL_FILTER_LABEL = {
  from: "From",
  to: "Until",
  zone: "Zone",
  agent: "Agent",
  key: "Key",
  person: "On behalf of",
  source: "Source",
  server: "Server",
  operation: "Operation",
  environment: "Environment",
  outcome: "Outcome",
  dataClass: "Data class",
  region: "Region",
  trace: "Trace",
  address: "Address",
  kind: "Kind",
  unfinished: "Unfinished",
} as const;
export type CallFilterName = keyof typeof CALL_FILTER_LABEL;

/** The seven field groups of a record (LOG-01). */
export const GROUP_LABEL = {
  G1: "Time",
  G2: "Who called",
  G3: "From where",
  G4: "Which tool",
  G5: "With what",
  G6: "What became of it",
  G7: "What it belongs to",
} as const;
export type GroupName = keyof typeof GROUP_LABEL;

/** How a value came to be there, in words, and what it means. */
export const FIELD_STATE_LABEL: Readonly<Record<string, { word: string; means: string }>> = {
  provided: { word: "Provided", means: "The sender wrote it so." },
  derived: {
    word: "Derived",
    means: "Made from other values of the record or from the source's settings.",
  },
  joined: { word: "Joined", means: "From another record of the same call." },
  not_provided: { word: "Not provided", means: "The sender does not say it." },
  redacted: {
    word: "Redacted",
    means: "A secret or a personal value was replaced before anything was stored.",
  },
  redaction_failed: {
    word: "Redaction failed",
    means: "The value could not be redacted, so it was not kept.",
  },
};
