import { z } from "zod";
import { line, optionalProse, prose } from "@/lib/core/text";
import { dayWindow, isZone } from "./day-window";
import { CAUSE_MAX, GAP_DISPOSITIONS, INCIDENT_MAX, ORIGIN_MAX } from "./gap-labels";

const CHOOSE = "Choose what it is.";
const ZONE_SAYS = "Name a zone such as Europe/Brussels or UTC.";

/** A gap is explained or accepted with words, or opened again with the reason why. */
export const disposeGapInput = z
  .strictObject({
    gapId: z.uuid(),
    version: z.coerce.number().int().min(1),
    disposition: z.enum(GAP_DISPOSITIONS, CHOOSE),
    cause: prose("Say what caused it, or why it is open again.", CAUSE_MAX),
    impact: optionalProse(CAUSE_MAX),
    incident: optionalProse(INCIDENT_MAX),
  })
  .refine(({ disposition, impact }) => disposition === "unexplained" || impact !== "", {
    path: ["impact"],
    message: "Say what is missing because of it, or that nothing is.",
  });
export type DisposeGapInput = z.infer<typeof disposeGapInput>;

const day = z.string().refine(isDay, "Give a day as 2026-11-21.");
const zone = z.string().max(64).refine(isZone, ZONE_SAYS);

const COUNT_SAYS = "Give a whole number, such as 1204.";

/** What somebody else counted of a source's day. */
export const enterTotalInput = z.strictObject({
  sourceId: z.string().min(1, "Choose a source.").max(63),
  day,
  zone,
  total: z.coerce
    .number(COUNT_SAYS)
    .int(COUNT_SAYS)
    .min(0, COUNT_SAYS)
    .max(Number.MAX_SAFE_INTEGER, COUNT_SAYS),
  origin: line("Name where the total comes from.", ORIGIN_MAX),
  explanation: optionalProse(CAUSE_MAX),
});
export type EnterTotalInput = z.infer<typeof enterTotalInput>;

/** A day of one source, or of all together, as a file. */
export const exportDayInput = z.object({
  format: z.enum(["csv", "xlsx", "pdf"]),
  day,
  zone: z.preprocess((given) => given || "UTC", zone),
  source: z.string().max(63).default(""),
});
export type ExportDayInput = z.infer<typeof exportDayInput>;

function isDay(text: string): boolean {
  try {
    return dayWindow(text, "UTC").hours === 24;
  } catch {
    return false;
  }
}
