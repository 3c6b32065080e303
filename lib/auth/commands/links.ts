import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { HOUR_MS } from "@/lib/core/clock";
import { env } from "@/lib/core/env";
import { policyInForce } from "@/lib/settings/policies";
import { authorize } from "../actor";
import type { LinkPurpose } from "../labels";
import { lockAdmins, lockPerson, type StoredPerson } from "../locks";
import { hashToken, newToken } from "../machine-token";
import type { MakeLinkInput } from "../schema";
import { authSettings } from "../settings";

/** A one-time link, shown once. Only the hash of what is in it is stored. */
export type MadeLink = { url: string; expiresAt: Date };

/**
 * Makes a one-time link for a person; an earlier one that was not used stops working.
 * Errors: forbidden (for oneself), not_found, conflict (deactivated; joined already, or not yet).
 */
export async function makeLink(
  ctx: CommandContext,
  { personId, purpose }: MakeLinkInput,
  token = newToken(),
): Promise<MadeLink> {
  authorize(ctx.actor, "person:manage");
  return transact(ctx, async (tx, record) => {
    const person = await lockPerson(tx, personId);
    assertLinkable(person, purpose, ctx.actor.id);
    return insertLink(tx, record, ctx, { personId, purpose }, token);
  });
}

function assertLinkable(person: StoredPerson, purpose: LinkPurpose, actorId: string): void {
  if (person.id === actorId) {
    throw new AppError("forbidden", "A link for yourself takes another admin. Ask one.");
  }
  if (person.deactivatedAt) {
    throw new AppError("conflict", "This person is deactivated. Reactivate the account first.");
  }
  if (purpose === "join" && person.joinedAt) {
    throw new AppError(
      "conflict",
      "This person has joined already. Make a new-password link instead.",
    );
  }
  if (purpose !== "join" && !person.joinedAt) {
    throw new AppError(
      "conflict",
      "This person has not joined yet. Make an invitation link instead.",
    );
  }
}

/**
 * Makes the link with which the first admin introduces themselves; an earlier one stops working.
 * Errors: forbidden, conflict (there is an active admin).
 */
export async function makeFirstAdminLink(
  ctx: CommandContext,
  token = newToken(),
): Promise<MadeLink> {
  authorize(ctx.actor, "installation:establish");
  return transact(ctx, async (tx, record) => {
    await lockAdmins(tx);
    await assertNoAdmin(tx);
    return insertLink(tx, record, ctx, { personId: null, purpose: "first-admin" }, token);
  });
}

/** Errors: conflict, if somebody who has joined can manage people. Needs `lockAdmins`. */
export async function assertNoAdmin(tx: Tx): Promise<void> {
  const admins = await tx.person.count({
    where: { roles: { has: "admin" }, deactivatedAt: null, joinedAt: { not: null } },
  });
  if (admins === 0) return;
  throw new AppError("conflict", "There is an admin already. Ask them for an invitation.");
}

/** Writes a link and revokes the ones it replaces. For commands that have already checked that it may be made. */
export async function insertLink(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { personId, purpose }: { personId: string | null; purpose: LinkPurpose },
  token = newToken(),
): Promise<MadeLink> {
  const { values } = await policyInForce(authSettings, ctx.now, tx);
  const replaced = purpose === "passkey" ? ["passkey"] : ["join", "new-password", "first-admin"];
  await revokeLinks(tx, record, ctx.now, { personId, purpose: { in: replaced } });
  const link = await tx.invitation.create({
    data: {
      purpose,
      ...(personId ? { personId } : {}),
      tokenHash: hashToken(token),
      createdById: ctx.actor.id,
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + values.invitationHours * HOUR_MS),
    },
  });
  await record({ action: "invitation.made", subjectId: link.id, before: null, after: shown(link) });
  return { url: `${env().baseUrl}/welcome/${token}`, expiresAt: link.expiresAt };
}

type LinkFilter = { personId: string | null; purpose?: { in: string[] } };

/** Ends the links of a person (null: of the first admin) that nobody has used. */
export async function revokeLinks(
  tx: Tx,
  record: Recorder,
  now: Date,
  filter: LinkFilter,
): Promise<void> {
  const open = await tx.invitation.findMany({
    where: { ...filter, usedAt: null, revokedAt: null },
  });
  for (const link of open) {
    const [revoked] = await tx.invitation.updateManyAndReturn({
      where: { id: link.id, usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    if (!revoked) continue; // used while we looked
    await record({
      action: "invitation.revoked",
      subjectId: link.id,
      before: shown(link),
      after: shown(revoked),
    });
  }
}

/** Uses a link up: of two who try at once one succeeds. Errors: conflict. */
export async function spendLink(
  tx: Tx,
  record: Recorder,
  now: Date,
  token: string,
  purposes: readonly LinkPurpose[],
) {
  const open = {
    tokenHash: hashToken(token),
    purpose: { in: [...purposes] },
    usedAt: null,
    revokedAt: null,
    expiresAt: { gt: now },
  };
  const [used] = await tx.invitation.updateManyAndReturn({ where: open, data: { usedAt: now } });
  if (!used) throw new AppError("conflict", LINK_IS_SPENT);
  await record({
    action: "invitation.used",
    subjectId: used.id,
    before: shown({ ...used, usedAt: null }),
    after: shown(used),
  });
  return used;
}

export const LINK_IS_SPENT =
  "This link has been used, replaced or has expired. Ask an admin for a new one.";

// A link as the change log keeps it: without the hash that opens it.
function shown<Link extends { tokenHash: string }>({ tokenHash: _, ...rest }: Link) {
  return rest;
}
