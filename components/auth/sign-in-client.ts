import { signInSays } from "@/lib/auth/labels";
import type { ActionState } from "@/lib/core/action-state";

const UNREACHABLE = "The server did not answer. Check the connection, then try again.";

/** Asks next-auth, under its cross-site guard. Answers the address it points to; throws if nothing answers. */
async function ask(path: string, fields: Readonly<Record<string, string>>): Promise<URL> {
  const guard = await fetch("/api/auth/csrf", { cache: "no-store" });
  const csrfToken = textIn(await guard.json(), "csrfToken");
  const body = new URLSearchParams({ ...fields, csrfToken, json: "true" });
  const reply = await fetch(`/api/auth/${path}`, { method: "POST", body });
  return new URL(textIn(await reply.json(), "url"), window.location.origin);
}

/** Signs in where no page of another site is involved. The cookie is set when this says `done`. */
export async function signInWith(
  way: "password" | "demo",
  fields: Readonly<Record<string, string>>,
): Promise<ActionState> {
  try {
    const url = await ask(`callback/${way}`, fields);
    const word = url.searchParams.get("error") ?? url.searchParams.get("csrf");
    return word === null ? { status: "done", message: "Signed in." } : failed(signInSays(word));
  } catch {
    return failed(UNREACHABLE);
  }
}

/** Leaves for the company's own sign-in; comes back to `callbackUrl`. Answers what to say if it could not. */
export async function leaveForProvider(callbackUrl: string): Promise<string | null> {
  try {
    const url = await ask("signin/oidc", { callbackUrl });
    const word = url.searchParams.get("error");
    if (word !== null && url.origin === window.location.origin) return signInSays(word);
    window.location.assign(url);
    return null;
  } catch {
    return UNREACHABLE;
  }
}

function failed(message: string): ActionState {
  return {
    status: "failed",
    code: "unauthenticated",
    message,
    fieldErrors: {},
    conflict: [],
    values: {},
  };
}

function textIn(reply: unknown, name: string): string {
  if (typeof reply !== "object" || reply === null) throw new Error("no object came back");
  const value = Object.entries(reply).find(([key]) => key === name)?.[1];
  if (typeof value !== "string") throw new Error(`${name} is missing`);
  return value;
}
