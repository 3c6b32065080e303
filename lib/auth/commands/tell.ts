import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { notify } from "@/lib/notify/notify";

const NEWS = {
  "person.roles-changed": {
    title: "Your roles have changed",
    body: "An admin gave you other roles. Your profile says which, and what they permit.",
    link: "/profile#roles",
  },
  "person.password-set": {
    title: "Your password has changed",
    body: "A new password was set for your account, and your other sessions ended. If that was not you, tell an admin at once.",
    link: "/profile#password",
  },
  "passkey.enrolled": {
    title: "A passkey was enrolled",
    body: "A passkey was added to your account. If that was not you, revoke it and tell an admin at once.",
    link: "/profile#passkeys",
  },
  "token.made": {
    title: "You answer for a new machine token",
    body: "A token was made in your name. It acts within your roles until it ends or is revoked. If you did not agree to that, tell an admin at once.",
    link: "/profile#roles",
  },
} as const;

/** Tells somebody what happened to their own account, so that they notice what they did not do. Names nobody. */
export async function tell(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  personId: string,
  kind: keyof typeof NEWS,
): Promise<void> {
  await notify(tx, record, ctx, { personIds: [personId], kind, ...NEWS[kind] });
}
