import "server-only";
import { cookies } from "next/headers";

/** A cookie of the request that is being answered; null if it has none. */
export async function requestCookie(name: string): Promise<string | null> {
  return (await cookies()).get(name)?.value ?? null;
}
