import type { RequestStatus } from "@/lib/db/generated/enums";

export const REQUEST_STATUS_LABEL = {
  OPEN: "Waits for a decision",
  RECORDING: "Approved, being recorded",
  APPROVED: "Approved",
  DECLINED: "Declined",
  WITHDRAWN: "Withdrawn",
  VOIDED: "Voided",
} as const satisfies Record<RequestStatus, string>;

/** Longest note or reason, in UTF-16 code units. */
export const NOTE_MAX = 2000;

/** How a state looks: only what waits too long asks for attention. */
export const REQUEST_STATUS_TONE = {
  OPEN: "plain",
  RECORDING: "plain",
  APPROVED: "strong",
  DECLINED: "fail",
  WITHDRAWN: "muted",
  VOIDED: "muted",
} as const satisfies Record<RequestStatus, string>;
