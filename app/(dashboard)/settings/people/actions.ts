"use server";

import { revalidatePath } from "next/cache";
import { endSessionsFor } from "@/lib/auth/commands/end-session";
import { changeIdentity, eraseIdentity } from "@/lib/auth/commands/identity";
import { makeLink } from "@/lib/auth/commands/links";
import {
  changeRoles,
  deactivatePerson,
  invitePerson,
  reactivatePerson,
} from "@/lib/auth/commands/people";
import { LINK_PURPOSE_LABEL } from "@/lib/auth/labels";
import {
  changeIdentityInput,
  changeRolesInput,
  deactivatePersonInput,
  eraseIdentityInput,
  invitePersonInput,
  makeLinkInput,
  personInput,
} from "@/lib/auth/schema";
import { defineAction } from "@/lib/server/define-action";

const permission = "person:manage";
const revalidate = () => revalidatePath("/settings", "layout");

const historyOf = ({ personId }: { personId: string }) => ({
  href: `/change-log?subject=person:${personId}`,
  label: "What was recorded",
});

export const invitePersonAction = defineAction({
  permission,
  input: invitePersonInput,
  run: invitePerson,
  done: ({ url, personId }, { name }) => ({
    message: `${name} is invited.`,
    link: historyOf({ personId }),
    reveal: { label: `Invitation link for ${name}`, value: url },
  }),
  revalidate,
});

export const makeLinkAction = defineAction({
  permission,
  input: makeLinkInput,
  run: makeLink,
  done: ({ url }, input) => ({
    message: "The link is made.",
    link: historyOf(input),
    reveal: {
      label: `One-time link: ${LINK_PURPOSE_LABEL[input.purpose].toLowerCase()}`,
      value: url,
    },
  }),
  revalidate,
});

export const changeRolesAction = defineAction({
  permission,
  input: changeRolesInput,
  run: changeRoles,
  done: (_result, input) => ({ message: "The roles are changed.", link: historyOf(input) }),
  revalidate,
});

export const changeIdentityAction = defineAction({
  permission,
  input: changeIdentityInput,
  run: changeIdentity,
  done: (_result, input) => ({ message: "The identity is corrected.", link: historyOf(input) }),
  revalidate,
});

export const deactivatePersonAction = defineAction({
  permission,
  input: deactivatePersonInput,
  run: deactivatePerson,
  done: (_result, input) => ({ message: "The person is deactivated.", link: historyOf(input) }),
  revalidate,
});

export const reactivatePersonAction = defineAction({
  permission,
  input: personInput,
  run: reactivatePerson,
  done: (_result, input) => ({ message: "The person can sign in again.", link: historyOf(input) }),
  revalidate,
});

export const eraseIdentityAction = defineAction({
  permission,
  input: eraseIdentityInput,
  run: eraseIdentity,
  done: (_result, input) => ({ message: "The identity is erased.", link: historyOf(input) }),
  revalidate,
});

export const endSessionsForAction = defineAction({
  permission,
  input: personInput,
  run: endSessionsFor,
  done: (ended, input) => ({
    message: ended === 1 ? "One session has ended." : `${ended} sessions have ended.`,
    link: historyOf(input),
  }),
  revalidate,
});
