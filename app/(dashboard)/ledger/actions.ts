"use server";

import { revalidatePath } from "next/cache";
import { requestBundle, requestBundleAgain } from "@/lib/ledger-store/commands/request-bundle";
import { requestVerification } from "@/lib/ledger-store/commands/request-verification";
import { viewEntry } from "@/lib/ledger-store/commands/view-entry";
import {
  requestBundleInput,
  requestVerificationInput,
  taskInput,
  viewEntryInput,
} from "@/lib/ledger-store/schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/ledger", "layout");

export const requestBundleAction = defineAction({
  permission: "ledger:export",
  input: requestBundleInput,
  run: requestBundle,
  done: ({ id }) => ({ message: "The bundle is asked for.", next: `/ledger/bundles/${id}` }),
  revalidate,
});

export const requestBundleAgainAction = defineAction({
  permission: "ledger:export",
  input: taskInput,
  run: requestBundleAgain,
  done: ({ id }) => ({ message: "The bundle is asked for again.", next: `/ledger/bundles/${id}` }),
  revalidate,
});

export const requestVerificationAction = defineAction({
  permission: "ledger:read",
  input: requestVerificationInput,
  run: requestVerification,
  done: ({ id }) => ({
    message: "The verification is asked for.",
    next: `/ledger/verifications/${id}`,
  }),
  revalidate,
});

export const viewEntryAction = defineAction({
  permission: "ledger:read",
  input: viewEntryInput,
  run: viewEntry,
  done: ({ log, index }) => ({
    message: "Your look is recorded.",
    link: { href: `/change-log?subject=entry:${log}-${index}`, label: "Looks at this entry" },
  }),
  revalidate,
});
