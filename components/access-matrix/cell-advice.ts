import type { Flag } from "@/lib/access-matrix/matrix/matrix-view";

/** What to do about each mark of a cell. */
export const FLAG_ADVICE = {
  "environment-crossing":
    "Have the gateway refuse this key there, end the grant if there is one, and give the agent a key of that environment if it needs one.",
  "without-approval":
    "Find out who wrote the grant: the change log holds no act of it. End it, or have it asked for and approved.",
  "enforced-not-granted":
    "Take it out of the gateway's policy, or ask for the access if it is needed.",
  "granted-not-enforced": "Bring it into the gateway's policy, or ask for the grant's removal.",
  "used-not-granted":
    "Ask the agent's owner what the calls were for, and have the gateway refuse them until somebody approves.",
  dormant: "Ask for its removal, unless the owner says why it must stay.",
  wildcard: "Name the operations one by one, or see to it that the exception is renewed in time.",
  expired: "Have the gateway drop it, or ask for the access anew.",
  "definition-changed":
    "Read what changed in the definition, then have the grant approved under the new one or end it.",
  "agent-inactive":
    "End the grant and have the gateway drop it, or bring the agent back by its own steps.",
  "key-inactive": "Have the gateway drop the key, and end its grants.",
  orphan: "Register the key if it is one of ours, or take it out of the gateway's policy.",
  "shared-key": "Give each agent a key of its own and rotate this one.",
  "enforcement-unknown":
    "See to it that the source states its policy again: what it said last is too old, or it never said anything of this server.",
} as const satisfies Record<Flag, string>;
