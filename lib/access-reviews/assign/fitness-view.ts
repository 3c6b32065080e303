import { addDays } from "@/lib/core/clock";

/** Whether the record that says why somebody may review is there and young enough (REV-07). */
export type Fitness = "pass" | "attention" | "none";

/** `recordedAt` null: nobody has recorded it. `days`: how old the record may be. */
export function fitnessOf(recordedAt: Date | null, days: number, now: Date): Fitness {
  if (recordedAt === null) return "none";
  return addDays(recordedAt, days) > now ? "pass" : "attention";
}

/** The same in words; `until`: the UTC day through which the record counts. */
export function fitnessWords(recordedAt: Date | null, days: number, now: Date): string {
  if (recordedAt === null) return "Not recorded";
  const until = addDays(recordedAt, days).toISOString().slice(0, 10);
  return fitnessOf(recordedAt, days, now) === "pass"
    ? `Until ${until}`
    : `Out of date since ${until}`;
}
