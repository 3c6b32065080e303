"use server";

import { revalidatePath } from "next/cache";
import { drawCheck } from "@/lib/access-reviews/check/commands/draw-check";
import { finishCheck, judgeItem } from "@/lib/access-reviews/check/commands/judge-check";
import {
  drawCheckInput,
  finishCheckInput,
  judgeItemInput,
} from "@/lib/access-reviews/check/schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/", "layout"); // the inbox count stands beside every page

export const drawCheckAction = defineAction({
  permission: "review:check",
  input: drawCheckInput,
  run: drawCheck,
  done: ({ id, size }) => ({
    message: `${size} lines drawn.`,
    next: `/access-reviews/checks/${id}`,
  }),
  revalidate,
});

export const judgeItemAction = defineAction({
  permission: "review:check",
  input: judgeItemInput,
  run: judgeItem,
  done: ({ left }) => ({ message: left === 0 ? "All lines are judged." : `${left} left.` }),
  revalidate,
});

export const finishCheckAction = defineAction({
  permission: "review:check",
  input: finishCheckInput,
  run: finishCheck,
  done: () => ({ message: "The second look is finished." }),
  revalidate,
});
