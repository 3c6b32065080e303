import { addDays, utcDay } from "@/lib/core/clock";

/** One time at which an agent was given more than it had, by a request or at once. */
export type Addition = { at: Date; grants: number };

/** When an agent's purpose and risk were last looked at by a person. */
export type LastLook = {
  approvedAt: Date | null;
  reviewedAt: Date | null;
  changedAt: Date | null;
};

export type CreepRules = { creepDays: number; creepGrants: number };

/** Additions that nobody has looked at together (CHG-13). `creeping`: so many that purpose and risk are due again. */
export type Creep = {
  since: Date;
  /** Why it is counted from then: the look of a person, or the days of the policy. */
  looked: boolean;
  additions: number;
  grants: number;
  creeping: boolean;
};

/**
 * How much an agent was given in many small steps. Counted from the last look at its purpose, at most `creepDays` back: what
 * was given up to that look, that look has seen.
 */
export function creepOf(
  additions: readonly Addition[],
  look: LastLook,
  { creepDays, creepGrants }: CreepRules,
  now: Date,
): Creep {
  const from = addDays(now, -creepDays);
  const last = lastOf(look);
  const looked = last !== null && last > from;
  const since = looked ? last : from;
  const counted = additions.filter(({ at }) => at > since && at <= now);
  return {
    since,
    looked,
    additions: counted.length,
    grants: counted.reduce((sum, { grants }) => sum + grants, 0),
    creeping: counted.length >= creepGrants,
  };
}

function lastOf({ approvedAt, reviewedAt, changedAt }: LastLook): Date | null {
  const looks = [approvedAt, reviewedAt, changedAt].filter((at) => at !== null);
  return looks.reduce<Date | null>((last, at) => (last === null || at > last ? at : last), null);
}

/** The same in words, for whoever decides the next one; null where nothing was added. */
export function creepWords({ since, looked, additions, grants, creeping }: Creep): string | null {
  if (additions === 0) return null;
  const from = looked
    ? `since its purpose was last looked at on ${utcDay(since)}`
    : `since ${utcDay(since)}`;
  const times = additions === 1 ? "1 addition" : `${additions} additions`;
  const what = grants === 1 ? "1 grant" : `${grants} grants`;
  const says = `${times} with ${what} ${from}`;
  return creeping ? `${says}. So many ask for its purpose and risk to be looked at again.` : says;
}
