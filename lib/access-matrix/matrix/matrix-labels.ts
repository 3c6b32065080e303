import type { CellChange, CellStateFilter, Enforced, Flag } from "./matrix-view";

export const FLAG_LABEL = {
  "environment-crossing": "Crosses environments",
  "without-approval": "Without approval",
  "enforced-not-granted": "Enforced, not granted",
  "granted-not-enforced": "Granted, not enforced",
  "used-not-granted": "Used, not granted",
  dormant: "Dormant",
  wildcard: "Wildcard",
  expired: "Expired",
  "definition-changed": "Definition changed",
  "agent-inactive": "Agent inactive",
  "key-inactive": "Key inactive",
  orphan: "Unknown to the registry",
  "shared-key": "Shared key",
  "enforcement-unknown": "Enforcement unknown",
} as const satisfies Record<Flag, string>;

export const FLAG_MEANS = {
  "environment-crossing": "A key of one environment is granted, enforced or used in another.",
  "without-approval":
    "A grant stands, or ended, of which no change record says so: it was written behind the application's back.",
  "enforced-not-granted": "The gateway allows it and no grant does.",
  "granted-not-enforced": "A grant allows it and no gateway that looks after this server does.",
  "used-not-granted": "It was called on a day on which no grant was in force.",
  dormant: "It is granted and nobody used it for as long as the policy says.",
  wildcard: "A grant or an enforced line for many operations stands for it.",
  expired: "Its last grant ran out, and it is still enforced or was used after that day.",
  "definition-changed": "The server describes the operation otherwise than when it was granted.",
  "agent-inactive": "The key's agent is not active, and the access is there.",
  "key-inactive": "The key is not activated, revoked or expired, and the access is there.",
  orphan: "The gateway allows somebody of whom the registry knows nothing.",
  "shared-key": "Another agent than its own called with this key.",
  "enforcement-unknown":
    "No source that looks after this server has said lately what it enforces there.",
} as const satisfies Record<Flag, string>;

export const ENFORCED_LABEL = {
  yes: "Enforced",
  no: "Not enforced",
  unknown: "Unknown",
} as const satisfies Record<Enforced, string>;

export const CELL_CHANGE_LABEL = {
  granted: "Granted",
  "no-longer-granted": "No longer granted",
  enforced: "Enforced",
  "no-longer-enforced": "No longer enforced",
  "enforcement-unknown": "Enforcement became unknown",
  used: "Used",
  "no-longer-used": "No longer used",
  "flag-raised": "Flag raised",
  "flag-cleared": "Flag cleared",
} as const satisfies Record<CellChange, string>;

export const CELL_STATE_LABEL = {
  any: "Any",
  granted: "Granted",
  enforced: "Enforced",
  used: "Used",
} as const satisfies Record<CellStateFilter, string>;

/** How an environment is called that nobody stated. */
export const NO_ENVIRONMENT = "not stated";
