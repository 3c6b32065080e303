import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import type { Actor } from "./actor";
import { isRole, type Permission, TOKEN_GRANTS } from "./permissions";
import { rolesHold } from "./role-grants";

/** What machine tokens begin with, so that a secret scanner can name them. */
export const TOKEN_PREFIX = "csn_";

/** The machine behind a bearer token. Only the token's hash is stored. Errors: unauthenticated. */
export async function authenticateToken(request: Request): Promise<Actor> {
  const sent = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  if (!sent?.startsWith(TOKEN_PREFIX)) {
    throw new AppError("unauthenticated", "Send a machine token: Authorization: Bearer csn_…");
  }
  const token = await read().machineToken.findUnique({
    where: { tokenHash: hashToken(sent) },
    select: { id: true, grants: true, responsibleId: true, expiresAt: true, revokedAt: true },
  });
  if (!token || token.revokedAt || token.expiresAt <= new Date()) {
    throw refused("This token is unknown, expired or revoked.");
  }
  const responsible = await read().person.findUnique({
    where: { id: token.responsibleId },
    select: { roles: true, deactivatedAt: true },
  });
  if (!responsible || responsible.deactivatedAt) {
    throw refused("The person who answered for this token has left.");
  }
  const roles = responsible.roles.filter(isRole);
  return {
    kind: "token",
    id: token.id,
    // A token never does what the person who answers for it could not do themselves.
    grants: token.grants.filter(isTokenGrant).filter((grant) => rolesHold(roles, grant)),
    responsibleId: token.responsibleId,
  };
}

/** 256 random bits as base64url: what a machine token or a one-time link is made of. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** How a token is stored. It is 256 random bits, so one round of SHA-256 is enough. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Narrows stored text to a right a token can hold; what a later version granted counts for nothing. */
export function isTokenGrant(text: string): text is (typeof TOKEN_GRANTS)[number] & Permission {
  return TOKEN_GRANTS.some((grant) => grant === text);
}

function refused(why: string): AppError {
  return new AppError("unauthenticated", `${why} Make a new one in Settings, Tokens.`);
}
