import type { RiskClass } from "@/lib/db/generated/enums";
import { defineSettings } from "@/lib/settings/define-settings";

const months = (label: string, defaultMonths: number) => ({
  label,
  help: "How long after its approval or last review an agent of this class is due for the next one.",
  unit: "months",
  min: 1,
  max: 36,
  default: defaultMonths,
});

/** The rules of the registry. Built-in values hold until another person has approved others. */
export const agentsSettings = defineSettings({
  room: "agents",
  title: "Agents",
  fields: {
    reviewMonthsLow: months("Review of low risk", 12),
    reviewMonthsMedium: months("Review of medium risk", 12),
    reviewMonthsHigh: months("Review of high risk", 6),
    reviewMonthsCritical: months("Review of critical risk", 3),
    reviewWarningDays: {
      label: "Review warning",
      help: "How long before a review is due the owner and compliance are told.",
      unit: "days",
      min: 1,
      max: 180,
      default: 30,
    },
    nearDuplicatePercent: {
      label: "Near-duplicate from",
      help: "How alike by name or purpose two agents must be for the registry to ask why both are there.",
      unit: "%",
      min: 30,
      max: 100,
      default: 70,
    },
  },
});

/** The name of the rule that says how many months a class may go without a review. */
export const REVIEW_MONTHS = {
  LOW: "reviewMonthsLow",
  MEDIUM: "reviewMonthsMedium",
  HIGH: "reviewMonthsHigh",
  CRITICAL: "reviewMonthsCritical",
} as const satisfies Record<RiskClass, keyof typeof agentsSettings.fields>;
