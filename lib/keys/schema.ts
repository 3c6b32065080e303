import { z } from "zod";
import { blank } from "@/lib/core/choices";
import { ENVIRONMENTS } from "@/lib/core/environments";
import { line, optionalProse, prose } from "@/lib/core/text";
import { KEY_BEARER, KEY_KINDS } from "./labels";
import {
  ALGORITHM_MAX,
  ISSUER_POLICY_MAX,
  LABEL_MAX,
  NAMES_MAX,
  NAMES_TEXT_MAX,
  PUBLIC_ID_MAX,
  PURPOSE_MAX,
  REASON_MAX,
  STORE_MAX,
} from "./limits";
import { looksSecret, SECRET_SAYS } from "./secret-shape";

const TIME_SAYS = "Give a day and time as 2026-11-21T14:14 (UTC).";

/** An instant as a form sends it: a day, or a day and time, in UTC. */
export const instant = z
  .union([z.iso.date(), z.iso.datetime({ local: true, offset: true })], TIME_SAYS)
  .transform((text) => new Date(/[Z+]|T.*-/.test(text) || !text.includes("T") ? text : `${text}Z`))
  .refine((at) => at.getUTCFullYear() >= 1970 && at.getUTCFullYear() < 9999, TIME_SAYS);

export const publicId = line("Give the id by which gateways know this key.", PUBLIC_ID_MAX)
  .refine((text) => !/\s/.test(text), "A public id holds no spaces.")
  .refine((text) => !looksSecret(text), SECRET_SAYS);

/** One name a line. The same name twice, in any case, is one. */
export const names = optionalProse(NAMES_TEXT_MAX).transform((text, context) => {
  const found = new Map<string, string>();
  for (const name of text.split("\n").map((each) => each.trim())) {
    if (name !== "" && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), name);
  }
  const objection = objectionToNames([...found.values()]);
  if (objection) context.addIssue({ code: "custom", message: objection });
  return [...found.values()];
});

/** What is written down about a credential, whoever it belongs to. */
export const credential = {
  publicId,
  names,
  label: line("Give it a label that people will recognise.", LABEL_MAX),
  algorithm: line("Say algorithm and length, such as HMAC-SHA256, 256 bit.", ALGORITHM_MAX),
  store: line("Say where its secret is kept: which vault or HSM.", STORE_MAX),
  issuedAt: instant,
  expiresAt: blank(instant),
};

/** Which of the three bearers is asked for follows from the kind; the others are left empty. */
export const registerKeyInput = z
  .strictObject({
    ...credential,
    kind: z.enum(KEY_KINDS, "Choose what kind of key it is."),
    agentId: blank(z.uuid()),
    personId: blank(z.uuid()),
    serverId: blank(z.uuid()),
    ownerId: z.uuid("Choose the person who answers for this key."),
    purpose: prose("Say what this key is for. Another purpose is another key.", PURPOSE_MAX),
    environment: z.enum(ENVIRONMENTS, "Choose the one environment it is for."),
    issuerPolicy: optionalProse(ISSUER_POLICY_MAX),
  })
  .superRefine((key, context) => {
    const say = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    const bearer = KEY_BEARER[key.kind];
    for (const each of ["agent", "server", "person"] as const) {
      const id = key[`${each}Id`];
      if (each === bearer && id === null) say(`${each}Id`, `Choose the ${each} it belongs to.`);
      if (each !== bearer && id !== null) {
        say(`${each}Id`, `A key of this kind belongs to one ${bearer}. Leave this empty.`);
      }
    }
    if (key.kind === "workload-identity" && key.issuerPolicy === "") {
      say("issuerPolicy", "Say who issues its tokens, for how long, and to what (KEY-07).");
    }
    if (key.expiresAt && key.expiresAt <= key.issuedAt) {
      say("expiresAt", "It cannot expire before it was issued.");
    }
  });
export type RegisterKeyInput = z.infer<typeof registerKeyInput>;

/** What can be put right of a key. Whom it belongs to, for what and where is for ever: another is another key. */
export const editKeyInput = z.strictObject({
  keyId: z.uuid(),
  version: z.coerce.number("Load the page again.").int().min(1),
  names,
  label: credential.label,
  algorithm: credential.algorithm,
  store: credential.store,
  expiresAt: credential.expiresAt,
  ownerId: z.uuid("Choose the person who answers for this key."),
  issuerPolicy: optionalProse(ISSUER_POLICY_MAX),
});
export type EditKeyInput = z.infer<typeof editKeyInput>;

/** `activatedAt` empty: now. */
export const activateKeyInput = z.strictObject({
  keyId: z.uuid(),
  activatedAt: blank(instant),
});
export type ActivateKeyInput = z.infer<typeof activateKeyInput>;

export const why = prose("Say why, so that others can follow it later.", REASON_MAX);

/** `typedId` must be the key's public id, letter by letter. `revokedAt` empty: now. */
export const revokeKeyInput = z.strictObject({
  keyId: z.uuid(),
  reason: why,
  revokedAt: blank(instant),
  typedId: z.string().max(PUBLIC_ID_MAX * 2),
});
export type RevokeKeyInput = z.infer<typeof revokeKeyInput>;

function objectionToNames(found: readonly string[]): string | null {
  if (found.length > NAMES_MAX) return `Give at most ${NAMES_MAX} names, one a line.`;
  if (found.some((name) => name.length > PUBLIC_ID_MAX)) {
    return `Shorten each name to ${PUBLIC_ID_MAX} characters.`;
  }
  return found.some(looksSecret) ? SECRET_SAYS : null;
}
