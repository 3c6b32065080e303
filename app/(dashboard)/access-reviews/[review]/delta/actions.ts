"use server";

import { revalidatePath } from "next/cache";
import { disposeDelta } from "@/lib/access-reviews/sign/commands/dispose-delta";
import { freezeDelta } from "@/lib/access-reviews/sign/commands/freeze-delta";
import { disposeDeltaInput, freezeDeltaInput } from "@/lib/access-reviews/sign/schema";
import { defineAction } from "@/lib/server/define-action";

export const freezeDeltaAction = defineAction({
  permission: "review:sign",
  input: freezeDeltaInput,
  run: (ctx, input) => freezeDelta(ctx, input),
  done: ({ changes }) => ({
    message:
      changes === 0 ? "Frozen: nothing changed since the snapshot." : `Frozen: ${changes} changed.`,
  }),
  revalidate: (_result, { reviewId }) => revalidatePath(`/access-reviews/${reviewId}`, "layout"),
});

export const disposeDeltaAction = defineAction({
  permission: "review:sign",
  input: disposeDeltaInput,
  run: disposeDelta,
  done: ({ disposed }) => ({ message: `Recorded for ${disposed} of the changes.` }),
  revalidate: (_result, { reviewId }) => revalidatePath(`/access-reviews/${reviewId}`, "layout"),
});
