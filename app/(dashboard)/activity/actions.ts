"use server";

import { revalidatePath } from "next/cache";
import { viewCallInput } from "@/lib/activity/call-schema";
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
