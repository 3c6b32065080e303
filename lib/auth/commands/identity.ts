import "server-only";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError, type ConflictField } from "@/lib/core/app-error";
import { authorize } from "../actor";
import { lockPerson } from "../locks";
import type { ChangeIdentityInput, EraseIdentityInput } from "../schema";

type Identity = { name: string; email: string; title: string };

const FIELDS = [
  { field: "name", label: "Name" },
  { field: "email", label: "E-mail address" },
  { field: "title", label: "Title" },
] as const;

/**
 * Corrects a name, an e-mail address or a title. The change says which of them changed, never from
 * what to what: the mapping can be erased, the log cannot. Errors: forbidden, not_found, conflict
 * (somebody changed the person meanwhile; erased), invalid_input (the address is taken).
 */
export async function changeIdentity(
  ctx: CommandContext,
  { personId, version, ...identity }: ChangeIdentityInput,
): Promise<void> {
  authorize(ctx.actor, "person:manage");
  await transact(ctx, async (tx, record) => {
    const person = await lockPerson(tx, personId);
    const stored = await tx.personIdentity.findUnique({ where: { personId } });
    if (!stored) throw new AppError("conflict", "This person's identity has been erased.");
    const changed = FIELDS.filter(({ field }) => stored[field] !== identity[field]);
    if (person.version !== version) throw movedOn(identity, stored, [version, person.version]);
    if (changed.length === 0) throw new AppError("invalid_input", "Nothing was changed.");
    await assertFree(tx, identity.email, personId);
    await tx.personIdentity.update({ where: { personId }, data: identity });
    const after = await tx.person.update({
      where: { id: personId },
      data: { version: { increment: 1 } },
    });
    await record({
      action: "person.identity-changed",
      subjectId: personId,
      before: person,
      after: { ...after, changedFields: changed.map(({ field }) => field) },
    });
  });
}

function movedOn(mine: Identity, theirs: Identity, versions: [number, number]): AppError {
  const conflict: ConflictField[] = FIELDS.filter(({ field }) => mine[field] !== theirs[field]).map(
    ({ field, label }) => ({ field, label, mine: mine[field], theirs: theirs[field] }),
  );
  return new AppError("conflict", {
    message: "Somebody changed this person meanwhile. Compare, then save again.",
    conflict: [...conflict, versionMoved(...versions)],
  });
}

/** Tells the form which version it is about from now on. */
export function versionMoved(mine: number, theirs: number): ConflictField {
  return { field: "version", label: "Version", mine: String(mine), theirs: String(theirs) };
}

/** Writes the one row that names a person. Errors: invalid_input, at the field `email`. */
export async function insertIdentity(tx: Tx, personId: string, identity: Identity): Promise<void> {
  await assertFree(tx, identity.email, null);
  const [made] = await tx.personIdentity.createManyAndReturn({
    data: [{ personId, ...identity }],
    skipDuplicates: true,
  });
  if (!made) throw taken();
}

async function assertFree(tx: Tx, email: string, personId: string | null): Promise<void> {
  const holder = await tx.personIdentity.findUnique({ where: { email } });
  if (holder && holder.personId !== personId) throw taken();
}

function taken(): AppError {
  return new AppError("invalid_input", {
    message: "This e-mail address is taken.",
    fieldErrors: { email: ["Somebody here has this address. Search for it in Settings, People."] },
  });
}

/**
 * Erases who a deactivated person was: name, address, title, password and bindings to providers.
 * The opaque id, passkeys' public keys and everything they did stay. Errors: forbidden, not_found,
 * conflict (active; erased already), invalid_input (the typed name differs).
 */
export async function eraseIdentity(
  ctx: CommandContext,
  { personId, confirmation }: EraseIdentityInput,
): Promise<void> {
  authorize(ctx.actor, "person:manage");
  await transact(ctx, async (tx, record) => {
    const person = await lockPerson(tx, personId);
    if (!person.deactivatedAt) {
      throw new AppError("conflict", "Deactivate this person before erasing who they are.");
    }
    const identity = await tx.personIdentity.findUnique({ where: { personId } });
    if (!identity)
      throw new AppError("conflict", "This person's identity has been erased already.");
    if (identity.name !== confirmation) throw notTheName();
    await tx.personIdentity.delete({ where: { personId } });
    await tx.passwordCredential.deleteMany({ where: { personId } });
    await tx.oidcIdentity.deleteMany({ where: { personId } });
    await tx.passkey.updateMany({ where: { personId }, data: { name: "" } });
    await record({
      action: "person.identity-erased",
      subjectId: personId,
      before: person,
      after: {
        ...person,
        erased: ["name", "email", "title", "password", "provider bindings", "passkey names"],
      },
    });
  });
}

function notTheName(): AppError {
  return new AppError("invalid_input", {
    message: "The name does not match.",
    fieldErrors: { confirmation: ["Type the name exactly as it is shown."] },
  });
}
