"use server";

import { revalidatePath } from "next/cache";
import { beginPasskey } from "@/lib/auth/commands/begin-passkey";
import { endAllSessions, endSession } from "@/lib/auth/commands/end-session";
import { enrolPasskey, renamePasskey, revokePasskey } from "@/lib/auth/commands/passkeys";
import { setPassword } from "@/lib/auth/commands/set-password";
import {
  beginPasskeyInput,
  endAllSessionsInput,
  enrolPasskeyInput,
  renamePasskeyInput,
  revokePasskeyInput,
  sessionInput,
  setPasswordInput,
} from "@/lib/auth/schema";
import { defineAction } from "@/lib/server/define-action";

const permission = "profile:manage";
const revalidate = () => revalidatePath("/profile");

export const setPasswordAction = defineAction({
  permission,
  input: setPasswordInput,
  secret: ["current", "password"],
  run: setPassword,
  done: () => ({ message: "Your new password is set. Your other sessions have ended." }),
  revalidate,
});

export const beginPasskeyAction = defineAction({
  permission,
  input: beginPasskeyInput,
  secret: ["current", "link"],
  run: beginPasskey,
  done: (begun) => ({ message: "Confirm on your device.", data: begun }),
  revalidate: () => {}, // nothing to see before the browser has answered
});

export const enrolPasskeyAction = defineAction({
  permission,
  input: enrolPasskeyInput,
  secret: ["response"],
  run: enrolPasskey,
  done: (_result, { name }) => ({ message: `Passkey ${name} is enrolled.` }),
  revalidate,
});

export const renamePasskeyAction = defineAction({
  permission,
  input: renamePasskeyInput,
  run: renamePasskey,
  done: (_result, { name }) => ({ message: `The passkey is called ${name} now.` }),
  revalidate,
});

export const revokePasskeyAction = defineAction({
  permission,
  input: revokePasskeyInput,
  run: revokePasskey,
  done: () => ({ message: "The passkey is revoked." }),
  revalidate,
});

export const endSessionAction = defineAction({
  permission,
  input: sessionInput,
  run: endSession,
  done: () => ({ message: "The session has ended." }),
  revalidate,
});

export const endAllSessionsAction = defineAction({
  permission,
  input: endAllSessionsInput,
  run: endAllSessions,
  done: (ended, { keep }) => ({
    message: ended === 1 ? "One session has ended." : `${ended} sessions have ended.`,
    ...(keep === "none" ? { next: "/sign-in" } : {}),
  }),
  revalidate,
});
