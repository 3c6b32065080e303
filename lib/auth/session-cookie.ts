import "server-only";
import { decode } from "next-auth/jwt";
import { z } from "zod";
import { secret } from "./secrets";

/** Cookies of one host are shared by all its ports, so the name says which installation it belongs to. */
export function sessionCookieName(baseUrl: string): string {
  const { protocol, port } = new URL(baseUrl);
  const name = port === "" ? "countersign.session" : `countersign-${port}.session`;
  return protocol === "https:" ? `__Secure-${name}` : name;
}

const token = z.object({ sid: z.uuid() });

/** The id of the session a cookie speaks of; null if we did not write it. The session itself is in the database. */
export async function sessionIdOf(cookie: string | null): Promise<string | null> {
  if (!cookie) return null;
  const payload = await decode({ token: cookie, secret: secret("session") }).catch(() => null);
  return token.safeParse(payload).data?.sid ?? null;
}
