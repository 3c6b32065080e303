/** The life of a grant, as it is stored. */
export type GrantLife = { fromAt: Date; until: Date | null; endedAt: Date | null };

/** Whether a grant was in force at an instant: from its first instant, and no longer at its last. */
export function inForce({ fromAt, until, endedAt }: GrantLife, at: Date): boolean {
  if (fromAt > at) return false;
  return (until === null || at < until) && (endedAt === null || at < endedAt);
}

/** The same as a filter over stored grants. */
export function whereInForce(at: Date) {
  return {
    fromAt: { lte: at },
    AND: [
      { OR: [{ until: null }, { until: { gt: at } }] },
      { OR: [{ endedAt: null }, { endedAt: { gt: at } }] },
    ],
  };
}

/** Where a grant stands: not begun, in force, over by its date, or ended before that. */
export type GrantState = "future" | "in-force" | "expired" | "ended";

export function grantState(grant: GrantLife, at: Date): GrantState {
  if (grant.endedAt !== null && grant.endedAt <= at) return "ended";
  if (grant.until !== null && grant.until <= at) return "expired";
  return grant.fromAt > at ? "future" : "in-force";
}
