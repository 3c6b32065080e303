import { z } from "zod";
import { DAY_MS } from "@/lib/core/clock";
import { optionalProse, prose } from "@/lib/core/text";
import { COMMENT_MAX, FACTS_MAX } from "./decide-limits";

const DAY_SAYS = "Give the last day as 2027-03-31.";
const PARTS_MAX = 5_000;

// The last day on which it is kept, as the instant at which that day is over in UTC.
const throughDay = z.iso
  .date(DAY_SAYS)
  .refine((day) => !day.startsWith("0000"), DAY_SAYS)
  .transform((day) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS));

const stage = z.union([z.literal(1), z.literal(2)]);

const target = {
  reviewId: z.uuid("This is not the id of a review."),
  lineId: z.uuid("This is not the id of a line."),
  stage,
};

// Made by the browser, so that a decision which is sent twice is made once.
const own = z.uuid("A decision needs an id of its own.");

const common = {
  ...target,
  id: own,
  /** The decision the reviewer saw; null: none. Another one by now is a conflict. */
  after: z.uuid().nullable(),
  /** When it was made, where it had to wait for the network. */
  madeAt: z.iso.datetime().transform((text) => new Date(text)),
  opened: z.boolean(),
};

const why = prose("Say why.", COMMENT_MAX);
const person = (says: string) => z.uuid(says);

/** One decision about one line. `until`: the last day (UTC); `remaining`: ids of the parts that may stay. */
export const decideLineInput = z.discriminatedUnion("decision", [
  z.strictObject({ ...common, decision: z.literal("keep"), comment: optionalProse(COMMENT_MAX) }),
  z.strictObject({
    ...common,
    decision: z.literal("keep-until"),
    until: throughDay,
    comment: why,
  }),
  z.strictObject({
    ...common,
    decision: z.literal("reduce"),
    remaining: z
      .array(z.string().max(500))
      .min(1, "Say what may stay, or revoke it.")
      .max(PARTS_MAX),
    comment: why,
  }),
  z.strictObject({ ...common, decision: z.literal("revoke"), comment: why }),
  z.strictObject({
    ...common,
    decision: z.literal("transfer"),
    newOwnerId: person("Say who shall own it."),
    comment: why,
  }),
  z.strictObject({
    ...common,
    decision: z.literal("cannot-judge"),
    newOwnerId: person("Say who can judge it."),
    comment: why,
  }),
]);
export type DecideLineInput = z.infer<typeof decideLineInput>;

/** Takes the decision `after` of a line back. */
export const undoDecisionInput = z.strictObject({
  ...target,
  id: own,
  after: z.uuid("Say which decision is taken back."),
  madeAt: common.madeAt,
});
export type UndoDecisionInput = z.infer<typeof undoDecisionInput>;

/** Low-risk lines of one class, kept on one basis. Each was ticked by itself. */
export const decideTogetherInput = z.strictObject({
  ...{ reviewId: target.reviewId, stage: z.literal(1), id: own },
  lineIds: z.array(target.lineId).min(2, "Tick two lines at least.").max(500),
  basis: prose("Say on what basis they stay.", COMMENT_MAX),
});
export type DecideTogetherInput = z.infer<typeof decideTogetherInput>;

const stageText = z.enum(["1", "2"]).transform((text) => (text === "2" ? 2 : 1));

/** Whose part: the one who asks, in a stage. */
export const decidePartInput = z.strictObject({ review: target.reviewId, stage: stageText });

/** Facts of some of those lines. */
export const lineFactsInput = z.strictObject({
  review: target.reviewId,
  stage: stageText,
  line: z
    .union([z.uuid(), z.array(z.uuid()).max(FACTS_MAX)])
    .transform((ids) => (typeof ids === "string" ? [ids] : ids)),
});
