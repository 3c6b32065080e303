"use server";

import { revalidatePath } from "next/cache";
import { endStandard } from "@/lib/access-matrix/commands/end-standard";
import { proposeStandard } from "@/lib/access-matrix/commands/propose-standard";
import { endStandardInput, proposeStandardInput } from "@/lib/access-matrix/standard/schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/", "layout"); // the inbox count stands beside every page

export const proposeStandardAction = defineAction({
  permission: "standard-change:propose",
  input: proposeStandardInput,
  run: proposeStandard,
  done: ({ id, title }) => ({ message: `${title} was sent for approval.`, next: `/inbox/${id}` }),
  revalidate,
});

export const endStandardAction = defineAction({
  permission: "standard-change:propose",
  input: endStandardInput,
  run: endStandard,
  done: ({ title }) => ({
    message: `${title} grants nothing any more.`,
    next: "/access-matrix/catalogue",
  }),
  revalidate,
});
