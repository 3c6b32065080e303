import "server-only";
import { randomUUID } from "node:crypto";
import type { NextAuthOptions } from "next-auth";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { HOUR_MS } from "@/lib/core/clock";
import { env } from "@/lib/core/env";
import { logError } from "@/lib/core/log";
import { GUEST } from "./actor";
import { clientAddress, type HeaderMap } from "./client-address";
import { admitOidc } from "./commands/admit-oidc";
import { endSession } from "./commands/end-session";
import { signIn } from "./commands/sign-in";
import {
  asPerson,
  type SignInOrigin,
  startDemoSession,
  startProviderSession,
} from "./commands/start-session";
import { liveSession } from "./current-actor";
import { SESSION_HOURS_MAX } from "./limits";
import { oidcClaimsOf } from "./oidc-claims";
import { oidcProvider } from "./oidc-provider";
import { signInInput } from "./schema";
import { secret } from "./secrets";
import { sessionCookieName } from "./session-cookie";

/**
 * How next-auth lets people in, made anew for each request: it keeps the cookie, the cross-site guard
 * and the OpenID Connect protocol; who may come in is decided by the commands. The cookie holds
 * nothing but the id of our own session row.
 */
export function nextAuthOptions(headers: HeaderMap, demo: boolean): NextAuthOptions {
  const { baseUrl } = env();
  const secure = baseUrl.startsWith("https:");
  const door = new Doorstep(headers);
  return {
    secret: secret("session"),
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(baseUrl),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    session: { strategy: "jwt", maxAge: (SESSION_HOURS_MAX * HOUR_MS) / 1000 },
    pages: PAGES,
    providers: [passwordProvider(door), ...(demo ? [demoProvider(door)] : []), ...oidcProvider()],
    callbacks: {
      signIn: async ({ account, profile }) =>
        account?.provider === "oidc" ? door.admitFromProvider(profile) : true,
      jwt: ({ token, user }) => ({ sid: user ? door.sessionId : token.sid }),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url }) => sameOrigin(url, baseUrl),
    },
    events: { signOut: async ({ token }) => leave(token?.sid) },
    logger: { error: noteFailure, warn: () => {}, debug: () => {} },
  };
}

const PAGES = {
  signIn: "/sign-in",
  signOut: "/sign-in",
  error: "/sign-in",
  verifyRequest: "/sign-in",
};

type Provider = NextAuthOptions["providers"][number];

/** One person at the door: where they come from, and the session they got. */
class Doorstep {
  sessionId: string | undefined;
  readonly #origin: SignInOrigin;

  constructor(headers: HeaderMap) {
    const address = clientAddress(headers, env().TRUSTED_PROXY_HOPS);
    this.#origin = { address, userAgent: headers["user-agent"] ?? "" };
  }

  /** A word for the sign-in page instead of a session: `signInSays` has the sentence. */
  async tryPassword(typed: unknown): Promise<{ id: string }> {
    const input = signInInput.safeParse(typed);
    if (!input.success) throw new Error("refused");
    const outcome = await signIn(guestContext(), input.data, this.#origin);
    if (outcome.status === "refused") throw new Error("refused");
    if (outcome.status === "wait") throw new Error(`wait-${outcome.minutes}`);
    return this.#started(outcome.sessionId);
  }

  async tryDemo(personId: string): Promise<{ id: string }> {
    return this.#started(await startDemoSession(guestContext(), personId, this.#origin));
  }

  async admitFromProvider(profile: unknown): Promise<true | string> {
    try {
      const claims = oidcClaimsOf(profile);
      if (!claims) return `${PAGES.signIn}?error=failed`;
      const outcome = await admitOidc(guestContext(), claims);
      if (outcome.status !== "admitted") return `${PAGES.signIn}?error=${outcome.status}`;
      this.#started(await startProviderSession(guestContext(), outcome.personId, this.#origin));
      return true;
    } catch (error) {
      noteBug(error);
      return `${PAGES.signIn}?error=failed`;
    }
  }

  #started(sessionId: string): { id: string } {
    this.sessionId = sessionId;
    return { id: sessionId };
  }
}

function passwordProvider(door: Doorstep): Provider {
  return {
    id: "password",
    name: "Password",
    type: "credentials",
    credentials: { email: {}, password: {} },
    authorize: (typed) => orWord(() => door.tryPassword(typed)),
  };
}

function demoProvider(door: Doorstep): Provider {
  return {
    id: "demo",
    name: "Demo",
    type: "credentials",
    credentials: { personId: {} },
    authorize: (typed) => orWord(() => door.tryDemo(typed?.personId ?? "")),
  };
}

// next-auth puts the message of an error into the address, so only our own words may get that far.
async function orWord<T>(enter: () => Promise<T>): Promise<T> {
  try {
    return await enter();
  } catch (error) {
    if (error instanceof Error && /^(?:refused|wait-\d+)$/.test(error.message)) throw error;
    noteBug(error);
    throw new Error("failed", { cause: error });
  }
}

function noteBug(error: unknown): void {
  if (!(error instanceof AppError)) logError("sign-in.failed", error);
}

function noteFailure(code: string, metadata: unknown): void {
  if (metadata instanceof Error) logError("sign-in.failed", metadata, { code });
  else logError("sign-in.failed", code);
}

async function leave(sessionId: unknown): Promise<void> {
  if (typeof sessionId !== "string") return;
  const session = await liveSession(sessionId, new Date());
  if (!session) return;
  await endSession(asPerson(guestContext(), { ...session, id: session.personId }), { sessionId });
}

function guestContext(): CommandContext {
  return { actor: GUEST, now: new Date(), requestId: randomUUID() };
}

// Where to go afterwards comes from the address; only a page of this installation is followed.
function sameOrigin(url: string, baseUrl: string): string {
  const { origin } = new URL(baseUrl);
  const target = URL.canParse(url, origin) ? new URL(url, origin) : null;
  return target?.origin === origin ? target.href : origin;
}
