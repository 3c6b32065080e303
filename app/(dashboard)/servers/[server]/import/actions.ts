"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "@/lib/server/define-action";
import { importFetched, importList } from "@/lib/servers/commands/import-definitions";
import {
  importFetchedInput,
  importListInput,
  lookAtListInput,
  lookAtServerInput,
} from "@/lib/servers/definitions/definition-schema";
import { importedWords, plannedWords } from "@/lib/servers/definitions/definition-words";
import { lookAtList, lookAtServer } from "@/lib/servers/definitions/look";

const revalidate = () => revalidatePath("/", "layout"); // the inbox count stands beside every page

/** Says what a list would do; the component that asked shows it (`data.plan`, an ImportPlan as JSON). */
export const lookAtListAction = defineAction({
  permission: "server:import",
  input: lookAtListInput,
  run: lookAtList,
  done: (plan) => ({ message: plannedWords(plan), data: { plan: JSON.stringify(plan) } }),
  revalidate: () => {},
});

/** The same of the list that the server gives when it is asked. */
export const lookAtServerAction = defineAction({
  permission: "server:fetch",
  input: lookAtServerInput,
  secret: ["token"],
  run: (ctx, input) => lookAtServer(ctx, input),
  done: (plan) => ({ message: plannedWords(plan), data: { plan: JSON.stringify(plan) } }),
  revalidate: () => {},
});

export const importListAction = defineAction({
  permission: "server:import",
  input: importListInput,
  run: importList,
  done: (imported) => ({
    message: importedWords(imported),
    next: `/servers/${imported.server.slug}`,
  }),
  revalidate,
});

export const importFetchedAction = defineAction({
  permission: "server:fetch",
  input: importFetchedInput,
  secret: ["token"],
  run: (ctx, input) => importFetched(ctx, input),
  done: (imported) => ({
    message: importedWords(imported),
    next: `/servers/${imported.server.slug}`,
  }),
  revalidate,
});
