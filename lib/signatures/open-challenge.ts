import "server-only";
import { lockName } from "@/lib/auth/locks";
import type { CommandContext, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { utf8 } from "@/lib/ledger/bytes";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import type { SigningRefusal } from "./labels";
import { newestSignature } from "./newest";
import {
  parseSignatureManifest,
  type SignatureManifest,
  type SignatureMethod,
  type SignedFile,
} from "./pure/manifest";
import type { Tried } from "./refusal";
import { isOwnName } from "./signer";

/** What somebody sends to have signed. `files`: what would be signed as it stands now, which must be what the manifest names. */
export type Acceptance = Tried & {
  readonly typedName: string;
  readonly files: Readonly<Record<string, SignedFile>>;
};

export type StoredChallenge = NonNullable<
  Awaited<ReturnType<Tx["signatureChallenge"]["findUnique"]>>
>;

/** A challenge that waits for this very answer, with what was promised to be signed. */
export type OpenChallenge = { readonly row: StoredChallenge; readonly manifest: SignatureManifest };

/**
 * The actor's own challenge for this subject and role, unused and in time, over what still is so; or why not. Nobody else signs
 * about the same subject until the transaction ends. Errors: invalid_input (field `typedName`).
 */
export async function openChallenge(
  tx: Tx,
  ctx: CommandContext,
  wish: Acceptance,
  method: SignatureMethod,
): Promise<OpenChallenge | SigningRefusal> {
  const { challengeId: id, subject, files } = wish;
  const row = isUuid(id) ? await tx.signatureChallenge.findUnique({ where: { id } }) : null;
  const objection = objectionTo(row, ctx, wish);
  if (row === null || objection !== null) return objection ?? "unknown";
  if (!(await isActive(tx, row.personId))) return "deactivated";
  const parsed = parseSignatureManifest(utf8(row.manifest));
  if (!parsed.ok)
    throw new Error(`the manifest of challenge ${id} is unreadable: ${parsed.detail}`);
  const { value: manifest } = parsed;
  if (manifest.method !== method) return "not_the_method";
  assertName(wish.typedName, manifest.signer.name);
  await lockName(tx, `signatures:${subject.kind}:${subject.id}`);
  const newest = await newestSignature(tx, subject.kind, subject.id);
  if ((newest?.hash ?? "") !== manifest.previous) return "superseded";
  return canonicalJson(files) === canonicalJson(manifest.files) ? { row, manifest } : "changed";
}

function objectionTo(
  row: StoredChallenge | null,
  { actor, now }: CommandContext,
  { subject, role }: Acceptance,
): SigningRefusal | null {
  if (actor.kind !== "person") return "not_a_person"; // SIG-11: whatever rights a job, a token or a source may hold
  if (row === null) return "unknown";
  if (row.personId !== actor.id) return "other_person";
  if (row.usedAt !== null) return "replay";
  if (row.expiresAt <= now) return "expired";
  const fits =
    row.subjectKind === subject.kind && row.subjectId === subject.id && row.role === role;
  return fits ? null : "other_subject";
}

async function isActive(tx: Tx, id: string): Promise<boolean> {
  return (await tx.person.count({ where: { id, deactivatedAt: null } })) === 1;
}

function assertName(typed: string, name: string): void {
  if (isOwnName(typed, name)) return;
  const message = "Your name was not typed as it stands above.";
  throw new AppError("invalid_input", {
    message,
    fieldErrors: { typedName: [`Type your name as it stands in the statement: ${name}.`] },
  });
}
