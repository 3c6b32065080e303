"use server";

import { revalidatePath } from "next/cache";
import { exceptLines } from "@/lib/access-reviews/assign/commands/except-lines";
import { reassignLines } from "@/lib/access-reviews/assign/commands/reassign-lines";
import { exceptInput, reassignInput } from "@/lib/access-reviews/assign/schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/", "layout"); // the inbox count stands beside every page
const lines = (count: number) => (count === 1 ? "1 line" : `${count} lines`);

export const reassignLinesAction = defineAction({
  permission: "review:prepare",
  input: reassignInput,
  run: reassignLines,
  done: ({ moved, kept }, { reviewId }) => ({
    message:
      kept === 0
        ? `${lines(moved)} handed over. The due day stays.`
        : `${lines(moved)} handed over; ${lines(kept)} stay with whoever decided them. The due day stays.`,
    next: `/access-reviews/${reviewId}/reviewers`,
  }),
  revalidate,
});

export const exceptLinesAction = defineAction({
  permission: "review:prepare",
  input: exceptInput,
  run: exceptLines,
  done: (result, { reviewId }) => ({
    message: `The exception is recorded for ${lines(result.lines)}, with a second person.`,
    next: `/access-reviews/${reviewId}/reviewers`,
  }),
  revalidate,
});
