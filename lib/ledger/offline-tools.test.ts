import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { skipAndSay } from "@/lib/ledger-store/testing/skip-and-say";
import { encodeLines } from "./batch";
import { concat, fromHex, textOf, toHex } from "./bytes";
import { checkpointText } from "./checkpoint";
import { leafHash } from "./hash";
import { nodeDeflate } from "./testing/deflate";
import { withFlippedBit } from "./testing/random";
import { SampleLog } from "./testing/sample-log";

// ledger.md, the promise, 3: everything can be checked offline, in ten years, with zcat, sha256sum and openssl.
const LOG = new SampleLog(5);
const SPKI = fromHex("302a300506032b6570032100") ?? new Uint8Array(); // RFC 8410 §4
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ledger-tools-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function has(tool: string, argument: string): boolean {
  try {
    execFileSync(tool, [argument], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function opensslVerifies(message: Uint8Array, signature: Uint8Array): boolean {
  const key = file("key.der", concat(SPKI, LOG.signer.key.publicKey));
  const args = ["-verify", "-pubin", "-keyform", "DER", "-inkey", key, "-rawin"];
  const input = ["-in", file("message", message), "-sigfile", file("signature", signature)];
  try {
    execFileSync("openssl", ["pkeyutl", ...args, ...input], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test("openssl verifies a checkpoint, and refuses it after one changed byte", (context) => {
  if (!has("openssl", "version")) return skipAndSay(context, "openssl is not installed");
  const text = new TextEncoder().encode(checkpointText({ origin: LOG.origin, ...LOG.tree.head() }));
  const line = (textOf(LOG.checkpoint()) ?? "").trim().split(" ").at(-1) ?? "";
  const signature = new Uint8Array(Buffer.from(line, "base64").subarray(4));
  expect(opensslVerifies(text, signature)).toBe(true);
  expect(opensslVerifies(withFlippedBit(text, 3), signature)).toBe(false);
  expect(opensslVerifies(text, withFlippedBit(signature, 3))).toBe(false);
});

test("zcat and sha256sum give the leaf hashes of a stored batch", (context) => {
  if (!has("sha256sum", "--version")) return skipAndSay(context, "sha256sum is not installed");
  const object = file("wal", encodeLines(LOG.lines, nodeDeflate));
  for (const [at, line] of LOG.lines.entries()) {
    const script = `(printf '\\0'; zcat < "$1" | sed -n ${at + 1}p | tr -d '\\n') | sha256sum`;
    const printed = execFileSync("sh", ["-c", script, "sh", object], { encoding: "utf8" });
    expect(printed.slice(0, 64)).toBe(toHex(leafHash(line)));
  }
});
