// The shapes that the whole room shares: what a snapshot, its decisions and its delta are made of. Each is kept, hashed and handed out
// as RFC 8785 text, one object a line (NDJSON, each line ended by LF). Instants are ISO 8601 in UTC with milliseconds; people are ids.

/** `draft` has no snapshot yet; `open` is being decided; `remediated`: the data show that all it took away is gone. */
export const REVIEW_STATUSES = ["draft", "open", "signed", "remediated", "discarded"] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

export const REVIEW_KINDS = ["quarterly", "off-cycle"] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** What becomes of lines that nobody answered: they stay and a finding is raised, or they are revoked. Chosen before the start. */
export const SILENCE_RULES = ["leave", "revoke"] as const;
export type SilenceRule = (typeof SILENCE_RULES)[number];

/** What can be a line: access of a key, an agent or an unknown principal to operations; an idle or upstream or emergency key; a person's role;
 * a role with its rights; a machine's or a source's token; an entry of the catalogue that grants at once. REV-02. */
export const LINE_KINDS = ["access", "key", "person", "role", "token", "standard-change"] as const;
export type LineKind = (typeof LINE_KINDS)[number];

export const SECTIONS = ["privileged", "standard"] as const;
export type Section = (typeof SECTIONS)[number];

export const RISKS = ["high", "medium", "low"] as const;
export type Risk = (typeof RISKS)[number];

/** What a reviewer can say. `cannot-judge` is REV-08's "needs info", and names who can. */
export const DECISIONS = [
  "keep",
  "keep-until",
  "reduce",
  "revoke",
  "transfer",
  "cannot-judge",
] as const;
export type Decision = (typeof DECISIONS)[number];

/** What a line ends with: a decision, or nobody's answer, which is never counted as keep (G9). */
export const OUTCOMES = [
  "keep",
  "keep-until",
  "reduce",
  "revoke",
  "transfer",
  "no-response",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const LINE_CHANGES = ["new", "changed", "same"] as const;
export type LineChange = (typeof LINE_CHANGES)[number];

export const LINE_FLAGS = [
  "orphan", // the registry does not know who may call
  "without-approval", // no recorded approval stands behind it
  "enforced-not-granted",
  "expired-enabled", // it has ended in the register, and is still enforced
  "not-enforced",
  "enforcement-unknown", // no fresh statement of a gateway covers it
  "unused", // no call for 90 days or more
  "never-used",
  "wildcard",
  "environment-crossing",
  "definition-changed",
  "agent-inactive",
  "key-inactive",
  "owner-left",
  "no-expiry",
  "break-glass",
] as const;
export type LineFlag = (typeof LINE_FLAGS)[number];

/** Which lines a review is about; empty lists are all. */
export type ReviewScope = {
  readonly environments: readonly string[];
  readonly serverIds: readonly string[];
  readonly agentIds: readonly string[];
  readonly kinds: readonly LineKind[];
};

/** What is left out, and why (REV-01). `kind`: environment, server, agent, principal class. */
export type Exclusion = {
  readonly kind: "environment" | "server" | "agent" | "kind";
  readonly id: string;
  readonly name: string;
  readonly reason: string;
};

export const DELTA_CHANGES = [
  "added",
  "expanded",
  "reduced",
  "removed",
  "owner-changed",
  "altered",
] as const;
export type DeltaChange = (typeof DELTA_CHANGES)[number];

/** `carried-over`: reviewed by name and kept until the next review; `revoke`: taken away; `noted`: nothing to do (it is gone or smaller). */
export const DISPOSITIONS = ["carried-over", "revoke", "noted"] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export const SIGNATURE_ROLES = ["stage-1", "stage-2", "sign-off", "addendum"] as const;
export type SignatureRole = (typeof SIGNATURE_ROLES)[number];
