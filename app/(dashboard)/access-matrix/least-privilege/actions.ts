"use server";

import { revalidatePath } from "next/cache";
import { requestRemoval } from "@/lib/access-matrix/commands/request-removal";
import { requestRemovalInput } from "@/lib/access-matrix/grants/schema";
import { defineAction } from "@/lib/server/define-action";

export const removeIdleAction = defineAction({
  permission: "grant:request",
  input: requestRemovalInput,
  run: requestRemoval,
  done: ({ requests: [first, ...more] }) => ({
    message:
      more.length === 0
        ? "The removal is asked for. Somebody else decides it."
        : `${more.length + 1} removals are asked for, one for each key and server. Somebody else decides them.`,
    link: {
      href: first && more.length === 0 ? `/inbox/${first.id}` : "/inbox?show=mine",
      label: "See what was asked for",
    },
  }),
  revalidate: () => revalidatePath("/", "layout"), // the inbox count stands beside every page
});
