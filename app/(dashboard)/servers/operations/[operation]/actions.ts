"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "@/lib/server/define-action";
import { askToPinOperation } from "@/lib/servers/commands/ask-to-pin";
import { askToPinInput } from "@/lib/servers/definitions/definition-schema";

export const askToPinAction = defineAction({
  permission: "server:import",
  input: askToPinInput,
  run: askToPinOperation,
  done: ({ requestId, name }) => ({
    message: `Asked another person to pin ${name}.`,
    link: { href: `/inbox/${requestId}`, label: "The request" },
  }),
  revalidate: () => revalidatePath("/", "layout"),
});
