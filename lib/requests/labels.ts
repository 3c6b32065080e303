import type { RequestStatus } from "@/lib/db/generated/enums";

export const REQUEST_STATUS_LABEL = {
  OPEN: "Waits for a decision",
  APPROVED: "Approved",
  DECLINED: "Declined",
  WITHDRAWN: "Withdrawn",
  VOIDED: "Voided",
} as const satisfies Record<RequestStatus, string>;

/** Longest note or reason, in UTF-16 code units. */
export const NOTE_MAX = 2000;
