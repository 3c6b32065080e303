import { endOfBusinessDay, type Holidays } from "@/lib/core/business-day";
import { HOUR_MS } from "@/lib/core/clock";

/** The days of the policy that bear on a removal (REV-15). */
export type RemovalPolicy = { readonly criticalHours: number; readonly removalDays: number };

/** By when what was taken away is gone: privileged access within hours, other access at the end of a business day. */
export function removalDue(
  from: Date,
  critical: boolean,
  { criticalHours, removalDays }: RemovalPolicy,
  holidays: Holidays,
): Date {
  if (critical) return new Date(from.getTime() + criticalHours * HOUR_MS);
  return endOfBusinessDay(from, removalDays, holidays);
}
