import { accessReviewsSettings } from "../settings";
import type { TimeRules } from "./timeliness";

/** The rules of time a review goes by: those it started under, else those built in. */
export function timeRulesOf(values: Readonly<Record<string, number>>): TimeRules {
  const { fields } = accessReviewsSettings;
  const rule = (name: keyof TimeRules) => values[name] ?? fields[name].default;
  return {
    ...{ launchDays: rule("launchDays"), signDays: rule("signDays"), failDays: rule("failDays") },
    ...{ intervalDays: rule("intervalDays"), intervalFailDays: rule("intervalFailDays") },
  };
}
