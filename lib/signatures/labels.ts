import type { SignatureMethod } from "./pure/manifest";

/** Why somebody was refused a signature, as the change log keeps it. */
export const SIGNING_REFUSALS = [
  "not_a_person",
  "unknown",
  "replay",
  "expired",
  "other_person",
  "other_subject",
  "changed",
  "superseded",
  "not_the_method",
  "unknown_credential",
  "revoked_passkey",
  "deactivated",
  "framing",
  "challenge",
  "signing_origin",
  "user_verification",
  "assertion",
  "counter",
  "seal",
] as const;
export type SigningRefusal = (typeof SIGNING_REFUSALS)[number];

/** What the person is told: what happened, and what to do. */
export const SIGNING_REFUSAL_SAYS = {
  not_a_person:
    "Only a person signs, with their own passkey. Nothing and nobody else can sign for them.",
  unknown: "There is nothing waiting to be signed under this number. Begin to sign again.",
  replay: "This was signed with already. A passkey's answer counts once: begin to sign again.",
  expired: "More than five minutes have passed since you began to sign. Begin again.",
  other_person: "Somebody else began this signature. Nobody signs for another person.",
  other_subject: "The passkey answered for something else than this. Begin to sign again.",
  changed: "What you are signing has changed since you began. Read it again, and begin again.",
  superseded:
    "Somebody else signed meanwhile, and each signature names the one before it. Begin again.",
  not_the_method: "This was begun with another way of signing. Begin again.",
  unknown_credential: "This passkey is not one of yours here. Use one that you have enrolled.",
  revoked_passkey: "This passkey has been revoked, and signs nothing any more. Use another one.",
  deactivated: "Your account is closed, so nothing was signed.",
  framing: "What the browser sent is not the answer of a passkey. Begin to sign again.",
  challenge:
    "The passkey answered another question than the one it was asked. Begin to sign again.",
  signing_origin:
    "The passkey was used at another address than this one. Sign at the address of Countersign.",
  user_verification:
    "The passkey did not ask who you are. Use one that asks for a PIN, a fingerprint or a face.",
  assertion: "The passkey's signature does not fit. Begin to sign again.",
  counter:
    "This passkey has counted further already, so there may be a copy of it. Revoke it and enrol another one.",
  seal: "The server's seal does not fit. Begin to sign again.",
} as const satisfies Record<SigningRefusal, string>;

export const SIGNATURE_METHOD_LABEL = {
  passkey: "Passkey",
  password: "Password, sealed by the server",
} as const satisfies Record<SignatureMethod, string>;

/** What is said beside every signature by password. */
export const PASSWORD_SIGNATURE_SAYS =
  "The person showed who they are by their password, and the server sealed it. That is weaker than a passkey: whoever runs the server could have made it.";

/** What is said beside every signature by passkey (SIG-05). */
export const WHAT_YOU_SEE_SAYS =
  "A passkey shows no text. What was signed stood in the browser's page; the signature proves the digest of it, not what the screen showed.";

/** What is said of a signature by a passkey that was enrolled shortly before (SIG-07). */
export const RECENTLY_ENROLLED_SAYS =
  "The passkey was enrolled less than 24 hours before it signed.";

/** How long a person has to answer. */
export const SIGNING_MINUTES = 5;
export const RECENT_ENROLMENT_HOURS = 24;
