"use server";

import { revalidatePath } from "next/cache";
import { beginSigning } from "@/lib/access-reviews/sign/commands/begin-signing";
import { approveLate, explainLate } from "@/lib/access-reviews/sign/commands/explain-late";
import {
  approveLateInput,
  beginSigningInput,
  explainLateInput,
  finishSigningInput,
} from "@/lib/access-reviews/sign/schema";
import { defineAction } from "@/lib/server/define-action";
import { signAndEnd } from "./sign-and-end";

export const beginSigningAction = defineAction({
  permission: "review:sign",
  input: beginSigningInput,
  run: (ctx, input) => beginSigning(ctx, input),
  done: (begun) => ({
    message: "Prepared. It can be signed for five minutes.",
    data: { ...begun },
  }),
  revalidate: () => {},
});

export const finishSigningAction = defineAction({
  permission: "review:sign",
  input: finishSigningInput,
  secret: ["password", "response"],
  run: signAndEnd,
  done: ({ signatureId }) => ({
    message: "Signed. The signature is kept with every byte that proves it.",
    next: `/access-reviews/signatures/${signatureId}`,
  }),
  revalidate: () => revalidatePath("/access-reviews", "layout"),
});

export const explainLateAction = defineAction({
  permission: "review:sign",
  input: explainLateInput,
  run: explainLate,
  done: () => ({ message: "The reason is recorded. Somebody else approves it now." }),
  revalidate: (_result, { reviewId }) => revalidatePath(`/access-reviews/${reviewId}`, "layout"),
});

export const approveLateAction = defineAction({
  permission: "review:sign",
  input: approveLateInput,
  run: approveLate,
  done: () => ({ message: "You approved why the review is late." }),
  revalidate: (_result, { reviewId }) => revalidatePath(`/access-reviews/${reviewId}`, "layout"),
});
