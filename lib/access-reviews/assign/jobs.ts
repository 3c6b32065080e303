import { defineJob } from "@/lib/jobs/define-job";
import { noteTriggers } from "../triggers/commands/note-triggers";
import { escalateReviews } from "./commands/escalate";
import { remindReviewers } from "./commands/remind-reviewers";
import { runDelegations } from "./commands/run-delegations";

/** Hands lines over where a delegation begins or ends, asks others where a review is overdue, then reminds whoever has a part. */
export const remindReviewersJob = defineJob({
  name: "access-reviews.remind",
  everyMinutes: 15,
  grants: ["review:remind"],
  run: async (ctx) => {
    await runDelegations(ctx);
    await escalateReviews(ctx);
    await remindReviewers(ctx);
  },
});

/** Notes what asks for a review out of turn (REV-22). */
export const reviewTriggersJob = defineJob({
  name: "access-reviews.triggers",
  everyMinutes: 15,
  grants: ["review:watch"],
  run: noteTriggers,
});
