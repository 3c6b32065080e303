import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const NAMES = ["verify.mjs", "verify.html"] as const;

/** One of the two verifiers as it was built. `sha256` is lower-case hex. */
export type VerifierFile = {
  readonly name: (typeof NAMES)[number];
  readonly bytes: Uint8Array;
  readonly sha256: string;
};

/** The verifiers that go into bundles and whose hashes the settings show. Errors: one that says how to build them, where they are not. */
export async function verifierFiles(): Promise<readonly VerifierFile[]> {
  return await Promise.all(NAMES.map(verifierFile));
}

async function verifierFile(name: VerifierFile["name"]): Promise<VerifierFile> {
  const path = join(process.cwd(), "public", "verify", name);
  try {
    const bytes = new Uint8Array(await readFile(path));
    return { name, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
  } catch (cause) {
    throw new Error(`${path} cannot be read. Build the verifiers: npm run verifier`, { cause });
  }
}
