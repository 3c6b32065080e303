// The only reader of the server's seal and document key, handed over by bin/sealer.ts alone. The web asks by SealOrder.
import "server-only";
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from "node:crypto";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@/lib/core/app-error";
import { formatVkey, verifierKey } from "@/lib/ledger/vkey";
import { createFile } from "@/lib/ledger-store/durable-file";
import { nullWhereMissing } from "@/lib/ledger-store/fs-errors";
import { folderRefusal, keyRefusal } from "@/lib/ledger-store/fs-refusal";
import { makeDirectory } from "@/lib/ledger-store/fs-sync";
import { certificateFacts, certificatesIn, selfSigned } from "./certificate";
import type { Keeper } from "./keeper-parts";
import { cmsOver, type DocumentKeyKind } from "./pdf/cms";
import { sealMessage } from "./pure/challenge";

type Options = {
  readonly directory: string;
  /** The name of the seal's verifier key: the origin of the ledger and `/seal`. */
  readonly sealName: string;
  readonly organisation: string;
  readonly now: Date;
};

/**
 * The server's own keys, in the folder of the signing keys: `seal.pem` (Ed25519), and `document.pem` with
 * `document-certificate.pem`. What is missing is made. A company puts its own key and chain of certificates in the place of the
 * last two. Errors: unavailable, in words.
 */
export async function openKeeper({
  directory,
  sealName,
  organisation,
  now,
}: Options): Promise<Keeper> {
  await makeDirectory(directory).catch((error: unknown) => {
    throw folderRefusal(error, directory, "keys");
  });
  const seal = await keyIn(
    join(directory, "seal.pem"),
    "ed25519",
    () => generateKeyPairSync("ed25519").privateKey,
  );
  const place = join(directory, "document.pem");
  const document = await keyIn(
    place,
    null,
    () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
  );
  const path = join(directory, "document-certificate.pem");
  const pem = await certificateIn(path, () => selfSigned(document, organisation, now));
  const certificates = certificatesIn(pem, document, path);
  const spki = createPublicKey(seal).export({ format: "der", type: "spki" });
  const kind = kindOf(document, place);
  return {
    vkey: formatVkey(verifierKey(sealName, new Uint8Array(spki).slice(-32))),
    certificate: certificateFacts(certificates[0]),
    seal: (purpose, digest) => new Uint8Array(sign(null, sealMessage(purpose, digest), seal)),
    signDocument: (digest) =>
      cmsOver({ digest, certificates, kind, sign: (message) => sign("sha256", message, document) }),
  };
}

const OWNER_READS = 0o400;
const OTHERS = 0o077;

async function keyIn(path: string, kind: string | null, make: () => KeyObject): Promise<KeyObject> {
  const made = await readKey(path);
  if (made === null) {
    const pem = make().export({ format: "pem", type: "pkcs8" });
    await createFile(path, new Uint8Array(Buffer.from(pem)), OWNER_READS);
  }
  const key = made ?? (await readKey(path));
  if (key !== null && (kind === null || key.asymmetricKeyType === kind)) return key;
  throw new AppError(
    "unavailable",
    `${path} is not a key of the kind that belongs there. Put back the one that the sealer made.`,
  );
}

async function readKey(path: string): Promise<KeyObject | null> {
  const file = await open(path)
    .catch(nullWhereMissing)
    .catch((error: unknown) => {
      throw keyRefusal(error, path);
    });
  if (file === null) return null;
  try {
    const { mode } = await file.stat();
    if ((mode & OTHERS) !== 0) throw readByOthers(path);
    return createPrivateKey({ key: await file.readFile(), format: "pem" });
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const message = `${path} is not a private key in PEM form without a password. Put back the one that was there.`;
    throw new AppError("unavailable", { message, cause });
  } finally {
    await file.close();
  }
}

function readByOthers(path: string): AppError {
  const message = `The key ${path} can be read by others than its owner. Take their rights away, chmod 0400 ${path}, and put another key there if somebody may have read it.`;
  return new AppError("unavailable", message);
}

async function certificateIn(path: string, make: () => string): Promise<string> {
  const pem = await textIn(path);
  if (pem !== null) return pem;
  await createFile(path, new Uint8Array(Buffer.from(make())), 0o444);
  return (await textIn(path)) ?? "";
}

async function textIn(path: string): Promise<string | null> {
  const file = await open(path)
    .catch(nullWhereMissing)
    .catch((error: unknown) => {
      throw keyRefusal(error, path);
    });
  if (file === null) return null;
  try {
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

function kindOf(
  { asymmetricKeyType, asymmetricKeyDetails }: KeyObject,
  path: string,
): DocumentKeyKind {
  if (asymmetricKeyType === "rsa") return "rsa";
  if (asymmetricKeyType === "ec" && asymmetricKeyDetails?.namedCurve === "prime256v1") return "ec";
  throw new AppError(
    "unavailable",
    `${path} is neither an RSA nor a P-256 key, and signs no documents.`,
  );
}
