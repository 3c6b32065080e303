import { DAY_MS } from "@/lib/core/clock";

/** An entry of the catalogue, as the rules look at it. */
export type StandardRule = {
  id: string;
  environments: readonly string[];
  access: readonly string[];
  dataClasses: readonly string[];
  /** Empty: any server in scope. */
  serverIds: readonly string[];
  maxDays: number;
  approvedById: string;
  approvedAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
};

/** One operation that somebody wants for a key. */
export type Wanted = {
  environment: string;
  serverId: string;
  access: string | null;
  dataClasses: readonly string[];
  /** Who said what the operation can do; null: nobody. */
  classifiedById: string | null;
  /** First instant at which it would no longer hold. */
  until: Date;
  /** Who asks, and who has a part in the agent: nobody is granted anything by their own approval, or their own word of what it does. */
  partIds: readonly string[];
  /** It reaches beyond what the agent is registered for: then a person decides. */
  beyond: boolean;
};

/** Whether an entry still grants at an instant (CHG-08). */
export function isLive(
  { approvedAt, expiresAt, endedAt }: Pick<StandardRule, "approvedAt" | "expiresAt" | "endedAt">,
  at: Date,
): boolean {
  return approvedAt <= at && at < expiresAt && (endedAt === null || at < endedAt);
}

/** The entry that grants this at once: the first that fits, in the order given; null if a person decides. */
export function matchStandard<Rule extends StandardRule>(
  rules: readonly Rule[],
  wanted: Wanted,
  now: Date,
): Rule | null {
  return rules.find((rule) => fits(rule, wanted, now)) ?? null;
}

function fits(rule: StandardRule, wanted: Wanted, now: Date): boolean {
  const { access, environment, serverId, dataClasses, until, partIds, beyond } = wanted;
  const { classifiedById } = wanted;
  return (
    isLive(rule, now) &&
    !beyond &&
    access !== null &&
    rule.access.includes(access) &&
    rule.environments.includes(environment) &&
    (rule.serverIds.length === 0 || rule.serverIds.includes(serverId)) &&
    dataClasses.every((each) => rule.dataClasses.includes(each)) &&
    until.getTime() - now.getTime() <= (rule.maxDays + 1) * DAY_MS && // the last day is granted whole
    !partIds.includes(rule.approvedById) &&
    !(classifiedById !== null && partIds.includes(classifiedById))
  );
}
