import { z } from "zod";
import { blank } from "@/lib/core/choices";
import { DAY_MS } from "@/lib/core/clock";
import { isUuid, line, optionalProse, prose } from "@/lib/core/text";
import { LINES_MAX, REASON_MAX, REASON_MIN, ROLE_MAX, SUITABILITY_MAX } from "./limits";
import { numbersOf } from "./ranges";

const reviewId = z.uuid("This is not the id of an access review.");
const person = (says: string) => z.uuid(says);
const reason = prose("Say why.", REASON_MAX).refine(
  (text) => text.length >= REASON_MIN,
  `Say it in at least ${REASON_MIN} characters.`,
);

const LINES_SAY = "Give line numbers such as 12, 40-52.";
const lines = optionalProse(LINES_MAX).transform((text, ctx) => {
  const numbers = numbersOf(text);
  if (numbers === null) ctx.addIssue({ code: "custom", message: LINES_SAY });
  return numbers ?? [];
});

const PART_SAYS = "Choose whose lines these are.";
const part = z.string().transform((text, ctx) => {
  const [, fromId, number] = /^([0-9a-f-]{36}):([12])$/.exec(text) ?? [];
  if (fromId && isUuid(fromId))
    return { fromId, stage: number === "2" ? (2 as const) : (1 as const) };
  ctx.addIssue({ code: "custom", message: PART_SAYS });
  return z.NEVER;
});

/** Hands lines of one reviewer to another. `part`: whose, in which stage; `lines` empty: all that may be handed over. */
export const reassignInput = z
  .strictObject({
    reviewId,
    part,
    toId: person("Choose who shall decide them."),
    lines,
    reason,
  })
  .transform(({ part: whose, ...wish }) => ({ ...wish, ...whose }));
export type ReassignInput = z.infer<typeof reassignInput>;

/** A reviewer with a conflict decides with a second person beside them (REV-06, small teams). */
export const exceptInput = z.strictObject({
  reviewId,
  lines: lines.refine((numbers) => numbers.length > 0, LINES_SAY),
  reviewerId: person("Choose who decides first."),
  secondId: person("Choose who looks as well."),
  reason,
});
export type ExceptInput = z.infer<typeof exceptInput>;

const DAY_SAYS = "Choose a day.";
const day = z.iso
  .date(DAY_SAYS)
  .refine((text) => !text.startsWith("0000"), DAY_SAYS)
  .transform((text) => new Date(`${text}T00:00:00.000Z`));

/** Somebody decides in the place of another, from the beginning of a day through another one (UTC). `reviewId` null: every review. */
export const delegateInput = z.strictObject({
  reviewId: blank(reviewId),
  fromId: person("Choose who is away."),
  toId: person("Choose who decides in their place."),
  fromOn: day,
  throughOn: day.transform((at) => new Date(at.getTime() + DAY_MS)),
  reason,
});
export type DelegateInput = z.infer<typeof delegateInput>;

export const endDelegationInput = z.strictObject({
  delegationId: z.uuid("This is not the id of a delegation."),
});
export type EndDelegationInput = z.infer<typeof endDelegationInput>;

/** Why a person is fit to review (REV-07). */
export const recordReviewerInput = z.strictObject({
  personId: person("Choose the person."),
  role: line("Say in which role they review.", ROLE_MAX),
  trainedOn: day,
  suitability: prose("Say why this person can judge such access.", SUITABILITY_MAX),
});
export type RecordReviewerInput = z.infer<typeof recordReviewerInput>;
