"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "@/lib/server/define-action";
import { submitScopeInput } from "@/lib/servers/scope/scope-schema";
import { submitScope } from "@/lib/servers/scope/submit-scope";

export const submitScopeAction = defineAction({
  permission: "server:edit-all",
  input: submitScopeInput,
  run: submitScope,
  done: ({ requestId, servers }) => ({
    message: `The scope document of ${servers} servers waits for another person.`,
    next: `/inbox/${requestId}`,
  }),
  revalidate: () => revalidatePath("/", "layout"), // the inbox count stands beside every page
});
