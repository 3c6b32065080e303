// Makes packs that people asked for. It runs in the process of the sealer, one pack after the other, while that holds its lease: who
// is killed in the middle has changed nothing but a file with a name of its own, and whoever holds the lease next begins again.
import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { logError } from "@/lib/core/log";
import { read } from "@/lib/db/read";
import { notify } from "@/lib/notify/notify";
import { type MadePack, makePack, type PackParts } from "./make-pack";
import { type PackRecord, packSnapshot } from "./pack-record";

/** Who makes packs. Its requests are those of the packs. */
const WORKER = { kind: "job", id: "access-reviews.pack", grants: [] } as const;

/**
 * Makes the oldest pack that waits; false where none does. What cannot be made is written down in words. Errors: the database's, and
 * the reason of the signal (then the pack still waits).
 */
export async function makeNextPack(
  partsFor: () => Promise<Omit<PackParts, "signal">>,
  now: () => Date,
  signal: AbortSignal,
): Promise<boolean> {
  const pack = await read().reviewPack.findFirst({
    where: { state: "waiting" },
    orderBy: [{ askedAt: "asc" }, { id: "asc" }],
  });
  if (!pack) return false;
  const ctx: CommandContext = { actor: WORKER, now: now(), requestId: pack.id };
  try {
    const made = await makePack(ctx, pack, { ...(await partsFor()), signal });
    await finish({ ...ctx, now: now() }, pack, made);
  } catch (error) {
    signal.throwIfAborted();
    await finish({ ...ctx, now: now() }, pack, { message: told(error) });
  }
  return true;
}

function told(error: unknown): string {
  if (error instanceof AppError) return error.message;
  logError("access-reviews.pack-failed", error);
  return "This could not be done because of a fault of the program or the disk; the log of the server says which. Ask again.";
}

async function finish(
  ctx: CommandContext,
  pack: PackRecord,
  made: MadePack | { readonly message: string },
): Promise<void> {
  const isMade = "sha256" in made;
  const result = isMade
    ? { state: "done", fileName: made.fileName, bytes: BigInt(made.bytes), sha256: made.sha256 }
    : { state: "failed", message: made.message };
  await transact(ctx, async (tx, record) => {
    const [after] = await tx.reviewPack.updateManyAndReturn({
      where: { id: pack.id, state: "waiting" },
      data: { ...result, finishedAt: ctx.now },
    });
    if (!after) throw new AppError("conflict", "Another process finished this pack meanwhile.");
    await record({
      action: isMade ? "review-pack.made" : "review-pack.failed",
      subjectId: pack.id,
      before: packSnapshot(pack),
      after: packSnapshot(after),
    });
    await notify(tx, record, ctx, noteOf(pack, made));
  });
}

function noteOf(pack: PackRecord, made: MadePack | { readonly message: string }) {
  const address = { personIds: [pack.askedById], link: `/access-reviews/${pack.reviewId}/packs` };
  if ("sha256" in made) {
    return {
      ...{ ...address, kind: "review-pack.made", title: "The pack of an access review is ready" },
      body: "Download it and check it with the verifier inside.",
    };
  }
  return {
    ...{ ...address, kind: "review-pack.failed" },
    ...{ title: "The pack of an access review could not be made", body: made.message },
  };
}
