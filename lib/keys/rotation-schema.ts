import { z } from "zod";
import { optionalProse, prose } from "@/lib/core/text";
import { DISCLOSURE_KINDS, PROOF_STATUSES, ROTATION_REASONS } from "./labels";
import { REASON_MAX, TICKET_MAX } from "./limits";
import { credential, instant, why } from "./schema";

/** The new key is of the same kind, belongs to the same and serves the same purpose; only its credential is another. */
export const startRotationInput = z.strictObject({
  ...credential,
  oldKeyId: z.uuid(),
  reason: z.enum(ROTATION_REASONS, "Choose why it is rotated."),
  note: optionalProse(REASON_MAX),
  ticket: optionalProse(TICKET_MAX),
  dependants: optionalProse(REASON_MAX),
  performedById: z.uuid("Choose who carries it out."),
  overlapEndsAt: instant,
});
export type StartRotationInput = z.infer<typeof startRotationInput>;

export const rotationInput = z.strictObject({ rotationId: z.uuid() });
export type RotationInput = z.infer<typeof rotationInput>;

/** A test that somebody made: the old key was shown and the answer was a refusal. */
export const proveByTestInput = rotationInput.extend({
  at: instant,
  status: z.enum(PROOF_STATUSES, "Choose how the test was answered."),
  how: prose("Say what was called, from where, and where the answer is kept.", REASON_MAX),
});
export type ProveByTestInput = z.infer<typeof proveByTestInput>;

/** `until` is the first instant at which it no longer holds. */
export const askExceptionInput = z.strictObject({
  keyId: z.uuid(),
  reason: why,
  measures: prose("Say what makes up for it in the meantime.", REASON_MAX),
  until: instant,
});
export type AskExceptionInput = z.infer<typeof askExceptionInput>;

export const endExceptionInput = z.strictObject({ exceptionId: z.uuid(), reason: why });
export type EndExceptionInput = z.infer<typeof endExceptionInput>;

export const recordDisclosureInput = z.strictObject({
  keyId: z.uuid(),
  kind: z.enum(DISCLOSURE_KINDS, "Choose what happened."),
  personId: z.uuid("Choose who saw the secret."),
  at: instant,
  reason: why,
  ticket: optionalProse(TICKET_MAX),
});
export type RecordDisclosureInput = z.infer<typeof recordDisclosureInput>;
