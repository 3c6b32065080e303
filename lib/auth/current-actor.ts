import "server-only";
import { cache } from "react";
import { AppError } from "@/lib/core/app-error";
import { env } from "@/lib/core/env";
import { read } from "@/lib/db/read";
import { requestCookie } from "@/lib/server/request-cookie";
import type { Actor } from "./actor";
import { isRole, type Role } from "./permissions";
import { sessionCookieName, sessionIdOf } from "./session-cookie";

/** Who is signed in, and since when. `method` is password, oidc or demo. */
export type CurrentSession = {
  id: string;
  personId: string;
  name: string;
  title: string;
  email: string;
  roles: Role[];
  startedAt: Date;
  expiresAt: Date;
  method: string;
};

/** The signed-in person, looked up again on each request. Errors: unauthenticated. */
export const currentActor = cache(async (): Promise<Actor> => {
  const session = await currentSession();
  if (!session) throw new AppError("unauthenticated", "Sign in to continue.");
  return { kind: "person", id: session.personId, roles: session.roles, sessionId: session.id };
});

/** The session behind the request's cookie; null if there is none, or it ended, or its person is deactivated. */
export const currentSession = cache(async (): Promise<CurrentSession | null> => {
  const id = await sessionIdOf(await requestCookie(sessionCookieName(env().baseUrl)));
  return id ? liveSession(id, new Date()) : null;
});

/** A session that holds at `now`, with its person as they are now. */
export async function liveSession(id: string, now: Date): Promise<CurrentSession | null> {
  const session = await read().session.findFirst({
    where: { id, endedAt: null, expiresAt: { gt: now }, person: { deactivatedAt: null } },
    select: {
      id: true,
      personId: true,
      method: true,
      startedAt: true,
      expiresAt: true,
      person: {
        select: { roles: true, identity: { select: { name: true, title: true, email: true } } },
      },
    },
  });
  if (!session?.person.identity) return null;
  const { person, ...rest } = session;
  return { ...rest, ...session.person.identity, roles: person.roles.filter(isRole) };
}
