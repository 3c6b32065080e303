import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { read } from "@/lib/db/read";
import { getReview } from "../prepare/queries";

const LISTED = 100;

/** The packs of a review, newest first, at most 100, with the names of who asked. Errors: forbidden, not_found (also: not theirs). */
export async function listPacks(actor: Actor, reviewId: string) {
  const { id } = await getReview(actor, reviewId);
  const packs = await read().reviewPack.findMany({
    where: { reviewId: id },
    orderBy: [{ askedAt: "desc" }, { id: "asc" }],
    take: LISTED,
  });
  return { packs, names: await namesOf(packs.map(({ askedById }) => askedById)) };
}
