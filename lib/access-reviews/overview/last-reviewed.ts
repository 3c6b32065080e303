import "server-only";
import { z } from "zod";
import { type Actor, can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { read, readRows, sql } from "@/lib/db/read";
import { OUTCOME_LABEL } from "../labels";
import { toReview } from "../prepare/queries";
import { visibleReviews } from "../prepare/visible";
import { bareId } from "../remediation/expected";
import { OUTCOMES } from "../review-view";
import { readableLine } from "../snapshot/read-line";
import type { SnapshotLine } from "../snapshot-view";
import { type DossierLine, dossierOf } from "./dossier";
import { outcomeWords } from "./lines-view";

/** What has a page of its own and is reviewed in lines. `id`: of the row. */
export type Reviewable = { readonly kind: "agent" | "key" | "grant"; readonly id: string };

/** What the newest signed review said. `signedAt`: ISO; `words`: the outcome of the one line, or how many lines ended how. */
export type LastReviewed = {
  readonly reference: string;
  readonly signedAt: string;
  readonly words: string;
  readonly href: string;
};

const REVIEWS_BACK = 8; // two years of quarters
const LINES_MAX = 5_000;

/**
 * The newest signed review, of those the actor may see, that held a line of an agent, a key or a grant. `null`: there is none; only
 * said to who sees every review. `undefined`: the actor is told nothing of it.
 */
export async function lastReviewed(
  actor: Actor,
  subject: Reviewable,
): Promise<LastReviewed | null | undefined> {
  if (!can(actor, "review:read")) return undefined;
  const reviews = await read().accessReview.findMany({
    where: { AND: [await visibleReviews(actor), { signedAt: { not: null } }] },
    orderBy: [{ signedAt: "desc" }, { id: "asc" }],
    take: REVIEWS_BACK,
  });
  for (const review of reviews) {
    const ids = await linesAbout(review.id, subject);
    if (ids.length === 0) continue;
    const { lines } = await dossierOf(toReview(review), ids);
    const { reference, signedAt } = review;
    const at = { reference, signedAt: signedAt?.toISOString() ?? "" };
    return { ...at, words: await wordsOf(lines), href: hrefOf(review.id, lines, subject) };
  }
  return can(actor, "review:read-all") ? null : undefined;
}

const line = z.object({ id: z.string(), text: z.string() });

// The id stands somewhere in the text of a line; what it stands for is read from the line itself.
async function linesAbout(reviewId: string, subject: Reviewable): Promise<string[]> {
  const rows = await readRows(
    line,
    sql`SELECT id::text AS id, text FROM "ReviewLine"
        WHERE "reviewId" = ${reviewId}::uuid AND position(${subject.id} IN text) > 0
        ORDER BY "position" LIMIT ${LINES_MAX}`,
  );
  return rows.flatMap(({ id, text }) => {
    const read = readableLine(text);
    return read && isAbout(read, subject) ? [id] : [];
  });
}

function isAbout(line: SnapshotLine, { kind, id }: Reviewable): boolean {
  switch (kind) {
    case "agent":
      return line.agent?.id === id || (line.principal.kind === "agent" && bareId(line) === id);
    case "key":
      return line.principal.kind === "key" && bareId(line) === id;
    case "grant":
      return line.grants.some((grant) => grant.id === id);
    default:
      return kind satisfies never;
  }
}

async function wordsOf(lines: readonly DossierLine[]): Promise<string> {
  const [only] = lines;
  if (only && lines.length === 1) {
    return outcomeWords(only, await namesOf([only.judged?.newOwnerId ?? null]));
  }
  const counted = OUTCOMES.flatMap((outcome) => {
    const count = lines.filter((each) => each.outcome === outcome).length;
    return count === 0
      ? []
      : [`${OUTCOME_LABEL[outcome].toLowerCase()} ${count.toLocaleString("en")}`];
  });
  return `${lines.length.toLocaleString("en")} lines: ${counted.join(", ")}`;
}

// One line has a page; several are found in the list by what they are called there.
function hrefOf(reviewId: string, lines: readonly DossierLine[], { kind }: Reviewable): string {
  const [first] = lines;
  if (first && lines.length === 1) return `/access-reviews/lines/${first.id}`;
  const called = kind === "agent" ? first?.line.agent?.slug : first?.line.principal.detail;
  return `/access-reviews/${reviewId}/lines${called ? `?q=${encodeURIComponent(called)}` : ""}`;
}
