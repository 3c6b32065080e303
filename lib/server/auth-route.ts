import "server-only";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { nextAuthOptions } from "@/lib/auth/next-auth-options";
import { announceBaseUrl } from "@/lib/core/env";
import { findInstallation } from "@/lib/settings/installation";
import { errorReply } from "./http-status";

type AuthContext = { params: Promise<{ nextauth: string[] }> };

// What of next-auth is open. Its own pages, its session endpoint and its log endpoint are not.
const OPEN: Readonly<Record<string, readonly string[]>> = {
  GET: ["csrf", "signin", "signout", "error", "callback/oidc"],
  POST: ["callback/password", "callback/demo", "signin/oidc", "signout"],
};

const BODY_MAX_BYTES = 16_000;

/** The doorway of sign-in: hands next-auth what it can answer, and nothing that would make it fail. */
export async function authRoute(request: NextRequest, context: AuthContext): Promise<Response> {
  const path = (await context.params).nextauth.join("/");
  if (!OPEN[request.method]?.includes(path)) return errorReply("not_found", "Nothing is here.");
  if (hasBrokenReturn(request)) return withoutReturn();
  const body = request.method === "POST" ? await formText(request) : undefined;
  if (body === null) return errorReply("invalid_input", "Send a form of at most 16 kB.");
  announceBaseUrl();
  const demo = (await findInstallation())?.demo ?? false;
  const clean = new NextRequest(withoutBrokenReturn(request.nextUrl), {
    method: request.method,
    headers: request.headers,
    ...(body === undefined ? {} : { body }),
  });
  return NextAuth(clean, context, nextAuthOptions(Object.fromEntries(request.headers), demo));
}

async function formText(request: NextRequest): Promise<string | null> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("application/x-www-form-urlencoded")) return null;
  const text = await request.text();
  return text.length <= BODY_MAX_BYTES ? text : null;
}

// next-auth answers 500 to an address to return to that is none, whether in the query or in its cookie.
function withoutBrokenReturn(url: URL): URL {
  const clean = new URL(url);
  const back = clean.searchParams.get("callbackUrl");
  if (back !== null && !isReturn(back)) clean.searchParams.delete("callbackUrl");
  return clean;
}

function hasBrokenReturn(request: NextRequest): boolean {
  return request.cookies
    .getAll()
    .some(({ name, value }) => name.endsWith(RETURN_COOKIE) && !isReturn(value));
}

function withoutReturn(): Response {
  const headers = new Headers({ Location: "/sign-in?error=failed" });
  for (const name of [RETURN_COOKIE, `__Secure-${RETURN_COOKIE}`]) {
    headers.append("Set-Cookie", `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`);
  }
  return new Response(null, { status: 303, headers });
}

const RETURN_COOKIE = "next-auth.callback-url";

function isReturn(text: string): boolean {
  if (!URL.canParse(text, "http://localhost")) return false;
  return /^https?:$/.test(new URL(text, "http://localhost").protocol);
}
