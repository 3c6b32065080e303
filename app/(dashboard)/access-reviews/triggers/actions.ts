"use server";

import { revalidatePath } from "next/cache";
import {
  dismissTrigger,
  raiseTrigger,
} from "@/lib/access-reviews/triggers/commands/dispose-trigger";
import {
  dismissTriggerInput,
  raiseTriggerInput,
} from "@/lib/access-reviews/triggers/trigger-schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/", "layout"); // the inbox count stands beside every page

export const raiseTriggerAction = defineAction({
  permission: "review:prepare",
  input: raiseTriggerInput,
  run: raiseTrigger,
  done: ({ id }) => ({
    message: "It is noted. Prepare a review, or say why none is needed.",
    next: `/access-reviews/triggers?open=${id}`,
  }),
  revalidate,
});

export const dismissTriggerAction = defineAction({
  permission: "review:prepare",
  input: dismissTriggerInput,
  run: dismissTrigger,
  done: () => ({
    message: "It is on record why no review is needed.",
    next: "/access-reviews/triggers",
  }),
  revalidate,
});
