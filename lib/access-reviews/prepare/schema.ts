import { z } from "zod";
import { blank, ticked } from "@/lib/core/choices";
import { ENVIRONMENTS } from "@/lib/core/environments";
import { line, optionalProse, prose } from "@/lib/core/text";
import { quarterNamed } from "../quarters";
import { LINE_KINDS, REVIEW_KINDS, REVIEW_STATUSES, SILENCE_RULES } from "../review-view";
import { exclusionLines } from "./exclusion-lines";
import { EXCLUSIONS_TEXT_MAX, NAMED_MAX, NOTE_MAX, REASON_MAX, TITLE_MAX } from "./prepare-limits";

const DAY_SAYS = "Give a day as 2026-11-21.";
const ids = (says: string) =>
  z
    .array(z.uuid(says), says)
    .max(NAMED_MAX, `Choose at most ${NAMED_MAX}. None chosen: all.`)
    .transform((list) => [...new Set(list)].sort());

const draft = {
  title: line("Name the review.", TITLE_MAX),
  ownerId: z.uuid("Choose who answers for the review and signs it."),
  /** The last day; it is due at its end, in UTC. */
  dueOn: z.iso.date(DAY_SAYS),
  silenceRule: z.enum(SILENCE_RULES, "Choose what becomes of lines that nobody answers."),
  environments: ticked(ENVIRONMENTS, "Choose environments from the list."),
  serverIds: ids("Choose servers from the list."),
  agentIds: ids("Choose agents from the list."),
  kinds: ticked(LINE_KINDS, "Choose from the list."),
  exclusions: optionalProse(EXCLUSIONS_TEXT_MAX).transform(exclusionLines),
  tieOutNote: optionalProse(NOTE_MAX),
};

/** A review as an officer drafts it. `quarter`: of a quarterly one; an off-cycle one looks back from today. */
export const draftReviewInput = z
  .strictObject({
    ...draft,
    kind: z.enum(REVIEW_KINDS, "Choose what kind of review it is."),
    quarter: blank(z.string().refine((name) => quarterNamed(name) !== null, "Choose a quarter.")),
    triggerId: blank(z.uuid()).default(null),
  })
  .refine(({ kind, quarter }) => kind !== "quarterly" || quarter !== null, {
    path: ["quarter"],
    error: "Choose the quarter under review.",
  });
export type DraftReviewInput = z.infer<typeof draftReviewInput>;

const version = z.coerce.number("Reload the page.").int("Reload the page.").min(1);
const reviewId = z.uuid("This is not the id of a review.");

export const editReviewInput = z.strictObject({ ...draft, reviewId, version });
export type EditReviewInput = z.infer<typeof editReviewInput>;

export const discardReviewInput = z.strictObject({
  ...{ reviewId, version },
  reason: prose("Say why this draft is not needed.", REASON_MAX),
});
export type DiscardReviewInput = z.infer<typeof discardReviewInput>;

export const launchReviewInput = z.strictObject({ reviewId, version });
export type LaunchReviewInput = z.infer<typeof launchReviewInput>;

/** The list as a file; what the address says beside it is as if it were not there. */
export const exportReviewsInput = z.object({
  format: z.enum(["csv", "xlsx", "pdf"], "Choose CSV, Excel or PDF."),
  status: z.enum(REVIEW_STATUSES).nullable().catch(null).default(null),
  kind: z.enum(REVIEW_KINDS).nullable().catch(null).default(null),
  quarter: z.string().max(20).catch("").default(""),
});
export type ExportReviewsInput = z.infer<typeof exportReviewsInput>;
