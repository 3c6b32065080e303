/** An emergency as the rules look at it. */
export type EmergencyLife = {
  startedAt: Date;
  endsAt: Date;
  endedAt: Date | null;
  acknowledgedAt: Date | null;
  approvalDueAt: Date;
  decidedAt: Date | null;
  verdict: string | null;
};

/** The instant from which nothing of it is granted: its end by the clock, or earlier by a person. */
export function endOf({ endsAt, endedAt }: Pick<EmergencyLife, "endsAt" | "endedAt">): Date {
  return endedAt !== null && endedAt < endsAt ? endedAt : endsAt;
}

export function isRunning(emergency: Pick<EmergencyLife, "endsAt" | "endedAt">, at: Date): boolean {
  return at < endOf(emergency);
}

/** Where the approval afterwards stands. Late or missing is a failure (CHG-09), and stays one after it came. */
export const JUDGEMENTS = ["waiting", "overdue", "approved", "approved-late", "declined"] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

export function judgementOf(
  { approvalDueAt, decidedAt, verdict }: EmergencyLife,
  at: Date,
): Judgement {
  if (decidedAt === null || decidedAt > at) return at > approvalDueAt ? "overdue" : "waiting";
  if (verdict === "declined") return "declined";
  return decidedAt > approvalDueAt ? "approved-late" : "approved";
}

/** Whole minutes from the alert to its acknowledgement; null: nobody has acknowledged it. */
export function minutesToAcknowledge({
  startedAt,
  acknowledgedAt,
}: Pick<EmergencyLife, "startedAt" | "acknowledgedAt">): number | null {
  if (acknowledgedAt === null) return null;
  return Math.ceil((acknowledgedAt.getTime() - startedAt.getTime()) / 60_000);
}
