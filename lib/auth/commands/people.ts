import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { authorize } from "../actor";
import { ROLE_LABEL } from "../labels";
import { assertAnotherAdmin, lockAdmins, lockPerson, type StoredPerson } from "../locks";
import { isRole } from "../permissions";
import type {
  ChangeRolesInput,
  DeactivatePersonInput,
  InvitePersonInput,
  PersonInput,
} from "../schema";
import { endSessionsOf } from "./end-session";
import { insertIdentity, versionMoved } from "./identity";
import { insertLink, type MadeLink, revokeLinks } from "./links";
import { tell } from "./tell";

/** Adds a person and makes the link with which they join. Errors: forbidden, invalid_input (the address is taken). */
export async function invitePerson(
  ctx: CommandContext,
  { roles, ...identity }: InvitePersonInput,
): Promise<MadeLink & { personId: string }> {
  authorize(ctx.actor, "person:manage");
  return transact(ctx, async (tx, record) => {
    const person = await tx.person.create({ data: { roles } });
    await insertIdentity(tx, person.id, identity);
    await record({ action: "person.invited", subjectId: person.id, before: null, after: person });
    const link = await insertLink(tx, record, ctx, { personId: person.id, purpose: "join" });
    return { ...link, personId: person.id };
  });
}

/**
 * Gives a person other roles, effective on their next request. Errors: forbidden (their own),
 * not_found, conflict (deactivated; the last admin; somebody changed the person meanwhile).
 */
export async function changeRoles(
  ctx: CommandContext,
  { personId, version, roles, reason }: ChangeRolesInput,
): Promise<void> {
  authorize(ctx.actor, "person:manage");
  if (personId === ctx.actor.id) {
    throw new AppError("forbidden", "Nobody changes their own roles. Ask another admin.");
  }
  await transact(ctx, async (tx, record) => {
    await lockAdmins(tx);
    const person = await lockPerson(tx, personId);
    assertActive(person);
    if (person.version !== version) throw movedOn(roles, version, person);
    if (isAdmin(person) && !roles.includes("admin")) await assertAnotherAdmin(tx, personId);
    const changed = await tx.person.update({
      where: { id: personId },
      data: { roles, version: { increment: 1 } },
    });
    await record({
      action: "person.roles-changed",
      subjectId: personId,
      before: person,
      after: changed,
      reason,
    });
    await tell(tx, record, ctx, personId, "person.roles-changed");
  });
}

/**
 * Ends a person's access on their next request: all sessions end, open links stop working. What they
 * answer for stays theirs until it is handed over. Errors: forbidden (oneself), not_found, conflict.
 */
export async function deactivatePerson(
  ctx: CommandContext,
  { personId, reason }: DeactivatePersonInput,
): Promise<void> {
  authorize(ctx.actor, "person:manage");
  if (personId === ctx.actor.id) {
    throw new AppError("forbidden", "Nobody deactivates themselves. Ask another admin.");
  }
  await transact(ctx, async (tx, record) => {
    await lockAdmins(tx);
    const person = await lockPerson(tx, personId);
    assertActive(person);
    if (isAdmin(person)) await assertAnotherAdmin(tx, personId);
    const gone = await tx.person.update({
      where: { id: personId },
      data: { deactivatedAt: ctx.now, version: { increment: 1 } },
    });
    await record({
      action: "person.deactivated",
      subjectId: personId,
      before: person,
      after: gone,
      reason,
    });
    await endSessionsOf(tx, record, ctx.now, { personId });
    await revokeLinks(tx, record, ctx.now, { personId });
  });
}

/** Lets a deactivated person in again, with the roles they had. Errors: forbidden, not_found, conflict (active; erased). */
export async function reactivatePerson(
  ctx: CommandContext,
  { personId }: PersonInput,
): Promise<void> {
  authorize(ctx.actor, "person:manage");
  await transact(ctx, async (tx, record) => {
    const person = await lockPerson(tx, personId);
    if (!person.deactivatedAt) throw new AppError("conflict", "This person is active already.");
    const identity = await tx.personIdentity.count({ where: { personId } });
    if (identity === 0) {
      throw new AppError("conflict", "This person's identity has been erased. Invite them anew.");
    }
    const back = await tx.person.update({
      where: { id: personId },
      data: { deactivatedAt: null, version: { increment: 1 } },
    });
    await record({
      action: "person.reactivated",
      subjectId: personId,
      before: person,
      after: back,
    });
  });
}

function assertActive({ deactivatedAt }: StoredPerson): void {
  if (deactivatedAt) throw new AppError("conflict", "This person is deactivated already.");
}

// Somebody invited who has never come in cannot manage people yet, so they are nobody's last admin.
function isAdmin({ roles, joinedAt }: StoredPerson): boolean {
  return roles.includes("admin") && joinedAt !== null;
}

function movedOn(mine: readonly string[], mineVersion: number, theirs: StoredPerson): AppError {
  return new AppError("conflict", {
    message: "Somebody changed this person meanwhile. Compare, then save again.",
    conflict: [
      {
        field: "roles",
        label: "Roles",
        mine: words(mine),
        theirs: words(theirs.roles),
        theirsValue: theirs.roles,
      },
      versionMoved(mineVersion, theirs.version),
    ],
  });
}

function words(roles: readonly string[]): string {
  return roles
    .filter(isRole)
    .map((role) => ROLE_LABEL[role])
    .join(", ");
}
