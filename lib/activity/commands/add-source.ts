import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { freeSlug } from "@/lib/core/slug";
import { forgetSource } from "../sources/queries-sources";
import { sourceIdFrom } from "../sources/source-id";
import type { AddSourceInput } from "../sources/source-schema";
import { makeTokenIn } from "./make-source-token";
import { assertOwnerActive, shownSource } from "./source-row";

/**
 * Adds a source with its first token, whose text is answered once and not stored. Without an id it gets one made of its name.
 * Errors: forbidden, invalid_input (an id that is taken, a person who has left).
 */
export async function addSource(
  ctx: CommandContext,
  { id: wished, ...content }: AddSourceInput,
): Promise<{ id: string; name: string; tokenId: string; token: string }> {
  authorize(ctx.actor, "source:manage");
  const added = await transact(ctx, async (tx, record) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('activity.sources'))`;
    await assertOwnerActive(tx, content.ownerId);
    const id = await chooseId(tx, wished, content.name);
    const source = await tx.source.create({ data: { ...content, id, addedAt: ctx.now } });
    const after = shownSource(source);
    await record({ action: "source.added", subjectId: id, before: null, after });
    const { tokenId, token } = await makeTokenIn(tx, record, ctx, { id, overlapHours: 0 });
    return { id, name: source.name, tokenId, token };
  });
  forgetSource(added.id);
  return added;
}

async function chooseId(tx: Tx, wished: string | null, name: string): Promise<string> {
  const stem = wished ?? sourceIdFrom(name);
  const alike = await tx.source.findMany({
    where: { id: { startsWith: stem } },
    select: { id: true },
    orderBy: { id: "asc" },
    take: 1_000,
  });
  const taken = new Set(alike.map(({ id }) => id));
  if (wished === null) return freeSlug(stem, taken);
  if (!taken.has(wished)) return wished;
  const fieldErrors = { id: ["Another source has this short name. Choose another."] };
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}
