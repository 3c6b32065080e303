"use server";

import { revalidatePath } from "next/cache";
import { closeFinding, reopenFinding, triageFinding } from "@/lib/findings/commands/dispose";
import { closeFindingInput, reopenFindingInput, triageFindingInput } from "@/lib/findings/schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/", "layout"); // the count stands beside every page

export const triageFindingAction = defineAction({
  permission: "finding:triage",
  input: triageFindingInput,
  run: triageFinding,
  done: () => ({ message: "The triage is recorded." }),
  revalidate,
});

export const closeFindingAction = defineAction({
  permission: "finding:triage",
  input: closeFindingInput,
  run: closeFinding,
  done: ({ id }) => ({
    message: "The finding is closed.",
    link: { href: `/findings/${id}`, label: "See the finding" },
    next: "/findings",
  }),
  revalidate,
});

export const reopenFindingAction = defineAction({
  permission: "finding:triage",
  input: reopenFindingInput,
  run: reopenFinding,
  done: () => ({ message: "The finding is open again." }),
  revalidate,
});
