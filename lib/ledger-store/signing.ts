// ledger.md §6, Keys: the only reader of private keys, handed over by bin/sealer.ts and bin/ledger.ts alone (L6).
import "server-only";
import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { type FileHandle, link, open, readdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@/lib/core/app-error";
import type { NoteSigner } from "@/lib/ledger/note";
import { LOGS, type Log } from "@/lib/ledger/origin";
import { formatVkey, verifierKey } from "@/lib/ledger/vkey";
import { createFile } from "./durable-file";
import { isTaken, nullWhereMissing } from "./fs-errors";
import { folderRefusal, keyRefusal } from "./fs-refusal";
import { makeDirectory, syncDirectory } from "./fs-sync";
import type { KeyFolder, KeySeparation, Signer } from "./sealer/key-folder";

type Options = {
  readonly directory: string;
  /** A folder of the application: where its owner also owns the keys, nothing but the process keeps them apart. */
  readonly appDirectory: string;
  readonly origins: Readonly<Record<Log, string>>;
};

/** The signer of both logs. Errors: unavailable, in words, where a key is missing, broken, or readable by others. */
export async function openSigner(options: Options): Promise<Signer> {
  const folder = await openKeyFolder(options);
  for (const log of LOGS) await folder.vkey(log);
  return folder;
}

/** The folder of the keys, made where it is missing: for `ledger init` and `ledger rotate`. */
export async function openKeyFolder(options: Options): Promise<KeyFolder> {
  const { directory, origins } = options;
  await makeDirectory(directory).catch((error: unknown) => {
    throw folderRefusal(error, directory, "keys");
  });
  const held = new Map<string, NoteSigner>();
  const place = (log: Log, name = "") => join(directory, `${log}${name}.pem`);
  const readKey = async (log: Log, path: string) => {
    const signer = await signerFrom(path, origins[log]);
    if (signer !== null) held.set(vkeyOf(signer), signer);
    return signer;
  };
  const make = async (log: Log, path: string, seed: Uint8Array) => {
    await createFile(path, pemOf(seed), OWNER_READS);
    return vkeyOf(existing(await readKey(log, path), path));
  };
  return {
    directory,
    separation: await separationOf(options),
    has: async (log) => (await readKey(log, place(log))) !== null,
    vkey: async (log) => vkeyOf(existing(await readKey(log, place(log)), place(log))),
    make: (log, seed) => make(log, place(log), seed),
    makeNext: (log, seed) => make(log, place(log, ".next"), seed),
    adoptNext: async (log) => {
      const next = await readKey(log, place(log, ".next"));
      const old = await readKey(log, place(log));
      if (next === null) return; // done before
      if (old !== null) await linkIfMissing(place(log), place(log, `.${old.key.id}`));
      await syncDirectory(directory);
      await rename(place(log, ".next"), place(log));
      await syncDirectory(directory);
    },
    signersOf: async (log, vkeys) => {
      if (vkeys.some((vkey) => !held.has(vkey))) {
        for (const path of await keyFiles(directory, log)) await readKey(log, path);
      }
      return vkeys.map((vkey) => existing(held.get(vkey) ?? null, `${vkey}, in ${directory}`));
    },
  };
}

const OWNER_READS = 0o400;
const OTHERS = 0o077;

// RFC 8410 §7: what stands before the 32-byte seed in a PKCS #8 Ed25519 key.
const PKCS8_ED25519 = Uint8Array.of(
  ...[0x30, 46, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 34, 4, 32],
);

function pemOf(seed: Uint8Array): Uint8Array {
  const der = Buffer.concat([PKCS8_ED25519, seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return new Uint8Array(Buffer.from(key.export({ format: "pem", type: "pkcs8" })));
}

/** The key in a file; null where there is no such file. Errors: unavailable. */
async function signerFrom(path: string, origin: string): Promise<NoteSigner | null> {
  const file = await openKey(path);
  if (file === null) return null;
  try {
    await assertOwnersAlone(file, path);
    return noteSigner(privateKey(await file.readFile(), path), origin);
  } finally {
    await file.close();
  }
}

async function openKey(path: string): Promise<FileHandle | null> {
  try {
    return await open(path).catch(nullWhereMissing);
  } catch (error) {
    throw keyRefusal(error, path);
  }
}

async function assertOwnersAlone(file: FileHandle, path: string): Promise<void> {
  const { mode } = await file.stat();
  if ((mode & OTHERS) === 0) return;
  const message = `The signing key ${path} can be read by others than its owner. Take their rights away, chmod 0400 ${path}, and replace the key with npm run ledger -- rotate if somebody may have read it.`;
  throw new AppError("unavailable", message);
}

function privateKey(pem: Buffer, path: string): KeyObject {
  const says = `${path} is not an Ed25519 key in PKCS #8 PEM form. Put back the key that npm run ledger -- init made.`;
  try {
    const key = createPrivateKey({ key: pem, format: "pem" });
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch (cause) {
    throw new AppError("unavailable", { message: says, cause });
  }
  throw new AppError("unavailable", says);
}

function noteSigner(key: KeyObject, origin: string): NoteSigner {
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  const publicKey = new Uint8Array(spki).slice(-32);
  return {
    key: verifierKey(origin, publicKey),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  };
}

function vkeyOf({ key }: NoteSigner): string {
  return formatVkey(key);
}

function existing(signer: NoteSigner | null, where: string): NoteSigner {
  if (signer !== null) return signer;
  const message = `There is no signing key ${where}. Make the keys with npm run ledger -- init, or put back the one that signed this ledger before.`;
  throw new AppError("unavailable", message);
}

/** `<log>.pem`, `<log>.next.pem` and those that were replaced. */
async function keyFiles(directory: string, log: Log): Promise<string[]> {
  const names = await readdir(directory);
  return names
    .filter((name) => name.startsWith(`${log}.`) && name.endsWith(".pem"))
    .map((name) => join(directory, name));
}

async function linkIfMissing(from: string, to: string): Promise<void> {
  await link(from, to).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
  });
}

/**
 * "the sealer should have its own OS user": told by who owns the keys and who owns the application's folder. Where either is
 * root's, as in a container whose only user is root, nothing says that the application runs as somebody else.
 */
async function separationOf({ directory, appDirectory }: Options): Promise<KeySeparation> {
  const [keys, app] = [await stat(directory), await stat(appDirectory)];
  return keys.uid !== app.uid && keys.uid !== ROOT && app.uid !== ROOT ? "user" : "process";
}

const ROOT = 0;
