"use server";

import { revalidatePath } from "next/cache";
import { delegateReviews } from "@/lib/access-reviews/assign/commands/delegate";
import { endDelegation } from "@/lib/access-reviews/assign/commands/end-delegation";
import { recordReviewer } from "@/lib/access-reviews/assign/commands/record-reviewer";
import {
  delegateInput,
  endDelegationInput,
  recordReviewerInput,
} from "@/lib/access-reviews/assign/schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/", "layout"); // the inbox count stands beside every page
const lines = (count: number) => (count === 1 ? "1 line" : `${count} lines`);

export const delegateReviewsAction = defineAction({
  permission: "review:delegate",
  input: delegateInput,
  run: delegateReviews,
  done: (result) => ({
    message:
      result.lines === 0
        ? "The delegation is recorded. Lines go over when its time begins."
        : `The delegation is recorded, and ${lines(result.lines)} went over.`,
  }),
  revalidate,
});

export const endDelegationAction = defineAction({
  permission: "review:delegate",
  input: endDelegationInput,
  run: endDelegation,
  done: (result) => ({ message: `The delegation ended; ${lines(result.lines)} went back.` }),
  revalidate,
});

export const recordReviewerAction = defineAction({
  permission: "reviewer:edit",
  input: recordReviewerInput,
  run: recordReviewer,
  done: () => ({ message: "It is recorded why this person is fit to review." }),
  revalidate,
});
