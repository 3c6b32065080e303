"use server";

import { revalidatePath } from "next/cache";
import { drawLeakCheck } from "@/lib/activity/commands/draw-leak-check";
import { signLeakCheck } from "@/lib/activity/commands/sign-leak-check";
import { tryRedaction } from "@/lib/activity/commands/try-redaction";
import { drawLeakCheckInput, signLeakCheckInput } from "@/lib/activity/redaction-desk/leak-schema";
import { tryRedactionInput } from "@/lib/activity/redaction-desk/redaction-schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/settings/redaction");

export const tryRedactionAction = defineAction({
  permission: "redaction:try",
  input: tryRedactionInput,
  run: tryRedaction,
  done: ({ redacted, counts, state }) => ({
    message: "Redacted. Nothing of it was kept.",
    data: {
      ...Object.fromEntries(Object.entries(counts).map(([type, count]) => [type, String(count)])),
      redacted,
      state,
    },
  }),
  revalidate: () => {},
});

export const drawLeakCheckAction = defineAction({
  permission: "leak-check:draw",
  input: drawLeakCheckInput,
  run: drawLeakCheck,
  done: ({ id, found }) => ({
    message:
      found === 0
        ? "The leak check is drawn; the rules find nothing. Open its entries and sign."
        : `The leak check is drawn; the rules find something in ${found} of its entries.`,
    next: `/settings/redaction?open=${id}`,
  }),
  revalidate,
});

export const signLeakCheckAction = defineAction({
  permission: "leak-check:sign",
  input: signLeakCheckInput,
  run: signLeakCheck,
  done: ({ id, verdict }) => ({
    message: verdict === "clean" ? "Signed as clean." : "Signed as a leak.",
    link: { href: `/change-log?subject=leak-check:${id}`, label: "What was recorded" },
  }),
  revalidate,
});
