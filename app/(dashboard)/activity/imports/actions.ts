"use server";

import { revalidatePath } from "next/cache";
import { startImport } from "@/lib/activity/commands/start-import";
import { startImportInput } from "@/lib/activity/imports/import-schema";
import { defineAction } from "@/lib/server/define-action";

/** Answers the import and how far it is (`data.id`, `data.progress`, an ImportProgress as JSON); the parts follow by themselves. */
export const startImportAction = defineAction({
  permission: "call:import",
  input: startImportInput,
  run: startImport,
  done: ({ id, progress }) => ({
    message: startedWords(progress),
    data: { id, progress: JSON.stringify(progress) },
  }),
  revalidate: () => revalidatePath("/activity/imports"),
});

function startedWords({ done, isFinished }: { done: number; isFinished: boolean }): string {
  if (isFinished) return "This file is imported already. Nothing was sent.";
  return done === 0 ? "The import begins." : "The import goes on where it stopped.";
}
