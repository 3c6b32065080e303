"use server";

import { revalidatePath } from "next/cache";
import { requestAccess } from "@/lib/access-matrix/commands/request-access";
import { requestWildcard } from "@/lib/access-matrix/commands/request-wildcard";
import { reviseAccess } from "@/lib/access-matrix/commands/revise-access";
import { askedDone } from "@/lib/access-matrix/grants/outcome";
import {
  requestAccessInput,
  requestWildcardInput,
  reviseAccessInput,
} from "@/lib/access-matrix/grants/schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/", "layout"); // the inbox count stands beside every page

export const requestAccessAction = defineAction({
  permission: "grant:request",
  input: requestAccessInput,
  run: requestAccess,
  done: (asked, { keyId }) => askedDone(asked, keyId),
  revalidate,
});

export const reviseAccessAction = defineAction({
  permission: "grant:request",
  input: reviseAccessInput,
  run: reviseAccess,
  done: ({ id }) => ({
    message: "The request was changed, and waits for a decision anew.",
    next: `/inbox/${id}`,
  }),
  revalidate,
});

export const requestWildcardAction = defineAction({
  permission: "grant:request",
  input: requestWildcardInput,
  run: requestWildcard,
  done: ({ id }) => ({ message: "The exception was sent for approval.", next: `/inbox/${id}` }),
  revalidate,
});
