import "server-only";
import { authorize } from "@/lib/auth/actor";
import { makeSourceToken as newSourceToken } from "@/lib/auth/source-token";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import type { MakeSourceTokenInput } from "../sources/source-schema";
import { loadSource, shownToken } from "./source-row";

const HOUR_MS = 3_600_000;

/** `replaced`: how many tokens end with the overlap; `endsAt`: when. */
export type MadeSourceToken = {
  id: string;
  tokenId: string;
  token: string;
  replaced: number;
  endsAt: Date;
};

/**
 * Makes a token for a source, and gives those it has now an end. Answers its text, which is shown once and not stored.
 * Errors: forbidden, not_found.
 */
export async function makeSourceToken(
  ctx: CommandContext,
  input: MakeSourceTokenInput,
): Promise<MadeSourceToken> {
  authorize(ctx.actor, "source:manage");
  return transact(ctx, async (tx, record) => {
    await loadSource(tx, input.id);
    return makeTokenIn(tx, record, ctx, input);
  });
}

/** The same inside a command that has checked who asks and that the source is there. */
export async function makeTokenIn(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { id, overlapHours }: MakeSourceTokenInput,
): Promise<MadeSourceToken> {
  const endsAt = new Date(ctx.now.getTime() + overlapHours * HOUR_MS);
  // Held until the end, so that two who make one at a time see each other's.
  await tx.$queryRaw`SELECT 1 FROM "Source" WHERE "id" = ${id} FOR UPDATE`;
  const earlier = await tx.sourceToken.findMany({
    where: {
      sourceId: id,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: endsAt } }],
    },
    orderBy: [{ madeAt: "asc" }, { id: "asc" }],
    take: 1_000,
  });
  for (const token of earlier) {
    const after = await tx.sourceToken.update({
      where: { id: token.id },
      data: { expiresAt: endsAt },
    });
    await record({
      action: "source-token.replaced",
      subjectId: token.id,
      before: shownToken(token),
      after: shownToken(after),
    });
  }
  const { token: text, tokenHash, hint } = newSourceToken();
  const made = await tx.sourceToken.create({
    data: { sourceId: id, tokenHash, hint, madeById: ctx.actor.id, madeAt: ctx.now },
  });
  const after = shownToken(made);
  await record({ action: "source-token.made", subjectId: made.id, before: null, after });
  return { id, tokenId: made.id, token: text, replaced: earlier.length, endsAt };
}
