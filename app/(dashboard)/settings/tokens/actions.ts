"use server";

import { revalidatePath } from "next/cache";
import { makeToken, revokeToken } from "@/lib/auth/commands/tokens";
import { makeTokenInput, revokeTokenInput } from "@/lib/auth/schema";
import { defineAction } from "@/lib/server/define-action";

const permission = "token:manage";
const revalidate = () => revalidatePath("/settings/tokens");

export const makeTokenAction = defineAction({
  permission,
  input: makeTokenInput,
  run: makeToken,
  done: ({ id, text }, { name }) => ({
    message: `Token ${name} is made.`,
    link: { href: `/change-log?subject=token:${id}`, label: "What was recorded" },
    reveal: { label: `Machine token ${name}`, value: text },
  }),
  revalidate,
});

export const revokeTokenAction = defineAction({
  permission,
  input: revokeTokenInput,
  run: revokeToken,
  done: (_result, { tokenId }) => ({
    message: "The token is revoked.",
    link: { href: `/change-log?subject=token:${tokenId}`, label: "What was recorded" },
  }),
  revalidate,
});
