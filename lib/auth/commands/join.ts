import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { lockAdmins, lockPerson, type StoredPerson } from "../locks";
import { hashToken } from "../machine-token";
import { hashPassword } from "../password";
import { type PasswordOwner, passwordFault } from "../password-rules";
import type { AcceptFirstAdminInput, AcceptInvitationInput } from "../schema";
import { endSessionsOf } from "./end-session";
import { insertIdentity } from "./identity";
import { assertNoAdmin, LINK_IS_SPENT, spendLink } from "./links";
import { asPerson } from "./start-session";
import { tell } from "./tell";

/**
 * Answers an invitation or a new-password link: sets the password, and on joining the name if it was
 * misspelt. All earlier sessions end. Errors: invalid_input (the password), conflict (used, expired).
 */
export async function acceptInvitation(
  ctx: CommandContext,
  { token, password, name }: AcceptInvitationInput,
): Promise<{ email: string }> {
  const person = await personBehind(token);
  assertAcceptable(password, person.identity);
  const hash = await hashPassword(password);
  await transact(asPerson(ctx, person), async (tx, record) => {
    const link = await spendLink(tx, record, ctx.now, token, ["join", "new-password"]);
    const locked = await lockPerson(tx, person.id);
    if (locked.deactivatedAt) throw new AppError("conflict", LINK_IS_SPENT);
    await storePassword(tx, record, { personId: person.id, hash, changedAt: ctx.now });
    await endSessionsOf(tx, record, ctx.now, { personId: person.id });
    if (link.purpose !== "join") {
      return tell(tx, record, ctx, person.id, "person.password-set");
    }
    if (name) await tx.personIdentity.update({ where: { personId: person.id }, data: { name } });
    await markJoined(tx, record, locked, ctx.now);
  });
  return { email: person.identity.email };
}

async function personBehind(token: string) {
  const link = await read().invitation.findUnique({
    where: { tokenHash: hashToken(token) },
    select: { person: { select: { id: true, roles: true, identity: true } } },
  });
  const person = link?.person;
  if (!person?.identity) throw new AppError("conflict", LINK_IS_SPENT);
  return { id: person.id, roles: person.roles, identity: person.identity };
}

/**
 * The first admin introduces themselves; they may take on compliance and owner too, because a small
 * company starts with one person. Errors: invalid_input, conflict (link spent; there is an admin).
 */
export async function acceptFirstAdmin(
  ctx: CommandContext,
  { token, password, roles, ...identity }: AcceptFirstAdminInput,
): Promise<{ email: string }> {
  assertAcceptable(password, identity);
  const hash = await hashPassword(password);
  await transact(ctx, async (tx, record) => {
    await lockAdmins(tx);
    await spendLink(tx, record, ctx.now, token, ["first-admin"]);
    await assertNoAdmin(tx);
    const person = await tx.person.create({ data: { roles, joinedAt: ctx.now } });
    await insertIdentity(tx, person.id, identity);
    await record({ action: "person.joined", subjectId: person.id, before: null, after: person });
    await storePassword(tx, record, { personId: person.id, hash, changedAt: ctx.now });
  });
  return { email: identity.email };
}

/** Says that a person has come in for the first time. */
export async function markJoined(
  tx: Tx,
  record: Recorder,
  person: StoredPerson,
  now: Date,
): Promise<void> {
  const joined = await tx.person.update({
    where: { id: person.id },
    data: { joinedAt: now, version: { increment: 1 } },
  });
  await record({ action: "person.joined", subjectId: person.id, before: person, after: joined });
}

/** Errors: invalid_input, at the field `password`. */
export function assertAcceptable(password: string, owner: PasswordOwner): void {
  const fault = passwordFault(password, owner);
  if (!fault) return;
  throw new AppError("invalid_input", {
    message: "Choose another password.",
    fieldErrors: { password: [fault] },
  });
}

/** Stores a password's hash; the change says that and when, never what. */
export async function storePassword(
  tx: Tx,
  record: Recorder,
  { personId, hash, changedAt }: { personId: string; hash: string; changedAt: Date },
): Promise<void> {
  const before = await tx.passwordCredential.findUnique({ where: { personId } });
  await tx.passwordCredential.upsert({
    where: { personId },
    create: { personId, hash, changedAt },
    update: { hash, changedAt },
  });
  await record({
    action: "person.password-set",
    subjectId: personId,
    before: before ? { personId, changedAt: before.changedAt } : null,
    after: { personId, changedAt },
  });
}
