import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { utf8 } from "@/lib/ledger/bytes";
import { ed25519Verify, sha256 } from "@/lib/ledger/crypto";
import { parseVkey } from "@/lib/ledger/vkey";
import { hasOpenssl } from "@/lib/ledger-store/testing/time-authority";
import { openKeeper } from "./keeper";
import { sealMessage } from "./pure/challenge";

const now = new Date("2026-11-21T12:00:00.000Z");
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "keeper-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const keeperIn = (folder: string) =>
  openKeeper({
    directory: folder,
    sealName: "ledger.example.com/acme/seal",
    organisation: "Kestrel Bank",
    now,
  });

test("the first start makes both keys and a certificate, for their owner alone, and the next finds them", async () => {
  const made = await keeperIn(directory);
  expect(made.certificate).toMatchObject({
    subject: "O=Kestrel Bank, CN=Countersign documents",
    origin: "self-signed",
    validFrom: now,
  });
  for (const name of ["seal.pem", "document.pem"]) {
    expect(statSync(join(directory, name)).mode & 0o777).toBe(0o400);
  }
  const again = await keeperIn(directory);
  expect([again.vkey, again.certificate]).toEqual([made.vkey, made.certificate]);
});

test("a seal of one purpose is none of another", async () => {
  const { vkey, seal } = await keeperIn(directory);
  const digest = sha256(utf8("manifest"));
  const key = parseVkey(vkey);
  if (!key.ok) return expect.fail(key.detail);
  const fits = (message: Uint8Array) =>
    ed25519Verify(key.value.publicKey, message, seal("pack", digest));
  expect(fits(sealMessage("pack", digest))).toBe(true);
  expect(fits(sealMessage("sign-off", digest))).toBe(false);
});

test("a key that others can read is refused in words, and so is a certificate of another key", async () => {
  await keeperIn(directory);
  chmodSync(join(directory, "seal.pem"), 0o440);
  await expect(keeperIn(directory)).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("can be read by others"),
  });
  chmodSync(join(directory, "seal.pem"), 0o400);
  const other = mkdtempSync(join(tmpdir(), "keeper-"));
  await keeperIn(other);
  rmSync(join(directory, "document-certificate.pem"));
  copyFileSync(
    join(other, "document-certificate.pem"),
    join(directory, "document-certificate.pem"),
  );
  await expect(keeperIn(directory)).rejects.toMatchObject({
    message: expect.stringContaining("is not of the key in document.pem"),
  });
});

test.runIf(hasOpenssl())(
  "openssl believes the CMS over a document, and not over another",
  async () => {
    const { signDocument, certificate } = await keeperIn(directory);
    const files = {
      cms: join(directory, "cms"),
      data: join(directory, "data"),
      pem: join(directory, "ca"),
    };
    writeFileSync(files.data, "what was signed");
    writeFileSync(files.cms, signDocument(sha256(utf8("what was signed"))));
    writeFileSync(files.pem, certificate.pem);
    const verify = () =>
      execFileSync(
        "openssl",
        [
          "cms",
          "-verify",
          "-binary",
          "-inform",
          "DER",
          "-in",
          files.cms,
          "-content",
          files.data,
        ].concat([
          "-CAfile",
          files.pem,
          "-purpose",
          "any",
          "-attime",
          String(now.getTime() / 1_000 + 60),
        ]),
        { stdio: "pipe" },
      ).toString();
    expect(verify()).toBe("what was signed");
    writeFileSync(files.data, "what was not");
    expect(verify).toThrow();
  },
);
