import { existsSync } from "node:fs";
import { type FileHandle, link, open, unlink } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/core/app-error";
import { env } from "@/lib/core/env";
import { read } from "@/lib/db/read";
import type { Log } from "@/lib/ledger/origin";
import { downloadBundle } from "@/lib/ledger-store/commands/download-bundle";
import { requestBundle } from "@/lib/ledger-store/commands/request-bundle";
import type { Ledger } from "@/lib/ledger-store/open-ledger";
import { requestBundleInput } from "@/lib/ledger-store/schema";
import { runNextTask } from "@/lib/ledger-store/task-worker";
import { installation } from "@/lib/settings/installation";
import { inputOf } from "../admin/input";
import { ensureVerifier } from "../start/verifier.mjs";
import type { Answer } from "./answer";
import { commandContext, counted, withLedger } from "./open";

export type ExportOptions = {
  readonly out: string;
  readonly start?: string;
  readonly end?: string;
  readonly from?: string;
  readonly to?: string;
  readonly consistency?: string;
};

const LOOK_EVERY_MS = 500;

/** Makes a bundle, as the Ledger page would, and writes it to a file that must not be there yet. */
export async function exportLog(log: Log, { out, ...fields }: ExportOptions): Promise<Answer> {
  const input = inputOf(requestBundleInput, { log, covers: coversOf(fields), ...fields });
  const path = resolve(out);
  const file = await newFile(path);
  try {
    return await withLedger(async (ledger) => {
      await ensureVerifier();
      const { id } = await requestBundle(commandContext(["ledger:export"]), input);
      await done(ledger, id);
      const { bytes, size } = await downloadBundle(commandContext(["ledger:export"]), { id });
      for await (const piece of bytes) await file.handle.write(piece);
      await file.keep();
      return {
        text: `${path}: ${counted(size, "byte")}. Check it with: node verify.mjs ${path} --vkey KEY`,
        data: { id, file: path, bytes: size },
      };
    });
  } finally {
    await file.close();
  }
}

function coversOf({ start, end, from, to }: Omit<ExportOptions, "out">): string {
  const isRange = start !== undefined || end !== undefined;
  const isPeriod = from !== undefined || to !== undefined;
  if (isRange && isPeriod) {
    throw new AppError("invalid_input", "Say either --start and --end, or --from and --to.");
  }
  if (isRange) return "range";
  return isPeriod ? "period" : "all";
}

/** Does the task here, unless the sealer's process was faster; then waits for it. Errors: unavailable, in the words of the task. */
async function done(ledger: Ledger, id: string): Promise<void> {
  const { demo } = await installation();
  const parts = { ledger, dataDirectory: env().DATA_DIR, demo };
  const never = new AbortController().signal;
  for (;;) {
    await runNextTask(parts, "bundle", never, id);
    const task = await read().ledgerTask.findFirst({ where: { id } });
    if (task?.state === "done") return;
    if (task?.state === "failed") {
      throw new AppError("unavailable", task.message ?? "The bundle could not be made.");
    }
    await sleep(LOOK_EVERY_MS);
  }
}

type NewFile = { handle: FileHandle; keep: () => Promise<void>; close: () => Promise<void> };

/** A file beside its place, which it takes only whole. Errors: invalid_input, where it exists or cannot be written. */
async function newFile(path: string): Promise<NewFile> {
  if (existsSync(path)) throw taken(path); // before anything is asked for and recorded
  const part = `${path}.${process.pid}.part`;
  const handle = await open(part, "wx").catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError("invalid_input", {
      message: `--out: ${path} cannot be written (${reason}).`,
      cause,
    });
  });
  return {
    handle,
    keep: async () => {
      await handle.sync();
      await link(part, path).catch((cause: unknown) => {
        throw taken(path, cause);
      });
    },
    close: async () => {
      await handle.close();
      await unlink(part);
    },
  };
}

function taken(path: string, cause?: unknown): AppError {
  return new AppError("invalid_input", { message: `--out: ${path} exists already.`, cause });
}
