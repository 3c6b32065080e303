import "server-only";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError, type ConflictField } from "@/lib/core/app-error";
import { utcText } from "@/lib/core/clock";
import { KEY_FIELD_LABEL } from "../labels";
import { peopleOf } from "../people";
import { assertPossible } from "../policy";
import type { EditKeyInput } from "../schema";
import {
  assertHere,
  assertNamesFree,
  fieldError,
  type KeyRecord,
  loadKey,
  lockRegister,
  writeKey,
} from "./key-row";
import { type KeyDone, keyDone } from "./register-key";

/**
 * Puts right what is written down about a key. Whoever answered for it before is remembered, because they knew it (KEY-04). Errors:
 * not_found, forbidden, conflict (revoked; changed meanwhile: with both versions), invalid_input (a name that is taken, nothing new).
 */
export async function editKey(
  ctx: CommandContext,
  { keyId, version, ...input }: EditKeyInput,
): Promise<KeyDone> {
  return transact(ctx, async (tx, record) => {
    await lockRegister(tx);
    const key = await loadKey(tx, ctx.actor, keyId);
    assertPossible("edit", key, await peopleOf(tx, key), ctx.actor, ctx.now);
    if (key.version !== version) throw await editConflict(tx, key, input, version);
    if (changedIn(key, input).length === 0) {
      throw new AppError("invalid_input", "Nothing has changed.");
    }
    await assertEdit(tx, key, input);
    const edited = await writeKey(tx, key, { ...input, formerOwnerIds: formerOf(key, input) });
    await record({ action: "key.edited", subjectId: key.id, before: key, after: edited });
    return keyDone(edited);
  });
}

type Content = Omit<EditKeyInput, "keyId" | "version">;
const FIELDS = [
  "label",
  "names",
  "ownerId",
  "algorithm",
  "store",
  "expiresAt",
  "issuerPolicy",
] as const satisfies readonly (keyof Content)[];
type Field = (typeof FIELDS)[number];

async function assertEdit(tx: Tx, key: KeyRecord, input: Content): Promise<void> {
  if (key.ownerId !== input.ownerId) await assertHere(tx, "ownerId", input.ownerId);
  if (key.kind === "workload-identity" && input.issuerPolicy === "") {
    throw fieldError({ issuerPolicy: "Say who issues its tokens, for how long, and to what." });
  }
  if (input.expiresAt && input.expiresAt <= key.issuedAt) {
    throw fieldError({ expiresAt: "It cannot expire before it was issued." });
  }
  await assertNamesFree(tx, { publicId: key.publicId, names: input.names }, key.id);
}

function formerOf(key: KeyRecord, { ownerId }: Content): string[] {
  if (key.ownerId === ownerId) return key.formerOwnerIds;
  return [...new Set([...key.formerOwnerIds, key.ownerId])].filter((id) => id !== ownerId);
}

function changedIn(key: KeyRecord, input: Content): Field[] {
  return FIELDS.filter((field) => textOf(key[field]) !== textOf(input[field]));
}

async function editConflict(
  tx: Tx,
  key: KeyRecord,
  input: Content,
  version: number,
): Promise<AppError> {
  const people = await tx.personIdentity.findMany({
    where: { personId: { in: [key.ownerId, input.ownerId] } },
    select: { personId: true, name: true },
    take: 2,
  });
  const nameOf = new Map(people.map(({ personId, name }) => [personId, name]));
  const shown = (field: Field, value: string) =>
    field === "ownerId" ? (nameOf.get(value) ?? value) : value;
  const fields: ConflictField[] = changedIn(key, input).map((field) => ({
    field,
    label: KEY_FIELD_LABEL[field],
    mine: shown(field, textOf(input[field])),
    theirs: shown(field, textOf(key[field])),
    theirsValue: formValue(key[field]),
  }));
  const versions = { mine: String(version), theirs: String(key.version) };
  return new AppError("conflict", {
    message:
      "Somebody else changed this key while you were editing. Nothing was saved. Compare both versions.",
    conflict: [{ field: "version", label: KEY_FIELD_LABEL.version, ...versions }, ...fields],
  });
}

type Value = Content[Field];

function textOf(value: Value): string {
  if (value === null) return "";
  if (value instanceof Date) return utcText(value);
  return typeof value === "string" ? value : value.join("\n");
}

// As the field of the form holds it: a minute, or lines.
function formValue(value: Value): string {
  return value instanceof Date ? value.toISOString().slice(0, 16) : textOf(value);
}
