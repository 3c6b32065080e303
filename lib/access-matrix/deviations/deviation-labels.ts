/** What can differ between what was granted, what is enforced and what is used. Stored for ever. */
export const DEVIATION_KINDS = [
  "without-approval",
  "used-not-granted",
  "enforced-not-granted",
  "ended-still-enforced",
  "expired",
  "orphan",
  "environment-crossing",
  "key-inactive",
  "agent-inactive",
  "shared-key",
  "definition-changed",
  "enforcement-removed",
  "granted-not-enforced",
  "dormant",
] as const;
export type DeviationKind = (typeof DEVIATION_KINDS)[number];

export const KIND_LABEL = {
  "without-approval": "Grant without approval",
  "used-not-granted": "Used, not granted",
  "enforced-not-granted": "Enforced, not granted",
  "ended-still-enforced": "Revoked, still enforced",
  expired: "Expired, still there",
  orphan: "Unknown to the registry",
  "environment-crossing": "Crosses environments",
  "key-inactive": "Key inactive",
  "agent-inactive": "Agent inactive",
  "shared-key": "Shared key",
  "definition-changed": "Definition changed",
  "enforcement-removed": "No longer enforced, not revoked",
  "granted-not-enforced": "Granted, not enforced",
  dormant: "Dormant",
} as const satisfies Record<DeviationKind, string>;

export const KIND_MEANS = {
  "without-approval":
    "A grant stands in the database, or ended there, and no change record says that anybody gave or ended it so.",
  "used-not-granted": "It was called on a day on which no grant was in force.",
  "enforced-not-granted": "A gateway allows it, and no grant ever did.",
  "ended-still-enforced": "Its grant was ended, and a gateway still allows it.",
  expired: "Its grant ran out, and a gateway still allows it or it was used since.",
  orphan: "A gateway allows somebody of whom the registry knows nothing.",
  "environment-crossing": "A key of one environment is granted, enforced or used in another.",
  "key-inactive": "A key that is not activated, revoked or expired still has access.",
  "agent-inactive": "An agent that is not active still has access.",
  "shared-key": "Another agent than its own called with this key.",
  "definition-changed": "The server describes the operation otherwise than when it was granted.",
  "enforcement-removed": "A gateway took the line out, and nobody revoked the grant behind it.",
  "granted-not-enforced": "It is granted, and the gateway of that server does not allow it.",
  dormant: "It is granted and was not used for as long as the policy says.",
} as const satisfies Record<DeviationKind, string>;

/** Those that say that somebody can, or did, what nobody allowed: an auditor fails them. The others ask for attention. */
export const SERIOUS: readonly DeviationKind[] = [
  "without-approval",
  "used-not-granted",
  "enforced-not-granted",
  "ended-still-enforced",
  "expired",
  "orphan",
  "environment-crossing",
  "key-inactive",
  "agent-inactive",
];

export const DISPOSITIONS = ["open", "explained", "accepted"] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export const DISPOSITION_LABEL = {
  open: "Open",
  explained: "Explained",
  accepted: "Accepted",
} as const satisfies Record<Disposition, string>;

export const STATES = ["open", "explained", "accepted", "lasting", "cleared", "all"] as const;
export const STATE_LABEL = {
  open: "Open",
  explained: "Explained",
  accepted: "Accepted",
  lasting: "Lasting, disposed of or not",
  cleared: "Cleared",
  all: "All",
} as const satisfies Record<(typeof STATES)[number], string>;

export const DEVIATION_SORTS = ["since", "kind", "principal", "found"] as const;

export const DISPOSE_FIELD_LABEL = {
  version: "Version",
  disposition: "What it is",
  explanation: "Explanation",
  ticket: "Ticket",
  until: "Until",
} as const;

/** Narrows stored text; undefined where a later version wrote it. */
export function kindOf(text: string): DeviationKind | undefined {
  return DEVIATION_KINDS.find((kind) => kind === text);
}

export function dispositionOf(text: string): Disposition {
  return DISPOSITIONS.find((one) => one === text) ?? "open";
}
