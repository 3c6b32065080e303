// KEY-01, KEY-07: how old a key is, and to which rule it is held. Keys and findings judge by the same words.
import { DAY_MS, startOfDay, utcDay } from "./clock";

export type KeyAgeRule = "maxAgeDays" | "maxAgeDaysUpstream" | "maxAgeDaysEmergency";

const OTHER_RULES: ReadonlyMap<string, KeyAgeRule | null> = new Map([
  ["workload-identity", null], // nothing to rotate: what issues its tokens is recorded instead (KEY-07)
  ["upstream", "maxAgeDaysUpstream"],
  ["emergency", "maxAgeDaysEmergency"],
]);

/** The setting of keys that says how old a key of this kind may become; null where no rotation is asked of it. */
export function keyAgeRule(kind: string): KeyAgeRule | null {
  const other = OTHER_RULES.get(kind);
  return other === undefined ? "maxAgeDays" : other;
}

/** The whole UTC days between the issue of a key and a day, `2026-11-21`. */
export function keyAgeOn(issuedAt: Date, day: string): number {
  return Math.round((startOfDay(day).getTime() - startOfDay(utcDay(issuedAt)).getTime()) / DAY_MS);
}
