import "server-only";
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { env } from "@/lib/core/env";
import { read } from "@/lib/db/read";
import type { FileDownload } from "@/lib/server/file-reply";
import { bundlePath } from "../bundle-file";
import { nullWhereMissing } from "../fs-errors";
import type { TaskInput } from "../schema";
import { type BundleTask, bundleTaskOf, taskSnapshot } from "../task-record";

const PIECE = 256 * 1024;

/**
 * Hands out the ZIP of a bundle and records that it was taken. It is read and compared with its recorded hash first, so a
 * file that somebody edited on disk does not leave. Errors: not_found, conflict (not made yet, gone, or another file).
 */
export async function downloadBundle(
  ctx: CommandContext,
  { id }: TaskInput,
): Promise<FileDownload> {
  const row = await read().ledgerTask.findFirst({ where: { id, kind: "bundle" } });
  if (!row) throw new AppError("not_found", "There is no such bundle.");
  const { result } = bundleTaskOf(row);
  if (result === null) throw new AppError("conflict", "This bundle is not made yet.");
  const file = await openBundle(id);
  try {
    await assertRecorded(file, result);
    const taken = taskSnapshot(row);
    await transact(ctx, (_tx, record) =>
      record({ action: "bundle.downloaded", subjectId: id, before: taken, after: taken }),
    );
  } catch (error) {
    await file.close();
    throw error;
  }
  const { fileName, bytes: size } = result;
  return { fileName, mediaType: "application/zip", size, bytes: handedOut(file) };
}

async function openBundle(id: string): Promise<FileHandle> {
  const file = await open(bundlePath(env().DATA_DIR, id)).catch(nullWhereMissing);
  if (file !== null) return file;
  throw new AppError(
    "conflict",
    "The file of this bundle is no longer on the server. Ask for the bundle again.",
  );
}

async function assertRecorded(
  file: FileHandle,
  { bytes, sha256 }: NonNullable<BundleTask["result"]>,
): Promise<void> {
  const hash = createHash("sha256");
  let length = 0;
  for await (const piece of piecesOf(file)) {
    hash.update(piece);
    length += piece.length;
  }
  if (length === bytes && hash.digest("hex") === sha256) return;
  const message =
    "The file on the server is not the bundle that was made: its hash differs. Nothing was handed out. Tell whoever runs this server, and ask for the bundle again.";
  throw new AppError("conflict", message);
}

/** The file, closed at its end, or when nobody takes it any more: also where nobody began to, which a generator would not hear of. */
function handedOut(file: FileHandle): AsyncIterable<Uint8Array> {
  const pieces = piecesOf(file);
  const end = async () => {
    await file.close();
    return { done: true, value: undefined } as const;
  };
  const next = async () => {
    try {
      const piece = await pieces.next();
      return piece.done ? await end() : piece;
    } catch (error) {
      await file.close();
      throw error;
    }
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: end }) };
}

async function* piecesOf(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (let at = 0; ; ) {
    const { bytesRead, buffer } = await file.read(new Uint8Array(PIECE), 0, PIECE, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
