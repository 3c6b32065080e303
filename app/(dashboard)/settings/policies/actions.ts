"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "@/lib/server/define-action";
import { proposePolicy } from "@/lib/settings/commands";
import { proposePolicyInput } from "@/lib/settings/schema";

export const proposePolicyAction = defineAction({
  permission: "policy:propose",
  input: proposePolicyInput,
  run: proposePolicy,
  done: ({ requestId }) => ({
    message: "The proposal waits for another person’s approval.",
    link: { href: `/inbox/${requestId}`, label: "See the request" },
    next: `/inbox/${requestId}`,
  }),
  revalidate: () => revalidatePath("/", "layout"), // the inbox count stands beside every page
});
