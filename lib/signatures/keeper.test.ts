import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
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
    const cms = signDocument(sha256(utf8("what was signed")));
    expect(isBelieved(cms, "what was signed", certificate.pem)).toBe(true);
    expect(isBelieved(cms, "what was not", certificate.pem)).toBe(false);
  },
);

test.runIf(hasOpenssl())("a company's own key and chain, RSA, take the place of ours", async () => {
  const openssl = (...args: readonly string[]) =>
    execFileSync("openssl", args, { cwd: directory, stdio: "pipe" });
  const request = ["req", "-newkey", "rsa:2048", "-nodes"];
  openssl(...request, "-x509", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Company CA");
  openssl(...request, "-keyout", "document.pem", "-out", "request", "-subj", "/CN=Documents");
  const issued = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "own.pem"];
  writeFileSync(join(directory, "v3"), "keyUsage=digitalSignature\n");
  openssl("x509", "-req", "-in", "request", "-extfile", "v3", ...issued);
  const [own, ca] = ["own.pem", "ca.pem"].map((name) =>
    readFileSync(join(directory, name), "utf8"),
  );
  writeFileSync(join(directory, "document-certificate.pem"), `${own}${ca}`);
  chmodSync(join(directory, "document.pem"), 0o400);
  const { signDocument, certificate } = await keeperIn(directory);
  expect(certificate).toMatchObject({ origin: "company", subject: "CN=Documents" });
  const cms = signDocument(sha256(utf8("what was signed")));
  expect(isBelieved(cms, "what was signed", ca ?? "")).toBe(true);
});

/** What openssl says of a CMS over a text, trusting one certificate. */
function isBelieved(cms: Uint8Array, text: string, trusted: string): boolean {
  const at = (name: string) => join(directory, name);
  writeFileSync(at("cms"), cms);
  writeFileSync(at("data"), text);
  writeFileSync(at("trusted"), trusted);
  const files = ["-in", at("cms"), "-content", at("data"), "-CAfile", at("trusted")];
  const how = ["-inform", "DER", "-binary", "-purpose", "any", "-no_check_time"];
  try {
    return (
      execFileSync("openssl", ["cms", "-verify", ...how, ...files], {
        stdio: "pipe",
      }).toString() === text
    );
  } catch {
    return false;
  }
}
