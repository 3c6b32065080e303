// What is wrong with a key, or will be soon. Pure: the facts are read elsewhere, for one instant.
import { addDays, HOUR_MS, startOfDay, utcDay } from "@/lib/core/clock";
import { keyAgeOn } from "@/lib/core/key-age";
import type { AgentStatus } from "@/lib/db/generated/enums";
import { type AgedKey, type Excused, holdsAt, lastGoodDay, maxAge, type Rules } from "./ageing";
import { stateOf } from "./labels";
import { KEY_MARKS, type KeyMark } from "./mark-labels";

export type MarkedKey = AgedKey & { readonly environment: string };

/** Somebody who knew or answered for the key and has left. */
export type Leaver = { readonly personId: string; readonly leftAt: Date };

/** What the ledger says of a key. Callers as they called themselves, in lower case; denied calls are left out unless said. */
export type KeyUse = {
  /** The first call before its issue; null if there is none, as there should be. */
  readonly earlyAt: Date | null;
  readonly lastAt: Date | null;
  /** Of the days looked at: what is not the key's own agent, and the sources it came by. */
  readonly strangers: readonly string[];
  readonly sources: readonly string[];
  readonly environments: readonly string[];
  /** Calls that were let through after its revocation or expiry, and the last of them. */
  readonly after: { readonly calls: number; readonly lastAt: Date } | null;
};

export const NO_USE: KeyUse = {
  ...{ earlyAt: null, lastAt: null, after: null },
  ...{ strangers: [], sources: [], environments: [] },
};

/** A rotation in which the key is the old one. */
export type RotationState = {
  readonly reason: string;
  readonly startedAt: Date;
  readonly overlapEndsAt: Date;
  readonly oldDisabledAt: Date | null;
  readonly proven: boolean;
  readonly finishedAt: Date | null;
};

export type MarkFacts = {
  readonly key: MarkedKey;
  readonly agent: { readonly status: AgentStatus; readonly approvedAt: Date | null } | null;
  /** Whether the one who answers for it now is there. */
  readonly ownerLeft: boolean;
  readonly leavers: readonly Leaver[];
  readonly exceptions: readonly Excused[];
  readonly rotation: RotationState | null;
  readonly use: KeyUse;
};

export type MarkRules = Rules & {
  readonly values: Readonly<Record<"warningDays" | "leaverDays" | "compromiseHours", number>>;
};

/** The marks of a key at an instant, the gravest first. */
export function marksOf(facts: MarkFacts, rules: MarkRules, now: Date): KeyMark[] {
  const state = stateOf(facts.key, now);
  const alive = state !== "revoked";
  const marks = [
    ...marksOfUse(facts, state === "issued"),
    ...(alive ? lifeMarks(facts, rules, now) : []),
    ...(alive ? ageMarks(facts, rules, now) : []),
    ...rotationMarks(facts, rules, now),
  ];
  return KEY_MARKS.filter((mark) => marks.includes(mark));
}

// KEY-02, KEY-03: what was done with it.
function marksOfUse({ key, agent, use }: MarkFacts, issued: boolean): KeyMark[] {
  const before = use.earlyAt !== null && use.earlyAt < key.issuedAt;
  const unready = issued && use.lastAt !== null && !before;
  const approvedLate =
    agent !== null && (agent.approvedAt === null || key.issuedAt < agent.approvedAt);
  return [
    ...when(use.after !== null, "used-after-revocation" as const),
    ...when(use.strangers.length > 0, "shared" as const),
    ...when(
      use.environments.some((each) => each !== key.environment),
      "elsewhere" as const,
    ),
    ...when(before, "used-before-issue" as const),
    ...when(unready, "used-while-inactive" as const),
    ...when(approvedLate, "issued-before-approval" as const),
    ...when(use.sources.length > 1, "several-sources" as const),
  ];
}

const WORKING: readonly AgentStatus[] = ["APPROVED", "ACTIVE"];

// KEY-04, CHG-12: the people and the agent behind it.
function lifeMarks(facts: MarkFacts, rules: MarkRules, now: Date): KeyMark[] {
  const { key, agent, ownerLeft } = facts;
  const left = leaverDue(facts, rules);
  const inactive = agent !== null && key.activatedAt !== null && !WORKING.includes(agent.status);
  return [
    ...when(left !== null && left < now, "leaver-overdue" as const),
    ...when(left !== null && left >= now, "leaver" as const),
    ...when(ownerLeft, "owner-left" as const),
    ...when(inactive, "agent-inactive" as const),
    ...when(stateOf(key, now) === "expired", "expired" as const),
  ];
}

/** When a key must have been rotated because of the first who left knowing it; null if nobody did. */
export function leaverDue(
  { key, leavers }: Pick<MarkFacts, "key" | "leavers">,
  { values }: MarkRules,
): Date | null {
  if (maxAge(key.kind, { values }) === null) return null; // short-lived tokens end by themselves
  const left = leavers.map(({ leftAt }) => leftAt).filter((at) => at > key.issuedAt);
  const [first] = left.sort((one, other) => Number(one) - Number(other));
  return first ? addDays(first, values.leaverDays) : null;
}

// KEY-01: how old it is today.
function ageMarks(
  { key, exceptions, rotation }: MarkFacts,
  rules: MarkRules,
  now: Date,
): KeyMark[] {
  const today = utcDay(now);
  const last = lastGoodDay(key, rules);
  if (last === null || stateOf(key, now) !== "active") return [];
  const max = maxAge(key.kind, rules) ?? 0;
  if (keyAgeOn(key.issuedAt, today) <= max) {
    const soon = utcDay(addDays(startOfDay(today), rules.values.warningDays));
    return when(last < soon, "due-soon" as const);
  }
  const excused = exceptions.some((each) => holdsAt(each, now));
  return [
    excused ? ("excepted" as const) : ("over-age" as const),
    ...when(rotation === null && !excused, "never-rotated" as const),
  ];
}

// What a rotation still lacks.
function rotationMarks({ rotation }: MarkFacts, { values }: MarkRules, now: Date): KeyMark[] {
  if (rotation === null || rotation.finishedAt !== null) return [];
  const { reason, startedAt, overlapEndsAt, oldDisabledAt, proven } = rotation;
  const hours = new Date(startedAt.getTime() + values.compromiseHours * HOUR_MS);
  const due = reason === "compromise" && hours < overlapEndsAt ? hours : overlapEndsAt;
  const late = (oldDisabledAt ?? now) > due;
  return [
    ...when(late, "rotation-late" as const),
    ...when(oldDisabledAt !== null && !proven, "unproven" as const),
    ...when(oldDisabledAt === null && !late, "rotating" as const),
  ];
}

function when<Mark>(holds: boolean, mark: Mark): Mark[] {
  return holds ? [mark] : [];
}
