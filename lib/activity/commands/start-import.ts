import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { CANARY_SOURCE } from "../calls/call-view";
import type { ImportProgress } from "../imports/import-limits";
import type { StartImportInput } from "../imports/import-schema";
import { redactionKey } from "../ingest/redaction-key";
import { redact } from "../redaction/redact";
import { importProgress, shownImport } from "./import-row";

export type StartedImport = { readonly id: string; readonly progress: ImportProgress };

/**
 * Begins to import a file, or goes on where it stopped: the same content for the same source is the same import. `sha256` and
 * `bytes` are of its content, unpacked. Errors: forbidden, not_found (no such source), conflict (it is disabled).
 */
export async function startImport(
  ctx: CommandContext,
  { sourceId, fileName, sha256, bytes }: StartImportInput,
): Promise<StartedImport> {
  authorize(ctx.actor, "call:import");
  await assertOpen(sourceId);
  const known = await read().importRun.findUnique({
    where: { sourceId_sha256: { sourceId, sha256 } },
  });
  if (known) return { id: known.id, progress: importProgress(known) };
  const kept = await shownName(fileName);
  return await transact(ctx, async (tx, record) => {
    const run = await tx.importRun.create({
      data: {
        ...{ sourceId, sha256, bytes: BigInt(bytes) },
        fileName: kept,
        startedById: ctx.actor.id,
        startedAt: ctx.now,
        movedAt: ctx.now,
      },
    });
    const after = shownImport(run);
    await record({ action: "import.started", subjectId: run.id, before: null, after });
    return { id: run.id, progress: importProgress(run) };
  }).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
    const message = "Somebody else begins to import this file at this moment. Try again.";
    throw new AppError("conflict", { message, cause: error });
  });
}

/** A name may hold whose calls these are. What it ends with stays: each part of the file is read by it. */
async function shownName(fileName: string): Promise<string> {
  const [end = ""] = /(?:\.(?:csv|tsv|jsonl?|ndjson|log|txt))?(?:\.gz)?$/i.exec(fileName) ?? [];
  const stem = fileName.slice(0, fileName.length - end.length);
  const said = redact(stem, { key: await redactionKey() }).value;
  return `${typeof said === "string" ? said : ""}${end}`;
}

async function assertOpen(id: string): Promise<void> {
  const source = await read().source.findUnique({ where: { id }, select: { disabledAt: true } });
  if (id === CANARY_SOURCE) throw new AppError("conflict", "This source is Countersign's own.");
  if (!source) throw new AppError("not_found", "There is no source of this name.");
  if (source.disabledAt === null) return;
  throw new AppError("conflict", "This source is disabled. Enable it in Settings, Sources first.");
}

/** Prisma's code for a unique key that is taken. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P2002";
}
