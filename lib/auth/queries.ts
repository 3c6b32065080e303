import "server-only";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { installation } from "@/lib/settings/installation";
import { type Actor, authorize } from "./actor";
import { hashToken } from "./machine-token";

const openSession = {
  id: true,
  method: true,
  userAgent: true,
  startedAt: true,
  expiresAt: true,
} as const;

const shownPasskey = {
  id: true,
  name: true,
  algorithm: true,
  deviceBound: true,
  backedUp: true,
  verification: true,
  vouchedById: true,
  enrolledAt: true,
  revokedAt: true,
} as const;

const shownPerson = {
  id: true,
  roles: true,
  version: true,
  joinedAt: true,
  deactivatedAt: true,
  identity: { select: { name: true, email: true, title: true } },
  password: { select: { changedAt: true } },
  oidc: { select: { issuer: true, boundAt: true }, take: 10 },
} as const;

/** The actor's own account: identity, passkeys (revoked ones too, newest first, at most 100), open sessions. */
export async function getProfile(actor: Actor, now: Date) {
  authorize(actor, "profile:manage");
  return account(actor.id, now);
}
export type Profile = Awaited<ReturnType<typeof getProfile>>;

/** Somebody's account as admins and auditors see it. Errors: forbidden, not_found. */
export async function getPerson(actor: Actor, personId: string, now: Date) {
  authorize(actor, "person:read");
  const [person, links, tokens] = await Promise.all([
    account(personId, now),
    openLinks(personId, now),
    tokensOf(personId),
  ]);
  return { ...person, links, tokens };
}
export type PersonRecord = Awaited<ReturnType<typeof getPerson>>;

async function account(personId: string, now: Date) {
  const person = isUuid(personId)
    ? await read().person.findFirst({ where: { id: personId }, select: shownPerson })
    : null;
  if (!person) throw new AppError("not_found", "No such person.");
  const [passkeys, sessions, lastSession] = await Promise.all([
    read().passkey.findMany({
      where: { personId },
      select: shownPasskey,
      orderBy: [{ enrolledAt: "desc" }, { id: "asc" }],
      take: 100,
    }),
    read().session.findMany({
      where: { personId, endedAt: null, expiresAt: { gt: now } },
      select: openSession,
      orderBy: [{ startedAt: "desc" }, { id: "asc" }],
      take: 100,
    }),
    read().session.findFirst({
      where: { personId },
      select: { startedAt: true },
      orderBy: [{ startedAt: "desc" }, { id: "asc" }],
    }),
  ]);
  return { ...person, passkeys, sessions, lastSignInAt: lastSession?.startedAt ?? null };
}

// Links that still open something. Only when they were made is shown, never what is in them.
function openLinks(personId: string, now: Date) {
  return read().invitation.findMany({
    where: { personId, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, purpose: true, createdAt: true, expiresAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: 10,
  });
}

function tokensOf(personId: string) {
  return read().machineToken.findMany({
    where: { responsibleId: personId, revokedAt: null },
    select: { id: true, name: true, expiresAt: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 100,
  });
}

/** Machine tokens, usable ones first, newest first, at most 500. Errors: forbidden. */
export async function listTokens(actor: Actor) {
  authorize(actor, "token:manage");
  return read().machineToken.findMany({
    select: {
      id: true,
      name: true,
      grants: true,
      responsibleId: true,
      createdById: true,
      createdAt: true,
      expiresAt: true,
      revokedAt: true,
    },
    orderBy: [
      { revokedAt: { sort: "desc", nulls: "first" } },
      { createdAt: "desc" },
      { id: "asc" },
    ],
    take: 500,
  });
}
export type ListedToken = Awaited<ReturnType<typeof listTokens>>[number];

/** Who holds a role and may sign in or has been invited, by name, at most 5,000. Errors: forbidden. */
export async function listRoleHolders(actor: Actor) {
  authorize(actor, "person:read");
  return read().personIdentity.findMany({
    where: { person: { deactivatedAt: null } },
    select: { personId: true, name: true, title: true, person: { select: { roles: true } } },
    orderBy: [{ name: "asc" }, { personId: "asc" }],
    take: 5_000,
  });
}
export type RoleHolder = Awaited<ReturnType<typeof listRoleHolders>>[number];

/** What a one-time link opens, or why it opens nothing. Says nothing about links nobody made. Errors: forbidden. */
export async function openLink(actor: Actor, token: string, now: Date) {
  authorize(actor, "invitation:accept");
  const link = await read().invitation.findUnique({
    where: { tokenHash: hashToken(token) },
    select: {
      purpose: true,
      expiresAt: true,
      usedAt: true,
      revokedAt: true,
      person: {
        select: {
          deactivatedAt: true,
          identity: { select: { name: true, email: true, title: true } },
        },
      },
    },
  });
  if (!link) return { state: "unknown" } as const;
  if (link.usedAt) return { state: "used" } as const;
  if (link.revokedAt || link.person?.deactivatedAt) return { state: "replaced" } as const;
  if (link.expiresAt <= now) return { state: "expired" } as const;
  const identity = link.person?.identity ?? null;
  return { state: "open", purpose: link.purpose, expiresAt: link.expiresAt, identity } as const;
}

/** The people of a demo, who sign in by a click: by name, at most 200; nobody elsewhere. Errors: forbidden. */
export async function listDemoPeople(actor: Actor) {
  authorize(actor, "session:start");
  const { demo } = await installation();
  if (!demo) return [];
  return read().personIdentity.findMany({
    where: { person: { deactivatedAt: null, joinedAt: { not: null } } },
    select: { personId: true, name: true, title: true, person: { select: { roles: true } } },
    orderBy: [{ name: "asc" }, { personId: "asc" }],
    take: 200,
  });
}

/** Whether anybody could sign in at all. Before the first admin the sign-in page says where to begin. Errors: forbidden. */
export async function hasAnybodyJoined(actor: Actor): Promise<boolean> {
  authorize(actor, "session:start");
  return (await read().person.count({ where: { joinedAt: { not: null } }, take: 1 })) > 0;
}
