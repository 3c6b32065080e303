"use server";

import { revalidatePath } from "next/cache";
import { sendTest } from "@/lib/notify/commands/send-test";
import { sendTestInput } from "@/lib/notify/schema";
import { defineAction } from "@/lib/server/define-action";

export const sendTestAction = defineAction({
  permission: "notification:test",
  input: sendTestInput,
  run: (ctx) => sendTest(ctx),
  done: () => ({
    message: "The test is in your inbox and goes out by each configured channel.",
    link: { href: "/inbox?show=told", label: "See your inbox" },
  }),
  revalidate: () => revalidatePath("/", "layout"), // the inbox count stands beside every page
});
