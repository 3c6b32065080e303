import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { type Chunk, chunkOf } from "../imports/cut";
import { formatOf } from "../imports/format";
import type { ImportProgress } from "../imports/import-limits";
import { push } from "../ingest/push";
import { importProgress, shownImport } from "./import-row";

/** A part of the content of a file from `start` on, and the beginning of the file, by which it is read. */
export type ImportPart = {
  readonly runId: string;
  readonly start: number;
  readonly head: Uint8Array;
  readonly bytes: Uint8Array;
};

/**
 * Takes in all whole chunks of a part, one after the other, and answers how far the import is: the next part begins there. Each is
 * durable before the import moves on; one that was taken in when something broke is recognised when it comes again.
 * Where `done` did not move, the part was too short: send a longer one.
 * Errors: forbidden, not_found, conflict (the import is elsewhere, or its source is disabled), invalid_input (a file that cannot be
 * cut), too_large, unavailable.
 */
export async function advanceImport(
  ctx: CommandContext,
  part: ImportPart,
): Promise<ImportProgress> {
  authorize(ctx.actor, "call:import");
  const run = await read().importRun.findUnique({ where: { id: part.runId } });
  if (!run) throw new AppError("not_found", "There is no such import.");
  let progress = importProgress(run);
  if (progress.isFinished) return progress;
  assertInside(part, progress);
  const format = formatOf(run.fileName, part.head);
  while (progress.done < part.start + part.bytes.length) {
    const chunk = chunkOf(windowOf(part, progress), format);
    if (chunk === null) break;
    progress = await takeIn(ctx, { id: run.id, sourceId: run.sourceId }, chunk, progress);
  }
  return progress;
}

function assertInside({ start, bytes }: ImportPart, { done, bytes: whole }: ImportProgress): void {
  if (start !== done) {
    const message = `This import is at byte ${done.toLocaleString("en")}: somebody else moved it. Start it again, and it goes on from there.`;
    throw new AppError("conflict", message);
  }
  if (bytes.length > 0 && start + bytes.length <= whole) return;
  throw new AppError(
    "invalid_input",
    "This is not a part of the file that was begun. Choose it again.",
  );
}

function windowOf({ start, bytes }: ImportPart, progress: ImportProgress) {
  return {
    start: progress.done,
    bytes: bytes.subarray(progress.done - start),
    isLast: start + bytes.length === progress.bytes,
  };
}

async function takeIn(
  ctx: CommandContext,
  { id, sourceId }: { readonly id: string; readonly sourceId: string },
  { body, length }: Chunk,
  { done, bytes }: ImportProgress,
): Promise<ImportProgress> {
  const taken = body === null ? NOTHING : await push(ctx, requestOf(sourceId, body));
  const isEnd = done + length === bytes;
  return await transact(ctx, async (tx, record) => {
    const before = await tx.importRun.findUniqueOrThrow({ where: { id } });
    const [run] = await tx.importRun.updateManyAndReturn({
      where: { id, doneBytes: BigInt(done) }, // of two who import the same file one goes on
      data: {
        doneBytes: { increment: length },
        accepted: { increment: taken.accepted },
        duplicates: { increment: taken.duplicates },
        quarantined: { increment: taken.quarantined },
        skipped: { increment: taken.skipped },
        movedAt: ctx.now,
        ...(isEnd ? { finishedAt: ctx.now } : {}),
      },
    });
    if (!run) throw new AppError("conflict", "Somebody else imports this file at this moment.");
    await record({
      action: isEnd ? "import.finished" : "import.advanced",
      subjectId: id,
      before: shownImport(before),
      after: shownImport(run),
    });
    return importProgress(run);
  });
}

const NOTHING = { accepted: 0, duplicates: 0, quarantined: 0, skipped: 0 } as const;

function requestOf(sourceId: string, body: Uint8Array) {
  return {
    ...{ sourceId, body },
    encoding: null,
    contentType: null,
    headers: {},
    format: "lines",
    transport: "file",
  } as const;
}
