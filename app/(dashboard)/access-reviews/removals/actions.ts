"use server";

import { revalidatePath } from "next/cache";
import {
  acceptRemoval,
  reportRemoval,
  testRemoval,
} from "@/lib/access-reviews/remediation/commands/answer-removal";
import {
  acceptRemovalInput,
  reportRemovalInput,
  testRemovalInput,
} from "@/lib/access-reviews/remediation/removal-schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/access-reviews", "layout");

export const reportRemovalAction = defineAction({
  permission: "review:verify",
  input: reportRemovalInput,
  run: reportRemoval,
  done: () => ({ message: "Noted. It stays open until the data show it." }),
  revalidate,
});

export const testRemovalAction = defineAction({
  permission: "review:verify",
  input: testRemovalInput,
  run: testRemoval,
  done: () => ({ message: "Test recorded." }),
  revalidate,
});

export const acceptRemovalAction = defineAction({
  permission: "review:accept",
  input: acceptRemovalInput,
  run: acceptRemoval,
  done: () => ({ message: "Accepted until that day." }),
  revalidate,
});
