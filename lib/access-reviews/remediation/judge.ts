// REV-16 to REV-18, G10: what becomes of a removal by what the data say. Pure: the same facts at the same instant judge the same.
import { HOUR_MS, utcText } from "@/lib/core/clock";
import type { RemediationProof } from "../remediation-view";
import type { RegisterStanding } from "./register";
import type { Statement } from "./standing";
import type { FoundCall } from "./usage";

export const REMEDIATION_STATES = ["open", "verified", "reopened", "accepted"] as const;
export type RemediationState = (typeof REMEDIATION_STATES)[number];

/** What of a stored removal bears on its state. */
export type Judgeable = {
  readonly state: string;
  readonly critical: boolean;
  readonly dueAt: Date;
  readonly registerEndedAt: Date | null;
  readonly goneAt: Date | null;
  readonly verifiedAt: Date | null;
  readonly reopenedAt: Date | null;
  readonly reopenedBecause: string;
  readonly acceptedUntil: Date | null;
  readonly heldCall: string;
  readonly standing: string;
};

/** What was seen of it. `later`: a keep-until whose day has not come, so that nothing must be gone yet. */
export type Seen = {
  readonly register: RegisterStanding;
  readonly gone: { readonly at: Date; readonly after: RemediationProof["after"] } | null;
  readonly later: boolean;
  /** Why it is not gone; "" where it is. */
  readonly why: string;
  /** A statement since then that still, or again, allows it, without a grant that was given anew. */
  readonly stillIn: Statement | null;
  /** Our own register has it again, and no change since then tells who gave it. */
  readonly back: boolean;
  /** The newest call that was let through after it was gone, and was not held against it before. */
  readonly bad: FoundCall | null;
  readonly denied: FoundCall | null;
  /** The policy that says no; null where no gateway is asked. */
  readonly policy: Statement | null;
  readonly proof: RemediationProof;
};

/** `act`: what is recorded of it; null: nothing changed. `because` goes with it. */
export type Judgement = Judgeable & {
  readonly act: "advanced" | "verified" | "reopened" | null;
  readonly because: string;
  readonly negative: RemediationProof["negative"];
};

type Rules = { readonly now: Date; readonly criticalHours: number };

/** The state of a removal. It is verified by the register, the enforcement points and the calls together, and by nothing else. */
export function judge(row: Judgeable, seen: Seen, rules: Rules): Judgement {
  const negative = negativeOf(row, seen);
  const still = { ...row, negative, act: null, because: "" } as const;
  if (seen.bad && row.state !== "accepted") return reopenedByCall(still, seen.bad, rules);
  if (row.state === "verified") return watchVerified(still, seen, rules);
  const missing = missingOf(row, seen, negative);
  if (missing === "") return verified(still, seen, rules);
  if (isLapsed(row, rules)) return lapsed(still, missing, rules);
  return advanced(still, seen, missing);
}

// A test that was let through says more than any policy before it. Where a call was let through against the policy, the policy alone
// no longer shows that the next one is not.
function negativeOf(row: Judgeable, { denied, policy, proof }: Seen): RemediationProof["negative"] {
  const since = row.heldCall === "" ? null : row.reopenedAt;
  const isLater = (at: Date) => since === null || at > since;
  const refusal = denied && isLater(denied.at) ? denied : null;
  const test = proof.negative?.kind === "test" ? proof.negative : null;
  const tested = test && isLater(new Date(test.at)) ? test : null;
  if (tested && tested.answer !== DENIED && !isOutdated(tested.at, refusal?.at, policy?.statedAt)) {
    return tested;
  }
  if (refusal) return { kind: "denied-call", index: refusal.index, at: refusal.at.toISOString() };
  if (tested?.answer === DENIED) return tested;
  if (!policy || since !== null) return null;
  return { kind: "policy", policyId: policy.policyId, at: policy.statedAt.toISOString() };
}

function isOutdated(testAt: string, ...later: readonly (Date | undefined)[]): boolean {
  return later.some((at) => at !== undefined && at > new Date(testAt));
}

/** What a typed test answers where access was refused. */
export const DENIED = "denied";

function missingOf(row: Judgeable, seen: Seen, negative: RemediationProof["negative"]): string {
  if (seen.register.endedAt === null) return seen.register.why;
  if (seen.later) return "";
  if (seen.gone === null) return seen.why;
  if (negative?.kind === "test" && negative.answer !== DENIED) {
    return `A test at ${utcText(new Date(negative.at))} was let through.`;
  }
  if (negative === null && row.heldCall !== "") {
    return "A call was let through against the policy: only a call or a test that is denied shows that it is over.";
  }
  return "";
}

type Still = Judgement;

function reopenedByCall(still: Still, call: FoundCall, rules: Rules): Judgement {
  return {
    ...reopened(still, rules, true),
    heldCall: call.index,
    because: `A call was let through at ${utcText(call.at)} (calls #${call.index}), after it was gone.`,
  };
}

function reopened(still: Still, { now, criticalHours }: Rules, critical: boolean): Still {
  return {
    ...still,
    ...{ state: "reopened", act: "reopened", critical: critical || still.critical },
    ...{ reopenedAt: now, goneAt: null, verifiedAt: null, negative: null },
    dueAt: critical ? new Date(now.getTime() + criticalHours * HOUR_MS) : still.dueAt,
  };
}

function watchVerified(still: Still, seen: Seen, rules: Rules): Judgement {
  const { stillIn, gone, why, later, back } = seen;
  if (back) {
    const because = `It is back, and no change record tells who gave it. ${why}`;
    return { ...reopened(still, rules, true), because, standing: why };
  }
  if (stillIn && !later) {
    const because = `It is allowed again, or still. ${why}`;
    return { ...reopened(still, rules, true), because, standing: why };
  }
  const goesNow = still.goneAt === null && gone !== null && !later;
  return goesNow ? { ...still, goneAt: gone.at, act: "advanced", because: "Gone." } : still;
}

function verified(still: Still, { register, gone, later }: Seen, { now }: Rules): Judgement {
  return {
    ...still,
    ...{ state: "verified", act: "verified", verifiedAt: now, standing: "" },
    ...{ registerEndedAt: register.endedAt, goneAt: gone?.at ?? null },
    because: later ? "Our register ends it on the day that was decided." : "The data show it gone.",
  };
}

function isLapsed({ state, acceptedUntil }: Judgeable, { now }: Rules): boolean {
  return state === "accepted" && acceptedUntil !== null && acceptedUntil <= now;
}

// What was accepted for a while is due at once when that is over.
function lapsed(still: Still, missing: string, { now }: Rules): Judgement {
  const because = `Its acceptance ended ${utcText(still.acceptedUntil ?? now)}. ${missing}`;
  return { ...still, state: "open", act: "reopened", standing: missing, because };
}

function advanced(still: Still, { register, gone }: Seen, missing: string): Judgement {
  const after = {
    ...still,
    standing: missing,
    registerEndedAt: register.endedAt,
    goneAt: gone?.at ?? null,
  };
  const same =
    after.standing === still.standing &&
    after.registerEndedAt?.getTime() === still.registerEndedAt?.getTime() &&
    after.goneAt?.getTime() === still.goneAt?.getTime();
  return same ? still : { ...after, act: "advanced", because: missing };
}
