import { z } from "zod";
import { isStorable, line, optionalProse, prose } from "@/lib/core/text";
import {
  EMAIL_MAX,
  NAME_MAX,
  PASSKEY_NAME_MAX,
  PASSWORD_MAX,
  REASON_MAX,
  TITLE_MAX,
  TOKEN_DAYS_MAX,
  TOKEN_NAME_MAX,
} from "./limits";
import { ROLES, TOKEN_GRANTS } from "./permissions";

// Longer ones are refused as wrong, before any work is spent on them.
const PASSWORD_UNITS_MAX = PASSWORD_MAX * 2;
const WEBAUTHN_RESPONSE_MAX = 24_000;

const email = line("Enter an e-mail address.", EMAIL_MAX)
  .transform((text) => text.toLowerCase())
  .refine((text) => /^[^\s@]+@[^\s@]+$/.test(text), "Enter an e-mail address, name@example.com.");
const name = line("Enter the name.", NAME_MAX);
const title = line("Enter the job title; it is printed beside signatures.", TITLE_MAX);
const roles = z
  .array(z.enum(ROLES, "Choose among the roles shown."))
  .transform((chosen) => ROLES.filter((role) => chosen.includes(role)));
const someRoles = roles.refine((chosen) => chosen.length > 0, "Give at least one role.");
const id = z.uuid("Choose one from the list.");
const version = z.coerce
  .number("Reload the page.")
  .int("Reload the page.")
  .min(1, "Reload the page.");
const typedPassword = z
  .string()
  .min(1, "Enter the password.")
  .max(PASSWORD_UNITS_MAX, `Use at most ${PASSWORD_MAX} characters.`)
  .refine(isStorable, "Remove the character that no keyboard types.");
const oneTimeToken = z.string().min(1).max(100);

/** Nothing is said about what is wrong here: any text may be tried, and is refused in the same words. */
export const signInInput = z.object({
  email: z
    .string()
    .max(1_000)
    .refine(isStorable)
    .transform((text) => text.trim().normalize("NFC").toLowerCase()),
  password: z.string().max(PASSWORD_UNITS_MAX),
});
export type SignInInput = z.infer<typeof signInInput>;

export const invitePersonInput = z.strictObject({ name, email, title, roles: someRoles });
export type InvitePersonInput = z.infer<typeof invitePersonInput>;

export const personInput = z.strictObject({ personId: id });
export type PersonInput = z.infer<typeof personInput>;

export const makeLinkInput = z.strictObject({
  personId: id,
  purpose: z.enum(["join", "new-password", "passkey"], "Choose what the link is for."),
});
export type MakeLinkInput = z.infer<typeof makeLinkInput>;

export const acceptInvitationInput = z.strictObject({
  token: oneTimeToken,
  password: typedPassword,
  name: name.optional(),
});
export type AcceptInvitationInput = z.infer<typeof acceptInvitationInput>;

export const acceptFirstAdminInput = z.strictObject({
  token: oneTimeToken,
  name,
  email,
  title,
  password: typedPassword,
  roles: z
    .array(z.enum(["compliance", "owner"], "Choose among the roles shown."))
    .transform((chosen) =>
      ROLES.filter((role) => role === "admin" || chosen.some((also) => also === role)),
    ),
});
export type AcceptFirstAdminInput = z.infer<typeof acceptFirstAdminInput>;

export const changeRolesInput = z.strictObject({
  personId: id,
  version,
  roles: someRoles,
  reason: optionalProse(REASON_MAX),
});
export type ChangeRolesInput = z.infer<typeof changeRolesInput>;

export const changeIdentityInput = z.strictObject({ personId: id, version, name, email, title });
export type ChangeIdentityInput = z.infer<typeof changeIdentityInput>;

export const deactivatePersonInput = z.strictObject({
  personId: id,
  reason: prose("Say why; the change log keeps it.", REASON_MAX),
});
export type DeactivatePersonInput = z.infer<typeof deactivatePersonInput>;

export const eraseIdentityInput = z.strictObject({
  personId: id,
  confirmation: line("Type the person's name.", NAME_MAX),
});
export type EraseIdentityInput = z.infer<typeof eraseIdentityInput>;

export const setPasswordInput = z.strictObject({ current: typedPassword, password: typedPassword });
export type SetPasswordInput = z.infer<typeof setPasswordInput>;

export const sessionInput = z.strictObject({ sessionId: id });
export type SessionInput = z.infer<typeof sessionInput>;

export const endAllSessionsInput = z.strictObject({
  keep: z.enum(["none", "this"], "Choose which sessions end."),
});
export type EndAllSessionsInput = z.infer<typeof endAllSessionsInput>;

const passkeyName = line("Name the passkey, for instance after its device.", PASSKEY_NAME_MAX);

export const beginPasskeyInput = z.strictObject({
  current: z.string().max(PASSWORD_UNITS_MAX).default(""),
  link: z.string().max(100).default(""),
});
export type BeginPasskeyInput = z.infer<typeof beginPasskeyInput>;

export const enrolPasskeyInput = z.strictObject({
  challengeId: id,
  name: passkeyName,
  response: z.string().max(WEBAUTHN_RESPONSE_MAX, "The passkey sent more than can be kept."),
});
export type EnrolPasskeyInput = z.infer<typeof enrolPasskeyInput>;

export const renamePasskeyInput = z.strictObject({ passkeyId: id, name: passkeyName });
export type RenamePasskeyInput = z.infer<typeof renamePasskeyInput>;

export const revokePasskeyInput = z.strictObject({ passkeyId: id });
export type RevokePasskeyInput = z.infer<typeof revokePasskeyInput>;

export const makeTokenInput = z.strictObject({
  name: line("Name the token after the machine that holds it.", TOKEN_NAME_MAX),
  grants: z
    .array(z.enum(TOKEN_GRANTS, "Choose among the rights shown."))
    .refine((grants) => grants.length > 0, "Give at least one right."),
  responsibleId: z.uuid("Choose who answers for the token."),
  days: z.coerce
    .number("Choose when the token expires.")
    .int("Choose when the token expires.")
    .min(1, "Choose at least one day.")
    .max(TOKEN_DAYS_MAX, `Choose at most ${TOKEN_DAYS_MAX} days.`),
});
export type MakeTokenInput = z.infer<typeof makeTokenInput>;

export const revokeTokenInput = z.strictObject({ tokenId: id });
export type RevokeTokenInput = z.infer<typeof revokeTokenInput>;
