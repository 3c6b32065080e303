"use server";

import { revalidatePath } from "next/cache";
import { prepareAddendum } from "@/lib/access-reviews/sign/commands/prepare-addendum";
import { prepareAddendumInput } from "@/lib/access-reviews/sign/schema";
import { defineAction } from "@/lib/server/define-action";

export const prepareAddendumAction = defineAction({
  permission: "review:sign",
  input: prepareAddendumInput,
  run: (ctx, input) => prepareAddendum(ctx, input),
  done: ({ version, changes }) => ({
    message: `Version ${version} is prepared: ${changes} changed since. Say what becomes of it, then sign.`,
  }),
  revalidate: (_result, { reviewId }) => revalidatePath(`/access-reviews/${reviewId}`, "layout"),
});
