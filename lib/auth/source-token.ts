import "server-only";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import type { Actor } from "./actor";
import { hashToken, newToken } from "./machine-token";
import { SOURCE_GRANTS } from "./permissions";

/** What the tokens of sources begin with, so that a secret scanner can name them. */
export const SOURCE_TOKEN_PREFIX = "cs_";

/** The query parameter for senders that can set no headers. What stands in it must never be logged or answered. */
export const TOKEN_PARAMETER = "token";

const HINT_LENGTH = 4;

/** A new token of a source: shown once, kept as its hash and a hint. */
export function makeSourceToken(): { token: string; tokenHash: string; hint: string } {
  const token = `${SOURCE_TOKEN_PREFIX}${newToken()}`;
  return { token, tokenHash: hashToken(token), hint: token.slice(-HINT_LENGTH) };
}

/**
 * The source behind a push, by the token that its sender has: `Authorization: Bearer`, `Splunk`, `Basic` (as the password) or
 * `ApiKey`, else `X-API-Key`, else `?token=`. Asked of the database each time, so that a token ends when it is revoked.
 * Errors: unauthenticated (none, unknown, expired, revoked, or its source is disabled).
 */
export async function authenticateSource(request: Request): Promise<Actor> {
  const sent = sentToken(request);
  if (!sent?.startsWith(SOURCE_TOKEN_PREFIX)) throw new AppError("unauthenticated", NO_TOKEN);
  const token = await read().sourceToken.findUnique({
    where: { tokenHash: hashToken(sent) },
    select: {
      sourceId: true,
      expiresAt: true,
      revokedAt: true,
      source: { select: { disabledAt: true } },
    },
  });
  const isOver = token?.expiresAt && token.expiresAt <= new Date();
  if (!token || token.revokedAt || isOver || token.source.disabledAt) {
    throw new AppError("unauthenticated", NOT_VALID);
  }
  return { kind: "source", id: token.sourceId, grants: SOURCE_GRANTS };
}

const NO_TOKEN = "Send the token of a source: Authorization: Bearer cs_…";
const NOT_VALID =
  "This token is unknown, expired or revoked, or its source is disabled. Make a new one in Settings, Sources.";

/** The token that a request shows, whoever it belongs to; null where it shows none. */
export function sentToken(request: Request): string | null {
  const header = request.headers.get("authorization");
  if (header !== null) return fromAuthorization(header);
  const key = request.headers.get("x-api-key");
  if (key !== null) return key.trim();
  return new URL(request.url).searchParams.get(TOKEN_PARAMETER);
}

function fromAuthorization(header: string): string | null {
  const [, scheme = "", credentials = ""] = /^([A-Za-z]+) +(\S+)\s*$/.exec(header) ?? [];
  switch (scheme.toLowerCase()) {
    case "bearer":
    case "splunk":
      return credentials;
    case "basic": // RFC 7617 §2: anything may stand before the first colon
    case "apikey": // Elasticsearch: the id of a key, a colon, the key
      return afterColon(Buffer.from(credentials, "base64").toString("utf8")) ?? credentials;
    default:
      return null;
  }
}

function afterColon(text: string): string | null {
  const at = text.indexOf(":");
  return at === -1 ? null : text.slice(at + 1);
}
