import type { Judgement } from "./life";

export const JUDGEMENT_LABEL = {
  waiting: "Waits for approval",
  overdue: "Not judged in time",
  approved: "Approved in time",
  "approved-late": "Approved late",
  declined: "Declined",
} as const satisfies Record<Judgement, string>;

/** Late or missing is a failure, and stays one after it came (CHG-09). */
export const JUDGEMENT_OUTCOME = {
  waiting: "attention",
  overdue: "fail",
  approved: "pass",
  "approved-late": "fail",
  declined: "attention",
} as const satisfies Record<Judgement, string>;

export const EMERGENCY_SHOWS = ["all", "running", "waiting", "overdue"] as const;
export type EmergencyShow = (typeof EMERGENCY_SHOWS)[number];

export const EMERGENCY_SHOW_LABEL = {
  all: "All",
  running: "Running",
  waiting: "Waiting for approval",
  overdue: "Not judged in time",
} as const satisfies Record<EmergencyShow, string>;
