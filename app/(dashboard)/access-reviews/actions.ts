"use server";

import { revalidatePath } from "next/cache";
import { discardReview } from "@/lib/access-reviews/prepare/commands/discard-review";
import { draftReview } from "@/lib/access-reviews/prepare/commands/draft-review";
import { editReview } from "@/lib/access-reviews/prepare/commands/edit-review";
import { launchReview } from "@/lib/access-reviews/prepare/commands/launch-review";
import { draftedWords, preparePath, startedWords } from "@/lib/access-reviews/prepare/outcome";
import {
  discardReviewInput,
  draftReviewInput,
  editReviewInput,
  launchReviewInput,
} from "@/lib/access-reviews/prepare/schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/access-reviews", "layout");

export const draftReviewAction = defineAction({
  permission: "review:prepare",
  input: draftReviewInput,
  run: draftReview,
  done: (drafted) => ({ message: draftedWords(drafted), next: preparePath(drafted) }),
  revalidate,
});

export const editReviewAction = defineAction({
  permission: "review:prepare",
  input: editReviewInput,
  run: editReview,
  done: (edited) => ({ message: `${edited.reference} is changed.`, next: preparePath(edited) }),
  revalidate,
});

export const discardReviewAction = defineAction({
  permission: "review:prepare",
  input: discardReviewInput,
  run: discardReview,
  done: ({ reference }) => ({ message: `${reference} is put aside.`, next: "/access-reviews" }),
  revalidate,
});

export const launchReviewAction = defineAction({
  permission: "review:prepare",
  input: launchReviewInput,
  run: launchReview,
  done: (launched) => ({ message: startedWords(launched), next: `/access-reviews/${launched.id}` }),
  revalidate,
});
