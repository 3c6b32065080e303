import "server-only";
import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { cose, decodeCredentialPublicKey } from "@simplewebauthn/server/helpers";
import { z } from "zod";
import { AppError } from "@/lib/core/app-error";
import { PASSKEY_ALGORITHMS, relyingParty } from "./relying-party";

const BYTES_MAX = 16_000;
const base64url = z
  .string()
  .regex(/^[\w-]+$/)
  .max(BYTES_MAX);

// RegistrationResponseJSON of WebAuthn Level 3 §5.1.8, as far as it counts here.
const sent = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
});

/** What is kept of an enrolment, raw bytes included: JSON that was serialised again proves nothing (SIG-03). */
export type Enrolment = {
  credentialId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  algorithm: number;
  counter: bigint;
  aaguid: string;
  transports: string[];
  deviceBound: boolean;
  backedUp: boolean;
  attestation: Uint8Array<ArrayBuffer>;
  clientData: Uint8Array<ArrayBuffer>;
  rpId: string;
  origin: string;
};

/** Verifies what a browser sent for a challenge: origin, RP id, user verification, algorithm, attestation. Errors: invalid_input. */
export async function verifiedEnrolment(text: string, challenge: Uint8Array): Promise<Enrolment> {
  const { response, ...rest } = parsed(text);
  const party = relyingParty();
  const { verified, registrationInfo: info } = await verifyRegistrationResponse({
    response: { ...rest, response, clientExtensionResults: {} },
    expectedChallenge: Buffer.from(challenge).toString("base64url"),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
  }).catch(refuse);
  if (!verified) return refuse(undefined);
  return {
    credentialId: info.credential.id,
    publicKey: info.credential.publicKey,
    algorithm: algorithmOf(info.credential.publicKey),
    counter: BigInt(info.credential.counter),
    aaguid: info.aaguid,
    transports: response.transports,
    deviceBound: info.credentialDeviceType === "singleDevice",
    backedUp: info.credentialBackedUp,
    attestation: info.attestationObject,
    clientData: new Uint8Array(Buffer.from(response.clientDataJSON, "base64url")),
    rpId: party.id,
    origin: info.origin,
  };
}

function parsed(text: string) {
  try {
    return sent.parse(JSON.parse(text));
  } catch (cause) {
    return refuse(cause);
  }
}

function algorithmOf(publicKey: Uint8Array<ArrayBuffer>): number {
  return decodeCredentialPublicKey(publicKey).get(cose.COSEKEYS.alg) ?? refuse(undefined);
}

function refuse(cause: unknown): never {
  const message =
    "This passkey could not be verified. Use one that asks for a PIN, a fingerprint or a face, and start again.";
  throw new AppError("invalid_input", { message, cause });
}
