// A pack: everything in memory, its manifest over all of it, the server's seal over the manifest, then one ZIP with sorted names.
import "server-only";
import { readdir, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { toBase64 } from "@/lib/ledger/base64";
import { compareBytewise, utf8 } from "@/lib/ledger/bytes";
import { canonicalJson, type JsonObject } from "@/lib/ledger/canonical-json";
import { sha256 } from "@/lib/ledger/crypto";
import type { BundleParts } from "@/lib/ledger-store/bundles/parts";
import { fileFact, ZipFile } from "@/lib/ledger-store/bundles/zip-file";
import { makeDirectory, syncDirectory } from "@/lib/ledger-store/fs-sync";
import { askSeal, awaitSeal } from "@/lib/signatures/orders/ask";
import { signPdf } from "@/lib/signatures/pdf/sign-pdf";
import {
  PACK_KIND,
  PACK_MANIFEST,
  PACK_PDF,
  PACK_SEAL,
  signatureFolder,
} from "@/lib/signatures/pure/pack-layout";
import { aboutContents, signedContents } from "./contents";
import { jsonFiles, packTables } from "./make-tables";
import { type PackMaterial, packMaterial } from "./material";
import { packFileName, packFolder, packPath } from "./pack-file";
import { printReview } from "./pdf/print";
import { type PackFileBytes, type ProofParts, packProofs } from "./proofs";

export type PackParts = {
  readonly dataDirectory: string;
  readonly organisation: string;
  readonly software: string;
  readonly ledger: Pick<BundleParts, "verifiers" | "vkeys" | "demo"> & ProofParts;
  readonly signal: AbortSignal;
};

export type MadePack = {
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
};

/**
 * Makes the file of a pack and puts it into its place. Errors: not_found, conflict (BROKEN; not signed), unavailable (the keeper of
 * the server's keys or the sealer does not answer), the disk's, the signal's reason.
 */
export async function makePack(
  ctx: CommandContext,
  pack: { readonly id: string; readonly reviewId: string },
  parts: PackParts,
): Promise<MadePack> {
  const { ledger, organisation, signal, dataDirectory } = parts;
  const material = await packMaterial(pack.reviewId, {
    ...{ organisation, demo: ledger.demo, origin: ledger.log.origin, created: ctx.now },
  });
  signal.throwIfAborted();
  const contents = await contentsOf(ctx, pack.id, material, parts);
  signal.throwIfAborted();
  const sealKey = await sealKeyInUse();
  const files = [...contents.files, ...(await packProofs(material, sealKey, ledger, signal))];
  const manifest = manifestOf(material, files, contents.tables, parts);
  const seal = await sealed(ctx, pack.id, manifest, sealKey);
  const all = [
    ...files,
    { name: PACK_MANIFEST, bytes: manifest },
    { name: PACK_SEAL, bytes: seal },
  ];
  const written = await writeZip(dataDirectory, pack.id, all, ctx.now);
  const { review } = material.dossier;
  const fileName = packFileName({
    ...{ demo: ledger.demo, organisation },
    ...{ reference: review.reference, version: material.version },
  });
  return { fileName, ...written };
}

async function contentsOf(
  ctx: CommandContext,
  packId: string,
  material: PackMaterial,
  { ledger }: PackParts,
) {
  const tables = await packTables(material);
  const drawn = await printReview(material);
  const pdf = await signPdf(ctx, { kind: "review-pack", id: packId }, drawn);
  const files: PackFileBytes[] = [
    ...signedContents(material, await tokensOf(material)),
    ...aboutContents(material, ledger),
    ...tables.map(({ name, bytes }) => ({ name, bytes })),
    ...jsonFiles(material),
    { name: PACK_PDF, bytes: pdf },
  ];
  return { files, tables };
}

/** RFC 3161 tokens over signatures, where an authority gave one. */
async function tokensOf({ signatures }: PackMaterial): Promise<Map<string, Uint8Array>> {
  const orders = await read().sealOrder.findMany({
    where: {
      kind: "time-stamp",
      state: "done",
      subjectId: { in: signatures.map(({ row }) => row.id) },
    },
    select: { subjectId: true, result: true },
    orderBy: { answeredAt: "desc" },
  });
  return new Map(
    orders.flatMap(({ subjectId, result }) =>
      result ? [[subjectId, new Uint8Array(result)]] : [],
    ),
  );
}

async function sealKeyInUse(): Promise<string> {
  const key = await read().sealKey.findFirst({
    where: { replacedAt: null },
    orderBy: { since: "desc" },
  });
  if (key) return key.vkey;
  throw new AppError(
    "unavailable",
    "The server has no seal yet. See that the sealer runs, then ask again.",
  );
}

function manifestOf(
  material: PackMaterial,
  files: readonly PackFileBytes[],
  tables: Awaited<ReturnType<typeof packTables>>,
  { software }: PackParts,
): Uint8Array {
  const { dossier, version, origin, created, demo, snapshot, signatures } = material;
  const { id, reference, status } = dossier.review;
  const manifest: JsonObject = {
    ...{ v: 1, kind: PACK_KIND, origin, created: created.toISOString(), software, demo },
    review: { id, reference, version, status },
    snapshot: { sha256: snapshot.sha256, lines: snapshot.lines, lineHashes: snapshot.lineHashes },
    signatures: signatures.map(({ row }) => signatureFolder(row.sequence)),
    files: Object.fromEntries(files.map(({ name, bytes }) => [name, fileFact(bytes)])),
    tables: Object.fromEntries(tables.map(({ name, facts }) => [name, facts])),
  };
  return utf8(canonicalJson(manifest));
}

async function sealed(
  ctx: CommandContext,
  packId: string,
  manifest: Uint8Array,
  sealKey: string,
): Promise<Uint8Array> {
  const order = await transact(ctx, (tx, record) =>
    askSeal(tx, record, ctx, {
      ...{ kind: "pack", subject: { kind: "review-pack", id: packId }, payload: sha256(manifest) },
    }),
  );
  const { bytes, keyName } = await awaitSeal(order);
  if (keyName !== sealKey) {
    throw new AppError("unavailable", "The server's seal was replaced meanwhile. Ask again.");
  }
  return utf8(canonicalJson({ vkey: keyName, signature: toBase64(bytes) }));
}

async function writeZip(
  dataDirectory: string,
  id: string,
  files: readonly PackFileBytes[],
  now: Date,
): Promise<{ bytes: number; sha256: string }> {
  const folder = packFolder(dataDirectory);
  await makeDirectory(folder);
  await removeParts(folder, id);
  const part = join(folder, `${id}.${now.getTime()}.part`);
  const zip = await ZipFile.create(part);
  for (const { name, bytes } of files.toSorted((a, b) => compareBytewise(a.name, b.name))) {
    await zip.add(name, bytes);
  }
  const fact = await zip.finish();
  const path = packPath(dataDirectory, id, fact.sha256);
  await rename(part, path);
  await syncDirectory(dirname(path));
  return fact;
}

/** What a process that died has left. */
async function removeParts(folder: string, id: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.startsWith(`${id}.`));
  for (const name of left) await unlink(join(folder, name));
}
