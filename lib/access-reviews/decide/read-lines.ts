import "server-only";
import { read } from "@/lib/db/read";
import { lineOf } from "../snapshot/read-line";
import type { DecideLine } from "./decide-view";
import { personId, toDecideLine } from "./lines";

/** A line of the list, and the person it is about, whose name is joined when it is shown. */
export type ListedLine = {
  readonly line: DecideLine;
  readonly personId: string | null;
};

const LINES_MAX = 200_000;
const REVIEWS_KEPT = 4; // a review of 5,000 lines takes some 3 MB

const kept = new Map<string, Promise<readonly ListedLine[]>>();

/**
 * The lines of a started review as the decide screen lists them, in the order of the snapshot. A snapshot is never rewritten, so the
 * last few are kept in memory: reading thousands of texts costs more than all the rest of a visit. The facts of a line are always read anew.
 */
export async function listedLines(
  reviewId: string,
  snapshotHash: string,
): Promise<readonly ListedLine[]> {
  const key = `${reviewId}:${snapshotHash}`;
  const known = kept.get(key);
  const lines = known ?? readLines(reviewId);
  kept.delete(key);
  kept.set(key, lines);
  const [oldest] = kept.keys();
  if (kept.size > REVIEWS_KEPT && oldest !== undefined) kept.delete(oldest);
  return await lines.catch((error: unknown) => {
    kept.delete(key);
    throw error;
  });
}

async function readLines(reviewId: string): Promise<readonly ListedLine[]> {
  const rows = await read().reviewLine.findMany({
    where: { reviewId },
    select: { id: true, text: true },
    orderBy: { position: "asc" },
    take: LINES_MAX,
  });
  return rows.map(({ id, text }) => {
    const line = lineOf(text);
    return {
      line: toDecideLine(id, line, new Map(), true),
      personId: line.kind === "person" ? personId(line.principal.id) : null,
    };
  });
}
