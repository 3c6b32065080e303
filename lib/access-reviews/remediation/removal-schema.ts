import { z } from "zod";
import { line, prose } from "@/lib/core/text";
import { HOW_MAX, REASON_MAX, TICKET_MAX } from "./removal-limits";

const removal = { removalId: z.uuid() };
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What somebody says of a removal: never what closes it. */
export const reportRemovalInput = z.strictObject({
  ...removal,
  ticket: line("Name the ticket, or say where it was done.", TICKET_MAX),
});
export type ReportRemovalInput = z.infer<typeof reportRemovalInput>;

export const TEST_ANSWERS = ["denied", "allowed"] as const;

/** A call that somebody made on purpose, to see whether it is refused. `at` in UTC. */
export const testRemovalInput = z.strictObject({
  ...removal,
  at: z.string().regex(INSTANT, "Say when it was tested, to the minute."),
  answer: z.enum(TEST_ANSWERS, "Choose how the test was answered."),
  how: prose("Say what was called, from where, and where the answer is kept.", HOW_MAX),
});
export type TestRemovalInput = z.infer<typeof testRemovalInput>;

/** `until` is the first day on which it no longer holds. */
export const acceptRemovalInput = z.strictObject({
  ...removal,
  reason: prose("Say why the access may stay for a while, and what makes up for it.", REASON_MAX),
  until: z.string().regex(DAY, "Choose the day on which this ends."),
});
export type AcceptRemovalInput = z.infer<typeof acceptRemovalInput>;
