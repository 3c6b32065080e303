/** What asks for a review out of turn (REV-22). */
export const TRIGGER_KINDS = [
  "owner-left",
  "purpose-changed",
  "definition-drifted",
  "finding",
  "manual",
] as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[number];

export const TRIGGER_KIND_LABEL = {
  "owner-left": "Owner has left",
  "purpose-changed": "Other purpose",
  "definition-drifted": "Operation says something else",
  finding: "Critical finding",
  manual: "Named by a person",
} as const satisfies Record<TriggerKind, string>;

export const TRIGGER_STATES = ["open", "started", "dismissed"] as const;
export type TriggerState = (typeof TRIGGER_STATES)[number];

export const TRIGGER_STATE_LABEL = {
  open: "Open",
  started: "Review started",
  dismissed: "Dismissed",
} as const satisfies Record<TriggerState, string>;
