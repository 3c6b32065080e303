"use server";

import { revalidatePath } from "next/cache";
import { requestPack } from "@/lib/access-reviews/pack/commands/request-pack";
import { requestPackInput } from "@/lib/access-reviews/pack/schema";
import { defineAction } from "@/lib/server/define-action";

export const requestPackAction = defineAction({
  permission: "review:export",
  input: requestPackInput,
  run: requestPack,
  done: () => ({ message: "The pack is asked for. You are told when it is ready." }),
  revalidate: (_, { review }) => revalidatePath(`/access-reviews/${review}/packs`),
});
