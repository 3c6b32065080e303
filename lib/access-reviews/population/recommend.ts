// What the facts of a line speak for, and why. It is shown beside the choice and never chosen for anybody.
import type { LineFlag, Risk } from "../review-view";
import type { Recommendation } from "../snapshot-view";
import type { RawLine } from "./raw-line";

type Considered = Pick<RawLine, "kind" | "server" | "flags" | "parts" | "calls" | "lastUsedAt"> & {
  readonly risk: Risk;
};

/** The first that applies speaks. */
const REASONS: readonly (readonly [LineFlag, Recommendation["decision"], string])[] = [
  ["orphan", "revoke", "Nobody registered who this is."],
  ["expired-enabled", "revoke", "It is over in the register, and a gateway still lets it through."],
  ["key-inactive", "revoke", "The key is not active."],
  ["agent-inactive", "revoke", "The agent is not active."],
  ["environment-crossing", "revoke", "The key belongs to another environment."],
  ["without-approval", "revoke", "No recorded approval stands behind it."],
];
const LATER_REASONS: typeof REASONS = [
  ["enforced-not-granted", "revoke", "A gateway lets it through, and nobody granted it."],
  ["unused", "revoke", "It was not used for longer than the rule allows."],
  ["not-enforced", "revoke", "It is granted, and no gateway lets it through."],
  ["owner-left", "keep-until", "Whoever answers for it has left: somebody else has to be found."],
  [
    "definition-changed",
    "keep-until",
    "The operation is another one than when it was approved: it has to be approved anew.",
  ],
  ["break-glass", "keep-until", "It is for emergencies: it should end by itself."],
];

export function recommend(line: Considered): Recommendation {
  return firstOf(REASONS, line) ?? wideOf(line) ?? firstOf(LATER_REASONS, line) ?? restOf(line);
}

function firstOf(reasons: typeof REASONS, { flags }: Considered): Recommendation | null {
  const [, decision, because] = reasons.find(([flag]) => flags.includes(flag)) ?? [];
  return decision && because ? { decision, because } : null;
}

// A wildcard is made smaller where only some of it was called.
function wideOf({ flags, parts }: Considered): Recommendation | null {
  if (!flags.includes("wildcard")) return null;
  const used = parts.filter(({ calls }) => calls > 0).length;
  if (parts.length === 0 || used === parts.length) return null;
  if (used === 0) return { decision: "revoke", because: "None of its operations was called." };
  return {
    decision: "reduce",
    because: `Only ${used} of ${parts.length} operations ${used === 1 ? "was" : "were"} called.`,
  };
}

function restOf({ kind, server, flags, risk, calls, lastUsedAt }: Considered): Recommendation {
  if (kind === "key") {
    if (server !== null) {
      return { decision: "keep", because: "A server needs it, and calls never show it." };
    }
    return flags.includes("never-used")
      ? { decision: "revoke", because: "It has no access and was never used." }
      : { decision: "keep-until", because: "It was used, and has no access of its own now." };
  }
  if (kind !== "access") {
    return { decision: "keep", because: "Nothing in the data speaks against it." };
  }
  if (flags.includes("no-expiry") && risk === "high") {
    return { decision: "keep-until", because: "Its risk is high, and it has no end date." };
  }
  if (lastUsedAt === null) {
    return { decision: "keep-until", because: "It is too young to say whether it is needed." };
  }
  const day = lastUsedAt.slice(0, 10);
  const because =
    calls > 0
      ? `It was called ${calls.toLocaleString("en")} ${calls === 1 ? "time" : "times"} in the period, last on ${day}.`
      : `It was last called on ${day}.`;
  return { decision: "keep", because };
}
