import "server-only";
import { constants } from "node:fs";
import { copyFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { bundlePath } from "./bundle-file";
import type { BundleResult } from "./bundle-wish";
import { requestBundle } from "./commands/request-bundle";
import { isTaken } from "./fs-errors";
import type { RequestBundleInput } from "./schema";
import { bundleTaskOf } from "./task-record";
import { runNextTask, type TaskWorkerParts } from "./task-worker";

const LOOK_EVERY_MS = 500;

/**
 * Asks for a bundle and makes it here and now, unless another process is faster; then copies it to a path where nothing is
 * yet. It stands in the register like every other one. Errors: invalid_input, conflict, unavailable.
 */
export async function exportNow(
  parts: TaskWorkerParts,
  ctx: CommandContext,
  input: RequestBundleInput,
  writeTo: string,
): Promise<BundleResult> {
  const { id } = await requestBundle(ctx, input);
  for (;;) {
    await runNextTask(parts, "bundle", new AbortController().signal, id);
    const { state, result, message } = await bundleOf(id);
    if (state === "failed") throw new AppError("unavailable", message ?? "It was not made.");
    if (result !== null) {
      await copyTo(bundlePath(parts.dataDirectory, id), writeTo);
      return result;
    }
    await setTimeout(LOOK_EVERY_MS);
  }
}

async function bundleOf(id: string) {
  const row = await read().ledgerTask.findUnique({ where: { id } });
  if (row === null) throw new Error(`no such task: ${id}`);
  return bundleTaskOf(row);
}

async function copyTo(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL);
  } catch (cause) {
    if (!isTaken(cause)) throw cause;
    const message = `There is a file at ${to} already. The bundle lies at ${from}.`;
    throw new AppError("conflict", { message, cause });
  }
}
