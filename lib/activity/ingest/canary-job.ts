import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { logError } from "@/lib/core/log";
import { read } from "@/lib/db/read";
import { defineJob } from "@/lib/jobs/define-job";
import { CANARY_SOURCE } from "../calls/call-view";
import { shownSource } from "../commands/source-row";
import { CANARY_PATHS, type CanaryPath, canaryBody } from "./canary";
import { push } from "./push";

/** Sends a record of a caller that nobody registered through every way in; the findings room looks whether it is noticed. */
export const canaryJob = defineJob({
  name: "activity.canary",
  everyMinutes: 240,
  grants: ["call:push"],
  run: sendCanaries,
});

/**
 * Sends one record through each path. A path that fails keeps no other from being tried. Errors: unavailable, with all
 * that failed.
 */
export async function sendCanaries(
  ctx: CommandContext,
  paths: readonly CanaryPath[] = CANARY_PATHS,
): Promise<void> {
  await ensureSource(ctx);
  const failed: string[] = [];
  for (const path of paths) {
    try {
      await sendCanary(ctx, path);
    } catch (error) {
      failed.push(path);
      logError("canary.failed", error, { path });
    }
  }
  if (failed.length === 0) return;
  throw new AppError("unavailable", `No canary went through: ${failed.join(", ")}.`);
}

async function sendCanary(ctx: CommandContext, path: CanaryPath): Promise<void> {
  const request = { sourceId: CANARY_SOURCE, encoding: null, headers: {} };
  const { accepted, quarantineReasons } = await push(ctx, {
    ...request,
    ...canaryBody(path, ctx.now),
  });
  if (accepted === 1) return;
  throw new Error(`the canary of ${path} was not stored: ${quarantineReasons.join("; ")}`);
}

/** The product's own source is made at its first use. It has no token: nothing else can send under its name. */
async function ensureSource(ctx: CommandContext): Promise<void> {
  const known = await read().source.findUnique({
    where: { id: CANARY_SOURCE },
    select: { id: true },
  });
  if (known) return;
  await transact(ctx, async (tx, record) => {
    const source = await tx.source.create({
      data: {
        ...{ id: CANARY_SOURCE, name: "Countersign canary", kind: "auto", places: [] },
        note: "Made by the product: proves every few hours that each way in is watched.",
        sampling: "all",
        addedAt: ctx.now,
      },
    });
    const after = shownSource(source);
    await record({ action: "source.added", subjectId: CANARY_SOURCE, before: null, after });
  });
}
