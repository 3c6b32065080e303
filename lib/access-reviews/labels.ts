import type {
  Decision,
  DeltaChange,
  Disposition,
  LineChange,
  LineFlag,
  LineKind,
  Outcome,
  ReviewKind,
  ReviewStatus,
  Risk,
  Section,
  SignatureRole,
  SilenceRule,
} from "./review-view";

export const REVIEW_STATUS_LABEL = {
  draft: "Draft",
  open: "In review",
  signed: "Signed, removals open",
  remediated: "Remediated",
  discarded: "Discarded",
} as const satisfies Record<ReviewStatus, string>;

export const REVIEW_KIND_LABEL = {
  quarterly: "Quarterly",
  "off-cycle": "Off-cycle",
} as const satisfies Record<ReviewKind, string>;

export const SILENCE_RULE_LABEL = {
  leave: "Leave it, and raise a finding",
  revoke: "Revoke it",
} as const satisfies Record<SilenceRule, string>;

export const LINE_KIND_LABEL = {
  access: "Access to operations",
  key: "Key without access",
  person: "Role of a person",
  role: "Role and its rights",
  token: "Token of a machine",
  "standard-change": "Rule that grants at once",
} as const satisfies Record<LineKind, string>;

export const SECTION_LABEL = {
  privileged: "Privileged",
  standard: "Standard",
} as const satisfies Record<Section, string>;

export const RISK_LABEL = {
  high: "High",
  medium: "Medium",
  low: "Low",
} as const satisfies Record<Risk, string>;

export const DECISION_LABEL = {
  keep: "Keep",
  "keep-until": "Keep until",
  reduce: "Reduce",
  revoke: "Revoke",
  transfer: "Transfer owner",
  "cannot-judge": "Cannot judge",
} as const satisfies Record<Decision, string>;

export const OUTCOME_LABEL = {
  keep: "Keep",
  "keep-until": "Keep until",
  reduce: "Reduce",
  revoke: "Revoke",
  transfer: "Transfer owner",
  "no-response": "No response",
} as const satisfies Record<Outcome, string>;

export const LINE_CHANGE_LABEL = {
  new: "New",
  changed: "Changed",
  same: "Same",
} as const satisfies Record<LineChange, string>;

export const LINE_FLAG_LABEL = {
  orphan: "Nobody registered it",
  "without-approval": "Without approval",
  "enforced-not-granted": "Enforced, not granted",
  "expired-enabled": "Expired, still enforced",
  "not-enforced": "Granted, not enforced",
  "enforcement-unknown": "Enforcement unknown",
  unused: "Unused for 90 days",
  "never-used": "Never used",
  wildcard: "Every operation",
  "environment-crossing": "Crosses environments",
  "definition-changed": "Definition changed since approval",
  "agent-inactive": "Agent not active",
  "key-inactive": "Key not active",
  "owner-left": "Owner has left",
  "no-expiry": "No end date",
  "break-glass": "Emergency access",
} as const satisfies Record<LineFlag, string>;

export const DELTA_CHANGE_LABEL = {
  added: "Added",
  expanded: "Expanded",
  reduced: "Reduced",
  removed: "Removed",
  "owner-changed": "Other owner",
  altered: "Altered",
} as const satisfies Record<DeltaChange, string>;

export const DISPOSITION_LABEL = {
  "carried-over": "Carried over to the next review",
  revoke: "Revoke",
  noted: "Noted",
} as const satisfies Record<Disposition, string>;

export const SIGNATURE_ROLE_LABEL = {
  "stage-1": "First stage",
  "stage-2": "Second stage",
  "sign-off": "Sign-off",
  addendum: "Addendum",
} as const satisfies Record<SignatureRole, string>;
