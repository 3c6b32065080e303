import { z } from "zod";
import { DISPOSITIONS, SIGNATURE_ROLES } from "../review-view";
import { COMMENT_MAX, REASON_MAX, REASON_MIN, TOGETHER_MAX, TYPED_NAME_MAX } from "./sign-limits";

const id = z.uuid("This is no number of a record. Open the page again.");
const hash = z.string().regex(/^[0-9a-f]{64}$/, "Open the page again: what it shows is not said.");
const reason = z
  .string()
  .trim()
  .min(REASON_MIN, `Say it in at least ${REASON_MIN} characters.`)
  .max(REASON_MAX, `At most ${REASON_MAX.toLocaleString("en")} characters.`);

export const beginSigningInput = z.strictObject({
  reviewId: id,
  role: z.enum(SIGNATURE_ROLES),
  method: z.enum(["passkey", "password"]),
  /** SHA-256 of what the page showed. */
  shown: hash,
});
export type BeginSigningInput = z.infer<typeof beginSigningInput>;

const MAX_RESPONSE = 40_000;
const MAX_PASSWORD = 1_000;

export const finishSigningInput = z.strictObject({
  reviewId: id,
  role: z.enum(SIGNATURE_ROLES),
  challengeId: id,
  typedName: z.string().max(TYPED_NAME_MAX, "This is longer than any name here."),
  /** What the browser answered, as JSON; of a password sign-off empty. */
  response: z.string().max(MAX_RESPONSE, "What the browser sent is too long."),
  password: z.string().max(MAX_PASSWORD, "This is longer than any password here.").default(""),
});
export type FinishSigningInput = z.infer<typeof finishSigningInput>;

export const freezeDeltaInput = z.strictObject({ reviewId: id });
export type FreezeDeltaInput = z.infer<typeof freezeDeltaInput>;

export const disposeDeltaInput = z.strictObject({
  reviewId: id,
  deltaIds: z
    .array(id)
    .min(1, "Choose at least one change.")
    .max(TOGETHER_MAX, `At most ${TOGETHER_MAX} at once.`),
  disposition: z.enum(DISPOSITIONS, "Say what becomes of it."),
  comment: z
    .string()
    .trim()
    .max(COMMENT_MAX, `At most ${COMMENT_MAX.toLocaleString("en")} characters.`),
});
export type DisposeDeltaInput = z.infer<typeof disposeDeltaInput>;

export const explainLateInput = z.strictObject({ reviewId: id, reason });
export type ExplainLateInput = z.infer<typeof explainLateInput>;

/** `reason`: what the approver read, so that they approve those words and no others. */
export const approveLateInput = z.strictObject({ reviewId: id, reason: z.string() });
export type ApproveLateInput = z.infer<typeof approveLateInput>;

export const prepareAddendumInput = z.strictObject({
  reviewId: id,
  reason,
  /** Numbers of the lines whose outcome becomes revoke, as typed: `4, 17, 23`. */
  lines: z
    .string()
    .trim()
    .regex(/^(?:[0-9]{1,6}(?:[\s,;]+[0-9]{1,6})*)?$/, "Type the numbers of lines: 4, 17, 23."),
});
export type PrepareAddendumInput = z.infer<typeof prepareAddendumInput>;
