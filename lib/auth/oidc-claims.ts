import { z } from "zod";

const schema = z.object({
  iss: z.string().min(1),
  sub: z.string().min(1).max(255), // OpenID Connect Core §2: at most 255 ASCII characters
  email: z.string().max(254).optional(),
  email_verified: z.union([z.boolean(), z.enum(["true", "false"])]).optional(),
});

/** What of a verified ID token counts here. `email` is lower case; unverified unless the provider says so. */
export type OidcClaims = {
  issuer: string;
  subject: string;
  email: string;
  emailVerified: boolean;
};

/** Claims whose signature, nonce and audience have been checked; null where they name nobody. */
export function oidcClaimsOf(claims: unknown): OidcClaims | null {
  const parsed = schema.safeParse(claims);
  if (!parsed.success) return null;
  const { iss, sub, email = "", email_verified: verified = false } = parsed.data;
  return {
    issuer: iss,
    subject: sub,
    email: email.trim().toLowerCase(),
    emailVerified: verified === true || verified === "true",
  };
}
