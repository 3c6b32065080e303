import "server-only";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { type Enrolment, verifiedEnrolment } from "../passkey-enrolment";
import type { EnrolPasskeyInput, RenamePasskeyInput, RevokePasskeyInput } from "../schema";
import { tell } from "./tell";

/**
 * Keeps the passkey that the actor's browser made for a challenge of `beginPasskey`, with the raw
 * bytes of its enrolment. Errors: conflict (challenge or link used or expired; passkey known here),
 * invalid_input (what the browser sent does not verify).
 */
export async function enrolPasskey(
  ctx: CommandContext,
  { challengeId, name, response }: EnrolPasskeyInput,
): Promise<void> {
  const open = {
    id: challengeId,
    personId: ctx.actor.id,
    purpose: "enrol",
    usedAt: null,
    expiresAt: { gt: ctx.now },
  };
  const challenge = await read().passkeyChallenge.findFirst({ where: open });
  if (!challenge) throw spent();
  const enrolment = await verifiedEnrolment(response, challenge.challenge);
  await transact(ctx, async (tx, record) => {
    const { count } = await tx.passkeyChallenge.updateMany({
      where: open,
      data: { usedAt: ctx.now },
    });
    if (count === 0) throw spent();
    const voucher = await useVoucher(tx, ctx.now, challenge.invitationId);
    if (voucher) {
      const before = { ...voucher, usedAt: null };
      await record({ action: "invitation.used", subjectId: voucher.id, before, after: voucher });
    }
    const passkey = await insertPasskey(tx, {
      ...enrolment,
      name,
      personId: ctx.actor.id,
      verification: challenge.verification,
      ...(voucher ? { vouchedById: voucher.createdById } : {}),
      enrolledAt: ctx.now,
    });
    await record({
      action: "passkey.enrolled",
      subjectId: passkey.id,
      before: null,
      after: shown(passkey),
    });
    await tell(tx, record, ctx, ctx.actor.id, "passkey.enrolled");
  });
}

type NewPasskey = Enrolment & {
  name: string;
  personId: string;
  verification: string;
  vouchedById?: string;
  enrolledAt: Date;
};

async function insertPasskey(tx: Tx, data: NewPasskey) {
  const [passkey] = await tx.passkey.createManyAndReturn({ data: [data], skipDuplicates: true });
  if (!passkey) throw new AppError("conflict", "This passkey is enrolled already.");
  return passkey;
}

// The admin's link behind a renewed enrolment is used up with it.
async function useVoucher(tx: Tx, now: Date, id: string | null) {
  if (!id) return null;
  const [used] = await tx.invitation.updateManyAndReturn({
    where: { id, usedAt: null, revokedAt: null },
    data: { usedAt: now },
    omit: { tokenHash: true },
  });
  if (!used) throw spent();
  return used;
}

function spent(): AppError {
  return new AppError(
    "conflict",
    "This enrolment was finished already or took too long. Start it again.",
  );
}

/** Renames one of the actor's passkeys. Errors: not_found (also: not theirs). */
export async function renamePasskey(
  ctx: CommandContext,
  { passkeyId, name }: RenamePasskeyInput,
): Promise<void> {
  await transact(ctx, async (tx, record) => {
    const [renamed] = await tx.passkey.updateManyAndReturn({
      where: { id: passkeyId, personId: ctx.actor.id },
      data: { name },
    });
    if (!renamed) throw new AppError("not_found", "No such passkey.");
    await record({
      action: "passkey.renamed",
      subjectId: passkeyId,
      before: shown(renamed),
      after: { ...shown(renamed), changedFields: ["name"] },
    });
  });
}

/**
 * Takes one of the actor's passkeys out of use. It is kept, because what it signed before stays
 * signed (SIG-08). Errors: not_found (also: not theirs), conflict (revoked already).
 */
export async function revokePasskey(
  ctx: CommandContext,
  { passkeyId }: RevokePasskeyInput,
): Promise<void> {
  await transact(ctx, async (tx, record) => {
    const mine = { id: passkeyId, personId: ctx.actor.id };
    const passkey = await tx.passkey.findFirst({ where: mine });
    if (!passkey) throw new AppError("not_found", "No such passkey.");
    const [revoked] = await tx.passkey.updateManyAndReturn({
      where: { ...mine, revokedAt: null },
      data: { revokedAt: ctx.now },
    });
    if (!revoked) throw new AppError("conflict", "This passkey has been revoked already.");
    await record({
      action: "passkey.revoked",
      subjectId: passkeyId,
      before: shown(passkey),
      after: shown(revoked),
    });
  });
}

type Stored = Enrolment & { id: string; personId: string; name: string; verification: string };

// A passkey as the change log keeps it: bytes as base64url, and without its name, which may name a person.
function shown<Row extends Stored>({ name: _, ...row }: Row) {
  return {
    ...row,
    counter: String(row.counter),
    publicKey: base64url(row.publicKey),
    attestation: base64url(row.attestation),
    clientData: base64url(row.clientData),
  };
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
