import { z } from "zod";
import { optionalProse, prose } from "@/lib/core/text";
import { NOTE_MAX } from "./labels";

const requestId = z.uuid("This is not the id of a request.");

export const decideRequestInput = z.strictObject({
  requestId,
  diffHash: z.string().regex(/^[0-9a-f]{64}$/, "Reload the page, so that you decide what you see."),
  decision: z.enum(["approve", "decline"], "Approve or decline."),
  note: optionalProse(NOTE_MAX),
});
export type DecideRequestInput = z.infer<typeof decideRequestInput>;

export const withdrawRequestInput = z.strictObject({
  requestId,
  reason: prose("Say why you withdraw this request.", NOTE_MAX),
});
export type WithdrawRequestInput = z.infer<typeof withdrawRequestInput>;

export const handOverRequestInput = z.strictObject({
  requestId,
  toId: z.uuid("Choose who decides it."),
  reason: prose("Say why somebody else decides this.", NOTE_MAX),
});
export type HandOverRequestInput = z.infer<typeof handOverRequestInput>;
