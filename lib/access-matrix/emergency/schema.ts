import { z } from "zod";
import { line, prose } from "@/lib/core/text";
import { EMERGENCY_SHOWS } from "./labels";
import { EMERGENCY_OPERATIONS_MAX, HOLIDAY_NAME_MAX, MINUTES_MAX, REASON_MAX } from "./limits";

const MINUTES_SAYS = `Give whole minutes, 1 to ${MINUTES_MAX}.`;
const OPERATIONS_SAYS = "Choose the operations you need, at least one.";

/** A person takes access at once, with their own emergency key. */
export const takeEmergencyInput = z.strictObject({
  keyId: z.uuid("Choose your emergency key."),
  operationIds: z
    .array(z.uuid(OPERATIONS_SAYS), OPERATIONS_SAYS)
    .min(1, OPERATIONS_SAYS)
    .max(EMERGENCY_OPERATIONS_MAX, `Choose at most ${EMERGENCY_OPERATIONS_MAX} operations.`)
    .transform((ids) => [...new Set(ids)]),
  reason: prose("Say what the emergency is.", REASON_MAX),
  onCallId: z.uuid("Choose the person on call, who is alerted at once."),
  minutes: z.coerce
    .number(MINUTES_SAYS)
    .int(MINUTES_SAYS)
    .min(1, MINUTES_SAYS)
    .max(MINUTES_MAX, MINUTES_SAYS),
});
export type TakeEmergencyInput = z.infer<typeof takeEmergencyInput>;

export const acknowledgeEmergencyInput = z.strictObject({
  emergencyId: z.uuid("This is not the id of an emergency."),
});
export type AcknowledgeEmergencyInput = z.infer<typeof acknowledgeEmergencyInput>;

export const endEmergencyInput = z.strictObject({
  emergencyId: z.uuid("This is not the id of an emergency."),
  reason: prose("Say why it ends now.", REASON_MAX),
});
export type EndEmergencyInput = z.infer<typeof endEmergencyInput>;

const HOLIDAY_SAYS = "Give the day as 2026-12-25.";
const holiday = z.iso.date(HOLIDAY_SAYS).refine((day) => !day.startsWith("0000"), HOLIDAY_SAYS);

export const declareHolidayInput = z.strictObject({
  day: holiday,
  name: line("Name the holiday.", HOLIDAY_NAME_MAX),
});
export type DeclareHolidayInput = z.infer<typeof declareHolidayInput>;

export const removeHolidayInput = z.strictObject({ day: holiday });
export type RemoveHolidayInput = z.infer<typeof removeHolidayInput>;

export const exportEmergenciesInput = z.object({
  show: z.enum(EMERGENCY_SHOWS).catch("all").default("all"),
  format: z.enum(["csv", "xlsx", "pdf"], "Choose CSV, Excel or PDF."),
});
export type ExportEmergenciesInput = z.infer<typeof exportEmergenciesInput>;
