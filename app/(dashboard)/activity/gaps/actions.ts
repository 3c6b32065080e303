"use server";

import { revalidatePath } from "next/cache";
import { disposeGap } from "@/lib/activity/commands/dispose-gap";
import { enterTotal } from "@/lib/activity/commands/enter-total";
import { GAP_DISPOSITION_LABEL } from "@/lib/activity/gaps/gap-labels";
import { disposeGapInput, enterTotalInput } from "@/lib/activity/gaps/gap-schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/activity", "layout");

export const disposeGapAction = defineAction({
  permission: "gap:dispose",
  input: disposeGapInput,
  run: disposeGap,
  done: ({ id, disposition }) => ({
    message: `Recorded: the gap is ${GAP_DISPOSITION_LABEL[disposition].toLowerCase()}.`,
    link: { href: `/change-log?subject=gap:${id}`, label: "History of the gap" },
  }),
  revalidate,
});

export const enterTotalAction = defineAction({
  permission: "gap:dispose",
  input: enterTotalInput,
  run: enterTotal,
  done: ({ total, recorded }) => ({
    message:
      total === recorded
        ? "Recorded: both totals are the same."
        : `Recorded: ${total.toLocaleString("en")} there, ${recorded.toLocaleString("en")} here.`,
  }),
  revalidate,
});
