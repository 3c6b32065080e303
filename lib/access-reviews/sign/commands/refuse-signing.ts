import "server-only";
import { can } from "@/lib/auth/actor";
import { type CommandContext, type Recorder, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { SIGNING_REFUSAL_SAYS } from "@/lib/signatures/labels";
import type { SignatureRole } from "../../review-view";
import { REVIEW_SUBJECT } from "../material";

type Tried = { readonly reviewId: string; readonly role: SignatureRole };

/**
 * Whether the actor can sign anything at all: a person with the right to. Anybody and anything else is refused, and that is
 * recorded (SIG-11). Errors: forbidden.
 */
export async function assertMaySign(ctx: CommandContext, tried: Tried): Promise<void> {
  const { actor } = ctx;
  if (actor.kind === "person" && can(actor, "review:sign")) return;
  const says =
    actor.kind === "person"
      ? "This needs the right review:sign. Whoever signs a review is named in it."
      : SIGNING_REFUSAL_SAYS.not_a_person;
  throw await transact(ctx, (_tx, record) => refusal(record, ctx, tried, says, "not_allowed"));
}

/** Records that somebody tried to sign what is not theirs to sign, and answers what they are told. */
export function notTheirs(record: Recorder, ctx: CommandContext, tried: Tried): Promise<AppError> {
  return refusal(record, ctx, tried, SAYS[tried.role], "not_assigned");
}

const SAYS: Readonly<Record<SignatureRole, string>> = {
  "stage-1": "You have no line of the first stage of this review, so there is nothing to sign.",
  "stage-2": "You have no line of the second stage of this review, so there is nothing to sign.",
  "sign-off": "Only the person who answers for this review signs it.",
  addendum: "Only the person who answers for this review adds to it.",
};

async function refusal(
  record: Recorder,
  ctx: CommandContext,
  { reviewId, role }: Tried,
  says: string,
  why: string,
): Promise<AppError> {
  const after = { subjectKind: REVIEW_SUBJECT, subjectId: reviewId, role };
  await record({
    action: "signature.refused",
    subjectId: reviewId,
    before: null,
    after: { ...after, byId: ctx.actor.id, refusal: why },
    reason: says,
  });
  return new AppError("forbidden", says);
}
