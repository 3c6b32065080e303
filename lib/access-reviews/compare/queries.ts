import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { read } from "@/lib/db/read";
import { type Dossier, dossierOf, getDossier } from "../overview/dossier";
import { type Names, peopleOfLine } from "../overview/lines-view";
import { withOwnLines } from "../overview/own-lines";
import { toReview } from "../prepare/queries";
import { visibleReviews } from "../prepare/visible";
import { type ComparedLine, compareLines } from "./compare";

/** A review that this one can be compared with. */
export type Comparable = { readonly id: string; readonly reference: string };

export type Comparison = {
  readonly now: Dossier;
  readonly before: Dossier | null;
  readonly others: readonly Comparable[];
  readonly lines: readonly ComparedLine[];
  readonly names: Names;
};

const OTHERS_MAX = 200;

/**
 * A review beside another one: the one of `withId`, or else the one it was prepared against. Without another started review there
 * is nothing to compare (`before` null). Of both the lines that the actor may see. Errors: forbidden, not_found (also: not theirs).
 */
export async function getComparison(
  actor: Actor,
  reviewId: string,
  withId: string,
): Promise<Comparison> {
  const now = await withOwnLines(actor, await getDossier(actor, reviewId));
  const others = await othersOf(actor, now.review.id);
  const wanted = others.find(({ id }) => id === withId)?.id ?? earlierOf(now, others);
  const before =
    wanted === null ? null : await withOwnLines(actor, await getDossier(actor, wanted));
  const lines = before === null ? [] : compareLines(before.lines, now.lines);
  return { now, before, others, lines, names: await namesInComparison(lines) };
}

/** The review that a review was prepared against, whole; null where there is none. For its pack, whoever asked for that. */
export async function previousDossier({ review }: Dossier): Promise<Dossier | null> {
  if (review.previousId === null) return null;
  const row = await read().accessReview.findUnique({ where: { id: review.previousId } });
  return row === null ? null : dossierOf(toReview(row));
}

/** The names of everybody a comparison shows. */
export function namesInComparison(lines: readonly ComparedLine[]): Promise<Names> {
  return namesOf(
    lines.flatMap(({ before, now, fields }) => [
      ...(before ? peopleOfLine(before) : []),
      ...(now ? peopleOfLine(now) : []),
      ...fields.flatMap((field) => [field.before, field.after]),
    ]),
  );
}

async function othersOf(actor: Actor, id: string): Promise<Comparable[]> {
  return read().accessReview.findMany({
    where: {
      AND: [await visibleReviews(actor), { launchedAt: { not: null } }, { id: { not: id } }],
    },
    select: { id: true, reference: true },
    orderBy: [{ asOf: "desc" }, { id: "asc" }],
    take: OTHERS_MAX,
  });
}

function earlierOf({ review }: Dossier, others: readonly Comparable[]): string | null {
  return others.find(({ id }) => id === review.previousId)?.id ?? null;
}
