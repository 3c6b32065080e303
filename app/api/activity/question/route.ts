import { ask, placeWords } from "@/app/(dashboard)/activity/question/ask";
import { exportAnswer } from "@/lib/activity/calls/export-answer";
import { exportAnswerInput } from "@/lib/activity/calls/export-calls-schema";
import { AppError } from "@/lib/core/app-error";
import { defineDownload } from "@/lib/server/define-download";

/** The answer to a question in the address, as one sheet of PDF. */
export const GET = defineDownload({
  permission: "call:export",
  input: exportAnswerInput,
  run: async (ctx, asked) => {
    const { found, zone } = await ask(ctx.actor, asked, ctx.now);
    if (found === null) {
      throw new AppError(
        "invalid_input",
        "The time of the question cannot be read, or clocks showed it twice or never. Ask on the page first.",
      );
    }
    const said = Object.entries(asked).filter(([, value]) => value !== "");
    const place = placeWords(asked);
    return exportAnswer(ctx, { ...found, zone, place, asked: Object.fromEntries(said) });
  },
});
