import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";
import type { Dossier } from "./dossier";

/** Whether somebody sees every line of a review they see: whoever sees all reviews, and who answers for this one. */
export function seesAllLines(actor: Actor, { review }: Pick<Dossier, "review">): boolean {
  return can(actor, "review:read-all") || review.ownerId === actor.id;
}

/** The review with the lines that the actor may see: all, or those they are or were to decide, in whatever stage. */
export async function withOwnLines(actor: Actor, dossier: Dossier): Promise<Dossier> {
  if (seesAllLines(actor, dossier)) return dossier;
  const rows = await read().reviewAssignment.findMany({
    where: { reviewId: dossier.review.id, personId: actor.id, lineId: { not: null } },
    select: { lineId: true },
  });
  const own = new Set(rows.map(({ lineId }) => lineId));
  const mine = (id: string) => own.has(id);
  return {
    ...dossier,
    lines: dossier.lines.filter(({ id }) => mine(id)),
    history: dossier.history.filter(({ lineId }) => mine(lineId)),
  };
}
