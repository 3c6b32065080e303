import "server-only";
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/core/env";

/** Secrets this installation makes for itself: the session cookie's key, the key sign-in counters are hashed with, the one webhooks are signed with, and the master key of redaction's tokens. */
export type SecretName = "session" | "sign-in" | "webhook" | "redaction";

const SECRET_BYTES = 32;
const known = new Map<SecretName, string>();

/** The secret as base64url text, from DATA_DIR/secrets/<name>; made at first use, readable by its owner alone. */
export function secret(name: SecretName): string {
  const found =
    known.get(name) ??
    readOrMake(join(/* turbopackIgnore: true */ env().DATA_DIR, "secrets"), name);
  known.set(name, found);
  return found;
}

/** Two processes may start at once: each writes its own file, one of them gets the name, both read that one. */
export function readOrMake(folder: string, name: SecretName): string {
  const path = join(/* turbopackIgnore: true */ folder, name);
  const existing = readIfThere(path);
  if (existing !== null) return sound(existing, path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(8).toString("hex")}`;
  writeFileSync(draft, randomBytes(SECRET_BYTES).toString("base64url"), {
    mode: 0o600,
    flag: "wx",
  });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isCoded(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return sound(readFileSync(path, "utf8"), path);
}

// A file cut short by a full disk must not become an empty key.
function sound(text: string, path: string): string {
  if (Buffer.from(text.trim(), "base64url").byteLength >= SECRET_BYTES) return text.trim();
  throw new Error(
    `${path} is damaged. Delete it to make a new one; everybody then signs in again.`,
  );
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isCoded(error, "ENOENT")) return null;
    throw error;
  }
}

function isCoded(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
