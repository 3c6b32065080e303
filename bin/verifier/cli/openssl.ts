// ledger.md §3.5, Time: RFC 3161 tokens are checked by `openssl ts -verify`, not by code of our own.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TokenCheck } from "@/lib/ledger/verify/check-tokens";
import { UsageError } from "./usage";

const run = promisify(execFile);
const PATIENCE_MS = 30_000;

/** Asks openssl whether tokens hold under the certificates of this file. Errors: UsageError where there is no openssl. */
export async function tokensBy(caFile: string): Promise<TokenCheck> {
  try {
    await run("openssl", ["version"]);
  } catch (error) {
    throw new UsageError("--tsa-ca needs the program openssl, which was not found.", {
      cause: error,
    });
  }
  return async (checkpointFile, token) => {
    const folder = await mkdtemp(join(tmpdir(), "countersign-token-"));
    try {
      const [data, response] = [join(folder, "checkpoint"), join(folder, "token.tsr")];
      await writeFile(data, checkpointFile);
      await writeFile(response, token);
      return await holds(["-data", data, "-in", response, "-CAfile", caFile]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

async function holds(args: readonly string[]): Promise<boolean> {
  try {
    await run("openssl", ["ts", "-verify", ...args], { timeout: PATIENCE_MS });
    return true;
  } catch (error) {
    // It ran and said no; anything else is a machine that fails.
    if (error instanceof Error && "code" in error && typeof error.code === "number") return false;
    throw error;
  }
}
