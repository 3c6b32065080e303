import "server-only";
import { randomBytes } from "node:crypto";
import { generateRegistrationOptions } from "@simplewebauthn/server";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { MINUTE_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import type { Verification } from "../labels";
import { CHALLENGE_MINUTES, FRESH_SIGN_IN_MINUTES } from "../limits";
import { hashToken } from "../machine-token";
import { PASSKEY_ALGORITHMS, relyingParty } from "../relying-party";
import type { BeginPasskeyInput } from "../schema";
import { type Confirmation, confirmPassword } from "./set-password";

/** `options` is the JSON that the browser's WebAuthn call takes; it is good for five minutes and one use. */
export type PasskeyInvitation = { challengeId: string; options: string };

/**
 * Starts the enrolment of a passkey for the actor, and for nobody else (SIG-07). They show who they
 * are again: by their password, or, without one, by having signed in just now. Where all earlier
 * passkeys are revoked it also takes a link that an admin made: two people for a renewal.
 * Errors: invalid_input (field `current`), forbidden (no fresh sign-in; no link), throttled.
 */
export async function beginPasskey(
  ctx: CommandContext,
  { current, link }: BeginPasskeyInput,
  challenge: Uint8Array<ArrayBuffer> = new Uint8Array(randomBytes(32)),
): Promise<PasskeyInvitation> {
  const person = await loadPerson(ctx.actor.id);
  const { how, confirmed } = await verified(ctx, person.hasPassword, current);
  const options = await optionsFor(person, challenge);
  return transact(ctx, async (tx, record) => {
    await confirmed?.(tx);
    const invitationId = await renewalLink(tx, ctx, link);
    const { id, createdAt, expiresAt } = await tx.passkeyChallenge.create({
      data: {
        personId: person.id,
        purpose: "enrol",
        challenge,
        verification: how,
        ...(invitationId ? { invitationId } : {}),
        createdAt: ctx.now,
        expiresAt: new Date(ctx.now.getTime() + CHALLENGE_MINUTES * MINUTE_MS),
      },
    });
    const after = {
      id,
      personId: person.id,
      purpose: "enrol",
      verification: how,
      createdAt,
      expiresAt,
    };
    await record({ action: "passkey.challenged", subjectId: id, before: null, after });
    return { challengeId: id, options: JSON.stringify(options) };
  });
}

async function loadPerson(id: string) {
  const person = await read().person.findFirst({
    where: { id },
    select: {
      identity: { select: { name: true, email: true } },
      password: { select: { changedAt: true } },
      passkeys: {
        where: { revokedAt: null },
        select: { credentialId: true, transports: true },
        take: 50,
      },
    },
  });
  if (!person?.identity) throw new AppError("not_found", "No such person.");
  return {
    id,
    ...person.identity,
    passkeys: person.passkeys,
    hasPassword: person.password !== null,
  };
}

async function verified(
  ctx: CommandContext,
  hasPassword: boolean,
  current: string,
): Promise<{ how: Verification; confirmed?: Confirmation }> {
  if (hasPassword) return { how: "password", confirmed: await confirmPassword(ctx, current) };
  const { actor, now } = ctx;
  const id = actor.kind === "person" ? actor.sessionId : undefined;
  const since = new Date(now.getTime() - FRESH_SIGN_IN_MINUTES * MINUTE_MS);
  const fresh = id
    ? await read().session.count({ where: { id, personId: actor.id, startedAt: { gt: since } } })
    : 0;
  if (fresh === 1) return { how: "session" };
  throw new AppError(
    "forbidden",
    `Sign out and in again, then enrol the passkey within ${FRESH_SIGN_IN_MINUTES} minutes.`,
  );
}

async function optionsFor(
  person: Awaited<ReturnType<typeof loadPerson>>,
  challenge: Uint8Array<ArrayBuffer>,
) {
  const party = relyingParty();
  return generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userName: person.email,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.id),
    challenge,
    timeout: CHALLENGE_MINUTES * MINUTE_MS,
    attestationType: "direct",
    supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
    excludeCredentials: person.passkeys.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports,
    })),
  });
}

// The id of the admin's link where one is needed; null where the enrolment is the person's own affair.
async function renewalLink(tx: Tx, ctx: CommandContext, token: string): Promise<string | null> {
  const passkeys = await tx.passkey.groupBy({
    by: ["personId"],
    where: { personId: ctx.actor.id },
    _count: { _all: true, revokedAt: true },
  });
  const { _all = 0, revokedAt: revoked = 0 } = passkeys[0]?._count ?? {};
  if (_all === 0 || revoked < _all) return null;
  const link = await tx.invitation.findFirst({
    where: {
      tokenHash: hashToken(token),
      purpose: "passkey",
      personId: ctx.actor.id,
      usedAt: null,
      revokedAt: null,
      expiresAt: { gt: ctx.now },
    },
    select: { id: true },
  });
  if (link) return link.id;
  throw new AppError(
    "forbidden",
    "All your passkeys are revoked. A new one takes a second person: ask an admin for a passkey link.",
  );
}
