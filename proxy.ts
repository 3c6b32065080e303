import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/core/env";
import { ASKED_HEADER } from "@/lib/server/asked-header";
import { refusalOf } from "@/lib/server/request-guard";

const NONCE_BYTES = 16;

/**
 * Refuses what no door should see, and sets what a browser may do with a page: only scripts and styles of this
 * house that carry the page's own nonce. Not for machine routes: a matched route is buffered and cut to 10 MB,
 * and no browser reads their answers.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const refused = await refusalOf(request, env().baseUrl);
  if (refused) return withFixed(refused);
  // A page that works from disk carries a policy of its own; ours would refuse its script, which has no nonce.
  if (request.nextUrl.pathname.startsWith("/verify/")) return withFixed(NextResponse.next());
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(NONCE_BYTES))).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set(ASKED_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  headers.set("content-security-policy", policy); // Next reads the nonce from here
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return withFixed(response);
}

export const config = {
  matcher: [
    "/((?!_next/static|_next/image|icons/|icon\\.svg|api/ingest|api/otlp|api/elastic|api/hooks|api/access-matrix/enforced-grants|services/collector|v1/).*)",
  ],
};

const FIXED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)",
  "referrer-policy": "same-origin",
  // A browser heeds this only over HTTPS, so it does no harm on localhost.
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

function withFixed(response: Response): Response {
  for (const [name, value] of Object.entries(FIXED)) response.headers.set(name, value);
  return response;
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", ...signInOrigin()].join(" ")}`,
    "frame-ancestors 'none'",
  ].join("; ");
}

// Chromium holds redirects after a form to this list too, and single sign-on is such a redirect.
function signInOrigin(): string[] {
  const { OIDC_ISSUER } = env();
  return OIDC_ISSUER ? [new URL(OIDC_ISSUER).origin] : [];
}
