"use server";

import { revalidatePath } from "next/cache";
import {
  dismissCandidateInput,
  restoreCandidateInput,
  viewCallInput,
} from "@/lib/activity/calls/call-schema";
import { dismissCandidate } from "@/lib/activity/commands/dismiss-candidate";
import { restoreCandidate } from "@/lib/activity/commands/restore-candidate";
import { viewCall } from "@/lib/activity/commands/view-call";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/activity", "layout");

export const viewCallAction = defineAction({
  permission: "call:read",
  input: viewCallInput,
  run: viewCall,
  done: ({ idx }) => ({
    message: "Your look is recorded.",
    link: { href: `/change-log?subject=entry:calls-${idx}`, label: "Looks at this entry" },
  }),
  revalidate,
});

export const dismissCandidateAction = defineAction({
  permission: "candidate:dismiss",
  input: dismissCandidateInput,
  run: dismissCandidate,
  done: ({ value }, { until }) => ({ message: `${value} is dismissed until ${until}.` }),
  revalidate,
});

export const restoreCandidateAction = defineAction({
  permission: "candidate:dismiss",
  input: restoreCandidateInput,
  run: restoreCandidate,
  done: ({ value }) => ({ message: `${value} is a candidate again.` }),
  revalidate,
});
