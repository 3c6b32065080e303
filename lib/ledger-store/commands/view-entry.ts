import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { ledger } from "../open-ledger";
import { type EvidenceFile, unlessDamaged } from "../queries-files";
import { getInclusionProof } from "../queries-proofs";
import { hasViewed } from "../queries-views";
import type { EntryPlace, ViewEntryInput } from "../schema";

const VIEW = "entry.viewed";

/**
 * Records that somebody looks at what an entry says: it may hold what only few should read. Looking again within ten
 * minutes is the same look, and an entry that itself records a look is not counted, or reading the log would never end.
 * Errors: forbidden, not_found (no such entry), unavailable.
 */
export async function viewEntry(
  ctx: CommandContext,
  { entry }: ViewEntryInput,
): Promise<EntryPlace> {
  authorize(ctx.actor, "ledger:read");
  const { logs } = await ledger();
  const stored = await unlessDamaged(logs[entry.log].reader.entryAt(entry.index));
  if (!stored) throw new AppError("not_found", `The ${entry.log} log has no entry ${entry.index}.`);
  const isLook = stored.entry.body?.type === VIEW;
  if (isLook || (await hasViewed(ctx.actor, entry, ctx.now))) return entry;
  await transact(ctx, async (_, record) => {
    await record({
      action: VIEW,
      subjectId: `${entry.log}-${entry.index}`,
      before: null,
      after: { log: entry.log, index: Number(entry.index), ts: stored.entry.ts },
    });
  });
  return entry;
}

/** `<index>.tlog-proof` with the entry, under the newest checkpoint; taking it is a look. Errors: as viewEntry, and not_found where it is not sealed yet. */
export async function takeLeaf(
  ctx: CommandContext,
  { log, index }: EntryPlace,
): Promise<EvidenceFile> {
  const bytes = await unlessDamaged(getInclusionProof(log, index));
  await viewEntry(ctx, { entry: { log, index } });
  return { fileName: `${log}-${index}.tlog-proof`, mediaType: "text/plain; charset=utf-8", bytes };
}
