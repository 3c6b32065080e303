import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";

const CONFIG = `
oid_section = oids
[oids]
policy1 = 1.3.6.1.4.1.99999.1
[req]
distinguished_name = dn
prompt = no
[dn]
CN = placeholder
[tsa]
basicConstraints = critical,CA:true
extendedKeyUsage = critical,timeStamping
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

/** Answers a request for a token; a test may put another answer in its place. */
export type Answering = (request: Uint8Array) => Uint8Array;

/** Whether there is an openssl to make an authority with. */
export function hasOpenssl(): boolean {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** A time stamp authority of its own certificate, in a folder. */
export function newAuthority(folder: string): { answer: Answering; verifies: Verifies } {
  const openssl = (...args: readonly string[]) =>
    execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  writeFileSync(join(folder, "openssl.cnf"), CONFIG);
  writeFileSync(join(folder, "serial"), "01\n");
  const made = ["-newkey", "rsa:2048", "-nodes", "-x509", "-days", "2", "-subj", "/CN=TSA"];
  const out = ["-extensions", "tsa", "-keyout", "tsa.key", "-out", "tsa.pem"];
  openssl("req", "-config", "openssl.cnf", ...made, ...out);
  return {
    answer: (request) => {
      writeFileSync(join(folder, "query"), request);
      const by = ["-section", "one", "-signer", "tsa.pem", "-inkey", "tsa.key"];
      const files = ["-queryfile", "query", "-out", "token"];
      openssl("ts", "-reply", "-config", "openssl.cnf", ...by, ...files);
      return new Uint8Array(readFileSync(join(folder, "token")));
    },
    verifies: (file, token) => {
      writeFileSync(join(folder, "data"), file);
      writeFileSync(join(folder, "token"), token);
      try {
        openssl("ts", "-verify", "-data", "data", "-in", "token", "-CAfile", "tsa.pem");
        return true;
      } catch {
        return false;
      }
    },
  };
}

type Verifies = (file: Uint8Array, token: Uint8Array) => boolean;

/** The authority at an address. Each request is answered by `answer`, whatever that is by then. */
export async function serve(answer: () => Answering): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    request.on("end", () => {
      try {
        response.end(answer()(new Uint8Array(Buffer.concat(chunks))));
      } catch {
        response.writeHead(500).end();
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  return { url: `http://127.0.0.1:${port}/tsr`, server };
}
