import "server-only";
import { type Actor, answerableId } from "@/lib/auth/actor";
import { lockName } from "@/lib/auth/locks";
import { isActivePerson } from "@/lib/auth/people";
import type { CommandContext, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { visibleKeys } from "../visible";

/** The key as a command works on it: the whole row. */
export type KeyRecord = Awaited<ReturnType<typeof loadKey>>;

/** Loads by id and by what the actor may see. Errors: not_found. */
export async function loadKey(tx: Tx, actor: Actor, keyId: string) {
  const key = await tx.key.findFirst({ where: { AND: [{ id: keyId }, visibleKeys(actor)] } });
  if (!key) throw new AppError("not_found", "No such key.");
  return key;
}

type Columns = Parameters<Tx["key"]["updateManyAndReturn"]>[0]["data"];

/** Writes if the row still is what was read. Errors: conflict. */
export async function writeKey(tx: Tx, key: KeyRecord, data: Columns): Promise<KeyRecord> {
  const [written] = await tx.key.updateManyAndReturn({
    where: { id: key.id, version: key.version },
    data: { ...data, version: key.version + 1 },
  });
  if (!written) {
    throw new AppError("conflict", "Somebody else changed this key first. Reload the page.");
  }
  return written;
}

/** The person who answers for this command. Errors: forbidden (a job answers to nobody). */
export function personOf(ctx: CommandContext): string {
  const id = answerableId(ctx.actor);
  if (id === null) throw new AppError("forbidden", "Only a named person can do this.");
  return id;
}

/** Holds back every other registration until this one is done, so that no two take one name. */
export async function lockRegister(tx: Tx): Promise<void> {
  await lockName(tx, "keys.register");
}

/**
 * A call names a key in one way only: no two keys share an id or a name, in any case, for ever. Needs
 * `lockRegister`. Errors: invalid_input at the field.
 */
export async function assertNamesFree(
  tx: Tx,
  named: { publicId: string; names: readonly string[] },
  ownId: string | null,
): Promise<void> {
  const idTaken = await holderOf(tx, [named.publicId], ownId);
  const nameTaken = await holderOf(tx, named.names, ownId);
  if (!idTaken && !nameTaken) return;
  throw fieldError({
    ...(idTaken && { publicId: `The key ${idTaken.label} has this id or name already.` }),
    ...(nameTaken && { names: `The key ${nameTaken.label} has one of these names already.` }),
  });
}

async function holderOf(tx: Tx, texts: readonly string[], ownId: string | null) {
  const wanted = texts.map((text) => text.toLowerCase());
  if (wanted.length === 0) return null;
  const found = await tx.$queryRaw<{ label: string }[]>`
    SELECT "label" FROM "Key"
    WHERE "id" IS DISTINCT FROM ${ownId}::uuid
      AND (lower("publicId") = ANY (${wanted}::text[])
        OR EXISTS (SELECT FROM unnest("names") AS name WHERE lower(name) = ANY (${wanted}::text[])))
    ORDER BY "id" LIMIT 1`;
  return found[0] ?? null;
}

/** Errors: invalid_input at the field that names somebody who has left. */
export async function assertHere(tx: Tx, field: string, id: string): Promise<void> {
  if (await isActivePerson(tx, id)) return;
  throw fieldError({ [field]: "This person has left or is unknown. Choose somebody else." });
}

/** Errors: invalid_input at the field, if an instant that is claimed has not come yet. */
export function assertPast(field: string, at: Date, now: Date): void {
  if (at > now) throw fieldError({ [field]: "This time has not come yet." });
}

/** A refusal at fields, as a form shows it. */
export function fieldError(says: Record<string, string>): AppError {
  const fieldErrors = Object.fromEntries(Object.entries(says).map(([at, text]) => [at, [text]]));
  return new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}
