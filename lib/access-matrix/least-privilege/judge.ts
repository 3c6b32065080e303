import { DAY_MS, utcDay } from "@/lib/core/clock";
import type { UseCell } from "./cells";
import type { Verdict } from "./least-privilege-view";
import type { GrantFact, ProposalFacts } from "./proposal-facts";

/** What is proposed for a grant in force, and why. `cells`: what it stands for, in the period. */
export function judged(
  grant: GrantFact,
  cells: readonly UseCell[],
  facts: ProposalFacts,
): { verdict: Verdict; why: string } {
  const dead = cells.find(({ principal }) => isDead(principal.inactive))?.principal.inactive;
  if (dead) return { verdict: "remove", why: `The key is ${dead}, so nothing calls with it.` };
  const used = cells.filter((cell) => cell.used > 0);
  if (used.length === 0) return unused(grant, facts);
  const beyond = beyondWords(used, facts);
  if (beyond !== "") return { verdict: "review", why: beyond };
  if (grant.operationId === null && used.length < cells.length) {
    const one = used.length === 1;
    const why = `Of ${cells.length} operations ${used.length} ${one ? "was" : "were"} used in ${facts.days} days. Ask for ${one ? "that one" : "those"} by name, then end this.`;
    return { verdict: "narrow", why };
  }
  return { verdict: "keep", why: `Used in the last ${facts.days} days.` };
}

// Nothing is said about a time in which it was not there, or nobody wrote down the calls.
function unused(grant: GrantFact, facts: ProposalFacts): { verdict: Verdict; why: string } {
  const { days, from, trackedFrom, asOf } = facts;
  const since = heldSince(grant, facts.grants);
  if (since > from) {
    const age = Math.floor((asOf - since) / DAY_MS);
    return {
      verdict: "young",
      why: `Not used, and given ${age === 0 ? "only today" : `only ${age} ${age === 1 ? "day" : "days"} ago`}.`,
    };
  }
  if (trackedFrom === null) return { verdict: "young", why: "No call has been recorded yet." };
  if (trackedFrom > from) {
    const tracked = utcDay(new Date(trackedFrom));
    return { verdict: "young", why: `Not used, and calls are recorded only since ${tracked}.` };
  }
  return { verdict: "remove", why: `Not used in ${days} days.` };
}

/** Since when the access was there without a break, over grants that took each other's place. */
function heldSince(grant: GrantFact, all: readonly GrantFact[]): number {
  const same = all
    .filter(
      ({ keyId, serverId, operationId, environment }) =>
        keyId === grant.keyId &&
        serverId === grant.serverId &&
        environment === grant.environment &&
        (operationId === null || operationId === grant.operationId),
    )
    .sort((one, other) => other.fromAt - one.fromAt);
  return same.reduce(
    (since, { fromAt, end }) => (fromAt < since && end >= since ? fromAt : since),
    grant.fromAt,
  );
}

function beyondWords(used: readonly UseCell[], facts: ProposalFacts): string {
  const reached = new Set(used.flatMap(({ operation }) => operation.dataClasses));
  const classes = [...reached].filter((each) => !facts.dataClasses.includes(each)).sort();
  const away = [...new Set(used.map(({ environment }) => environment))].filter(
    (each) => !facts.environments.includes(each),
  );
  const parts = [
    ...(away.length > 0 ? [`in ${away.join(", ")}`] : []),
    ...(classes.length > 0 ? [`on ${classes.join(", ")}`] : []),
  ];
  return parts.length === 0
    ? ""
    : `Used ${parts.join(" and ")}, for which the agent is not registered. Have its purpose approved anew, or end this.`;
}

function isDead(inactive: string | null): boolean {
  return inactive === "revoked" || inactive === "expired";
}
