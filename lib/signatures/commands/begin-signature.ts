import "server-only";
import { randomBytes } from "node:crypto";
import { relyingParty } from "@/lib/auth/relying-party";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { MINUTE_MS } from "@/lib/core/clock";
import { software } from "@/lib/exports/software";
import { textOf, toHex } from "@/lib/ledger/bytes";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { SIGNING_MINUTES, SIGNING_REFUSAL_SAYS } from "../labels";
import { newestSignature } from "../newest";
import { toBase64url } from "../pure/base64url";
import { challengeOf, NONCE_SIZE } from "../pure/challenge";
import {
  formatSignatureManifest,
  manifestHashOf,
  SIGNATURE_PURPOSE,
  type SignatureManifest,
  type SignatureMethod,
  type SignedFile,
} from "../pure/manifest";
import { type Signer, signerOf } from "../signer";

/** What somebody is about to sign. Everything about who, when, where and after which signature is filled in here. */
export type SigningWish = {
  readonly subject: SignatureManifest["subject"];
  readonly role: string;
  readonly method: SignatureMethod;
  readonly files: Readonly<Record<string, SignedFile>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly statistics: JsonObject | null;
  /** The words above the name, in full (SIG-04). */
  readonly statement: string;
  readonly conflicts: readonly string[];
  readonly scope: string;
  readonly policyVersion: number;
};

/** `options`: the JSON that the browser's WebAuthn call takes; by password it is of no use. `manifest`: RFC 8785 text. */
export type Begun = {
  readonly challengeId: string;
  readonly options: string;
  readonly manifestHash: string;
  readonly manifest: string;
};

/**
 * What the actor may sign for the next five minutes, once: a manifest and a challenge over it. Nobody but a person begins a
 * signature, and only for themselves (SIG-11). Errors: forbidden (no person; a password where there is a passkey), invalid_input
 * (no name or title; no passkey), not_found (no active person).
 */
export async function beginSignature(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  wish: SigningWish,
  nonce: Uint8Array<ArrayBuffer> = new Uint8Array(randomBytes(NONCE_SIZE)),
): Promise<Begun> {
  if (ctx.actor.kind !== "person") {
    throw new AppError("forbidden", SIGNING_REFUSAL_SAYS.not_a_person);
  }
  const signer = await signerOf(tx, ctx.actor.id);
  assertMethod(signer, wish.method);
  const manifest = formatSignatureManifest(await manifestOf(tx, ctx, signer, wish));
  const manifestHash = manifestHashOf(manifest);
  const challenge = new Uint8Array(challengeOf(nonce, manifestHash));
  const { subject, role } = wish;
  const made = await tx.signatureChallenge.create({
    data: {
      ...{ personId: signer.id, subjectKind: subject.kind, subjectId: subject.id, role },
      ...{ manifest: textOf(manifest) ?? "", manifestHash: toHex(manifestHash), nonce, challenge },
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + SIGNING_MINUTES * MINUTE_MS),
    },
  });
  await record({
    action: "signature.challenged",
    subjectId: made.id,
    before: null,
    after: { ...made, nonce: toBase64url(nonce), challenge: toBase64url(challenge) },
  });
  return {
    challengeId: made.id,
    options: JSON.stringify(optionsFor(signer, challenge)),
    manifestHash: made.manifestHash,
    manifest: made.manifest,
  };
}

function assertMethod({ passkeys }: Signer, method: SignatureMethod): void {
  if (method === "passkey" && passkeys.length === 0) {
    throw new AppError(
      "invalid_input",
      "You have no passkey yet. Enrol one on your profile, then sign.",
    );
  }
  if (method === "password" && passkeys.length > 0) {
    throw new AppError(
      "forbidden",
      "You have a passkey, so you sign with it. A password is for those who have none.",
    );
  }
}

async function manifestOf(
  tx: Tx,
  ctx: CommandContext,
  { id, name, title }: Signer,
  { method, ...wish }: SigningWish,
): Promise<SignatureManifest> {
  const { id: subjectId, kind: subjectKind } = wish.subject;
  const newest = await newestSignature(tx, subjectKind, subjectId);
  const party = relyingParty();
  const { version, commit } = software();
  return {
    v: 1,
    purpose: SIGNATURE_PURPOSE,
    ...wish,
    ...{ method, sequence: (newest?.sequence ?? 0) + 1, previous: newest?.hash ?? "" },
    signer: { id, name, title },
    rp: { id: party.id, origin: party.origin },
    software: `${version} (${commit})`,
    preparedAt: ctx.now.toISOString(),
  };
}

// PublicKeyCredentialRequestOptionsJSON of WebAuthn Level 3 §5.5.
function optionsFor({ passkeys }: Signer, challenge: Uint8Array) {
  return {
    challenge: toBase64url(challenge),
    rpId: relyingParty().id,
    timeout: SIGNING_MINUTES * MINUTE_MS,
    userVerification: "required",
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({
      type: "public-key",
      id: credentialId,
      transports,
    })),
  };
}
