"use server";

import { GUEST } from "@/lib/auth/actor";
import { acceptFirstAdmin, acceptInvitation } from "@/lib/auth/commands/join";
import { acceptFirstAdminInput, acceptInvitationInput } from "@/lib/auth/schema";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => {}; // nobody has seen anything yet

export const acceptInvitationAction = defineAction({
  permission: "invitation:accept",
  actor: GUEST,
  input: acceptInvitationInput,
  secret: ["password", "token"],
  run: acceptInvitation,
  done: ({ email }) => ({ message: "Your password is set.", data: { email } }),
  revalidate,
});

export const acceptFirstAdminAction = defineAction({
  permission: "invitation:accept",
  actor: GUEST,
  input: acceptFirstAdminInput,
  secret: ["password", "token"],
  run: acceptFirstAdmin,
  done: ({ email }) => ({ message: "You are the first admin.", data: { email } }),
  revalidate,
});
