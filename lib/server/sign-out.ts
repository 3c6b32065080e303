import "server-only";
import { randomUUID } from "node:crypto";
import { authorize } from "@/lib/auth/actor";
import { endSession } from "@/lib/auth/commands/end-session";
import { currentActor } from "@/lib/auth/current-actor";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import { AppError } from "@/lib/core/app-error";
import { env } from "@/lib/core/env";
import { errorReply } from "./http-status";

/** The doorway out: ends the session of the browser that posts here, forgets its cookie, shows the sign-in page. */
export async function signOut(request: Request): Promise<Response> {
  if (!isOwnForm(request)) {
    return errorReply("forbidden", "Sign out from a page of this installation.");
  }
  try {
    const actor = await currentActor();
    authorize(actor, "profile:manage");
    const sessionId = actor.kind === "person" ? actor.sessionId : undefined;
    const ctx = { actor, now: new Date(), requestId: randomUUID() };
    if (sessionId) await endSession(ctx, { sessionId });
  } catch (error) {
    if (!(error instanceof AppError)) throw error; // signed out already, or meanwhile
  }
  const headers = { Location: "/sign-in", "Set-Cookie": forgotten(), "Cache-Control": "no-store" };
  return new Response(null, { status: 303, headers });
}

// Another site can make a browser post here; browsers say where a form stands, and cannot be made to lie.
function isOwnForm({ headers }: Request): boolean {
  const origin = headers.get("origin");
  return (
    headers.get("sec-fetch-site") === "same-origin" || origin === new URL(env().baseUrl).origin
  );
}

function forgotten(): string {
  const { baseUrl } = env();
  const secure = baseUrl.startsWith("https:") ? "; Secure" : "";
  return `${sessionCookieName(baseUrl)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`;
}
