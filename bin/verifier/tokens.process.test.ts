import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sampleBundle } from "@/lib/ledger/testing/memory-bundle";
import { withFlippedBit } from "@/lib/ledger/testing/random";
import { SampleLog } from "@/lib/ledger/testing/sample-log";
import { CALLS_KEY } from "@/lib/ledger/testing/verify";
import { formatVkey } from "@/lib/ledger/vkey";
import { skipAndSay } from "@/lib/ledger-store/testing/skip-and-say";
import { freshFolder, run } from "../test/processes.mjs";
import { zipAt } from "./testing/bundles";
import { inOneLine, verified } from "./testing/run";

// ledger.md §15, 2: a token of a local `openssl ts` authority.
const KEY = formatVkey(CALLS_KEY);
const LOG = new SampleLog(60);
const CONFIG = `
oid_section = oids
[oids]
policy1 = 1.3.6.1.4.1.99999.1
[req]
distinguished_name = dn
prompt = no
[dn]
CN = placeholder
[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[tsa]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[ts]
default_tsa = one
[one]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = policy1
digests = sha256
ess_cert_id_alg = sha256
`;

const hasOpenssl = has("openssl");
let authority = "";

beforeAll(() => {
  if (hasOpenssl) authority = newAuthority();
});

function openssl(folder: string, ...args: readonly string[]) {
  execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
}

/** A folder with a certificate authority, ca.pem, and a time-stamping authority that it has signed. */
function newAuthority(): string {
  const folder = freshFolder();
  writeFileSync(join(folder, "openssl.cnf"), CONFIG);
  writeFileSync(join(folder, "serial"), "01\n");
  const request = ["req", "-config", "openssl.cnf", "-newkey", "rsa:2048", "-nodes"];
  const ca = ["-x509", "-days", "2", "-subj", "/CN=CA", "-extensions", "ca"];
  openssl(folder, ...request, ...ca, "-keyout", "ca.key", "-out", "ca.pem");
  openssl(folder, ...request, "-subj", "/CN=TSA", "-keyout", "tsa.key", "-out", "tsa.csr");
  const by = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2"];
  const as = ["-extfile", "openssl.cnf", "-extensions", "tsa"];
  openssl(folder, "x509", "-req", "-in", "tsa.csr", ...by, ...as, "-out", "tsa.pem");
  return folder;
}

/** The authority's response over a file. */
function tokenOver(bytes: Uint8Array): Uint8Array {
  writeFileSync(join(authority, "data"), bytes);
  openssl(authority, "ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "query");
  const by = [
    "-config",
    "openssl.cnf",
    "-section",
    "one",
    "-signer",
    "tsa.pem",
    "-inkey",
    "tsa.key",
  ];
  openssl(authority, "ts", "-reply", "-queryfile", "query", ...by, "-out", "token.tsr");
  return new Uint8Array(readFileSync(join(authority, "token.tsr")));
}

async function bundleWith(size: number, token: Uint8Array): Promise<string> {
  const name = `checkpoints/${String(size).padStart(20, "0")}`;
  const wish = { start: 3, end: 40, older: [size], with: { [`${name}.tsr`]: token } };
  const consistentFrom = size < LOG.lines.length ? [size] : [];
  return zipAt(await sampleBundle(LOG, { ...wish, consistentFrom }));
}

const verdict = async (zip: string, ca: string) =>
  inOneLine(await verified(zip, "--vkey", KEY, "--no-remember", "--tsa-ca", ca));

describe("a time-stamping authority", () => {
  beforeEach((context) => {
    if (!hasOpenssl) skipAndSay(context, "openssl is not installed");
  });

  test("anchors a bundle by a token over its checkpoint, or over one that reaches the end of the range", async () => {
    const ca = join(authority, "ca.pem");
    for (const size of [60, 50]) {
      const zip = await bundleWith(size, tokenOver(LOG.checkpoint(size)));
      expect(await verdict(zip, ca)).toBe("0 VERIFIED, ANCHORED");
      expect((await verified(zip, "--vkey", KEY, "--no-remember")).exit).toBe(10);
    }
    expect(await verdict(await bundleWith(20, tokenOver(LOG.checkpoint(20))), ca)).toBe(
      "10 VERIFIED",
    );
  });

  test("is refused after one changed byte, over another checkpoint, and from another authority", async () => {
    const ca = join(authority, "ca.pem");
    const token = tokenOver(LOG.checkpoint(60));
    const refused = "40 INVALID signature checkpoints/00000000000000000060.tsr (signature 1)";
    const changed = withFlippedBit(token, token.length - 20);
    expect(await verdict(await bundleWith(60, changed), ca)).toBe(refused);
    expect(await verdict(await bundleWith(60, tokenOver(LOG.checkpoint(50))), ca)).toBe(refused);
    expect(await verdict(await bundleWith(60, new Uint8Array(90)), ca)).toBe(refused);
    expect(await verdict(await bundleWith(60, token), join(newAuthority(), "ca.pem"))).toBe(
      refused,
    );
  });

  test("cannot be asked without openssl, and then there is no verdict", async () => {
    const zip = await bundleWith(60, tokenOver(LOG.checkpoint(60)));
    const args = [zip, "--vkey", KEY, "--no-remember", "--tsa-ca", join(authority, "ca.pem")];
    const { code, stderr } = await run("public/verify/verify.mjs", args, { PATH: freshFolder() });
    expect([code, stderr[0]]).toEqual([
      64,
      "--tsa-ca needs the program openssl, which was not found.",
    ]);
  });
});

function has(program: string): boolean {
  try {
    execFileSync(program, ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
