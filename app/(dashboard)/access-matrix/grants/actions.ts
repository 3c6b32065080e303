"use server";

import { revalidatePath } from "next/cache";
import { requestRemoval } from "@/lib/access-matrix/commands/request-removal";
import { removalDone } from "@/lib/access-matrix/grants/outcome";
import { requestRemovalInput } from "@/lib/access-matrix/grants/schema";
import { defineAction } from "@/lib/server/define-action";

export const requestRemovalAction = defineAction({
  permission: "grant:request",
  input: requestRemovalInput,
  run: requestRemoval,
  done: removalDone,
  revalidate: () => revalidatePath("/", "layout"), // the inbox count stands beside every page
});
