import "server-only";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { env } from "@/lib/core/env";

// Claims of the ID token, whose signature, audience and nonce have been checked by then.
const signed = z.object({
  iss: z.string(),
  sub: z.string(),
  email: z.string().exactOptional(),
  email_verified: z.unknown().optional(),
});

const PATIENCE_MS = 10_000;

/** The company's own sign-in, if OIDC_* is set: any OpenID Connect provider, with PKCE, state and nonce. */
export function oidcProvider(): OAuthConfig<{ sub: string }>[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return [];
  return [
    {
      id: "oidc",
      name: OIDC_NAME,
      type: "oauth",
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      authorization: { params: { scope: "openid email profile" } },
      httpOptions: { timeout: PATIENCE_MS },
      userinfo: {
        request: async ({ client, tokens }) => {
          const claims = signed.parse(typeof tokens.claims === "function" ? tokens.claims() : null);
          const { userinfo_endpoint: more } = client.issuer.metadata;
          if (claims.email !== undefined || !more || !tokens.access_token) return claims;
          // Providers may keep the address out of the ID token; the subject must be the same.
          const info = await client.userinfo(tokens.access_token);
          return info.sub === claims.sub ? signed.parse({ ...info, iss: claims.iss }) : claims;
        },
      },
      profile: ({ sub }) => ({ id: sub }),
    },
  ];
}

/** What the button on the sign-in page says; null without a provider. */
export function oidcName(): string | null {
  return oidcProvider()[0]?.name ?? null;
}
