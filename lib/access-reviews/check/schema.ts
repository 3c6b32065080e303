import { z } from "zod";
import { optionalProse } from "@/lib/core/text";
import { CHECK_MAX, NOTE_MAX, SEED_MAX } from "./check-limits";

const says = `Type a number from 1 to ${CHECK_MAX}.`;

/** `seed` empty: one is made. */
export const drawCheckInput = z.strictObject({
  reviewId: z.uuid(),
  checkerId: z.uuid("Choose who looks."),
  size: z.coerce.number(says).int(says).min(1, says).max(CHECK_MAX, says),
  seed: optionalProse(SEED_MAX).refine((text) => !/[\r\n]/.test(text), "Write this on one line."),
});
export type DrawCheckInput = z.infer<typeof drawCheckInput>;

export const CHECK_VERDICTS = ["agrees", "disagrees"] as const;

export const judgeItemInput = z
  .strictObject({
    checkId: z.uuid(),
    lineId: z.uuid(),
    verdict: z.enum(CHECK_VERDICTS, "Choose whether you agree."),
    note: optionalProse(NOTE_MAX),
  })
  .refine(({ verdict, note }) => verdict === "agrees" || note !== "", {
    path: ["note"],
    message: "Say why you do not agree.",
  });
export type JudgeItemInput = z.infer<typeof judgeItemInput>;

export const finishCheckInput = z.strictObject({ checkId: z.uuid() });
export type FinishCheckInput = z.infer<typeof finishCheckInput>;
