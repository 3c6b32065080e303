import "server-only";
import { createHash } from "node:crypto";
import { secret } from "@/lib/auth/secrets";
import { installation } from "@/lib/settings/installation";
import { type TokenKey, tokenKey } from "../redaction/token";

const ID_DIGITS = 7;

let known: Promise<TokenKey> | undefined;

/**
 * The key of this installation's tokens, of the master in DATA_DIR/secrets/redaction: another master has another id, so that tokens
 * made under each are told apart. Neither of them is ever logged or stored. Errors: unavailable (not established yet).
 */
export function redactionKey(): Promise<TokenKey> {
  known ??= madeKey().catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function madeKey(): Promise<TokenKey> {
  const { id } = await installation();
  const master = secret("redaction");
  return tokenKey(master, id, keyIdOf(master));
}

/** `k` and seven digits of a SHA-256. */
export function keyIdOf(master: string): string {
  const hash = createHash("sha256").update(`redaction key id\0${master}`).digest("hex");
  return `k${hash.slice(0, ID_DIGITS)}`;
}
