import { type Actor, GUEST } from "@/lib/auth/actor";
import { admitOidc } from "@/lib/auth/commands/admit-oidc";
import { changeRoles, deactivatePerson, invitePerson } from "@/lib/auth/commands/people";
import type { Role } from "@/lib/auth/permissions";
import { changeRolesInput, deactivatePersonInput, invitePersonInput } from "@/lib/auth/schema";
import type { CommandContext } from "@/lib/change-log/transact";
import { read } from "@/lib/db/read";
import { acknowledge } from "@/lib/notify/commands/acknowledge";
import { PEOPLE, type PersonKey } from "./people";
import { asPerson, contextOf, type Deed, personId, personKeys, type Stage, uuidOf } from "./stage";

/** Whoever sets the installation up: names it and invites the first admin, by `npm run admin`. */
export const OPERATOR: Actor = {
  kind: "job",
  id: "admin-cli",
  grants: ["installation:establish", "person:manage"],
};

// People come in through the company's single sign-on, so no password exists that anybody could know.
const SINGLE_SIGN_ON = "https://login.marenvik.example";

export function isInvitedByOperator(key: PersonKey): Deed {
  return (stage, at) => invite(stage, contextOf(stage, OPERATOR, at), key);
}

export function invites(admin: PersonKey, key: PersonKey): Deed {
  return async (stage, at) => invite(stage, await asPerson(stage, admin, at), key);
}

async function invite(stage: Stage, ctx: CommandContext, key: PersonKey): Promise<void> {
  const { name, title, email, roles } = PEOPLE[key];
  const input = invitePersonInput.parse({ name, title, email, roles: [...roles] });
  const invited = await invitePerson(ctx, input);
  stage.personIds.set(key, invited.personId);
}

/** Signs in for the first time, through single sign-on. */
export function joins(key: PersonKey): Deed {
  return async (stage, at) => {
    const { status } = await admitOidc(contextOf(stage, GUEST, at), {
      issuer: SINGLE_SIGN_ON,
      subject: uuidOf(`subject ${key}`),
      email: PEOPLE[key].email,
      emailVerified: true,
    });
    if (status !== "admitted") throw new Error(`demo: ${key} could not join: ${status}`);
  };
}

export function givesRoles(
  admin: PersonKey,
  key: PersonKey,
  roles: readonly Role[],
  reason: string,
): Deed {
  return async (stage, at) => {
    const ctx = await asPerson(stage, admin, at);
    const id = personId(stage, key);
    const person = await read().person.findUnique({ where: { id }, select: { version: true } });
    if (!person) throw new Error(`demo: ${key} is not there`);
    await changeRoles(
      ctx,
      changeRolesInput.parse({ personId: id, version: person.version, roles: [...roles], reason }),
    );
  };
}

export function deactivates(admin: PersonKey, key: PersonKey, reason: string): Deed {
  return async (stage, at) => {
    const input = deactivatePersonInput.parse({ personId: personId(stage, key), reason });
    await deactivatePerson(await asPerson(stage, admin, at), input);
  };
}

/** Everybody who still works here and has something unseen looks at it. */
export const allReadTheirNotifications: Deed = async (stage, at) => {
  for (const key of personKeys()) {
    const id = stage.personIds.get(key);
    if (!id) continue;
    const unseen = await read().notification.count({
      where: { personId: id, acknowledgedAt: null },
    });
    const person = await read().person.findUnique({ where: { id } });
    if (unseen === 0 || person?.deactivatedAt) continue;
    await acknowledge(await asPerson(stage, key, at), { notificationId: "all" });
  }
};
