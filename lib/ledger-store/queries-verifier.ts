import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { verifierFiles } from "./verifier-files";

/** The verifiers this server hands out: name, length in bytes and SHA-256 as hex; empty where they were not built. Errors: forbidden. */
export async function listVerifiers(
  actor: Actor,
): Promise<{ name: string; bytes: number; sha256: string }[]> {
  authorize(actor, "ledger:status");
  const files = await verifierFiles().catch(() => []);
  return files.map(({ name, bytes, sha256 }) => ({ name, bytes: bytes.length, sha256 }));
}
