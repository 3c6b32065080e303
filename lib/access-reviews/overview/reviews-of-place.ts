import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { nameKey } from "@/lib/core/server-places";
import { read } from "@/lib/db/read";
import { toReview } from "../prepare/queries";
import { visibleReviews } from "../prepare/visible";
import { dossierOf } from "./dossier";
import { outcomeWords } from "./lines-view";

/** Where access stands: `principal` is `key:<id>`, `agent:<id>` or `unknown:<name>`. */
export type ReviewedPlace = {
  readonly principal: string;
  readonly serverId: string | null;
  readonly operationId: string | null;
  readonly environment: string | null;
};

/** What a review said of a place. `lineId`: its line; `wildcard`: the line was about every operation of the server. */
export type PlaceReview = {
  readonly lineId: string;
  readonly reference: string;
  readonly asOf: string;
  readonly signedAt: string;
  readonly words: string;
  readonly wildcard: boolean;
  readonly removal: string;
};

const SHOWN = 3;

/** The newest reviews, of those the actor may see, that had a place as a line of its own or within a wildcard. At most three. */
export async function reviewsOfPlace(
  actor: Actor,
  { principal, serverId, operationId, environment }: ReviewedPlace,
): Promise<PlaceReview[]> {
  if (!can(actor, "review:read") || serverId === null) return [];
  const before = `access/${keyPart(principal)}/${serverId}`;
  const keys = [operationId, "*"].flatMap((operation) =>
    operation === null ? [] : [`${before}/${operation}/${environment || "-"}`],
  );
  const lines = await read().reviewLine.findMany({
    where: { lineKey: { in: keys } },
    select: { id: true, reviewId: true, lineKey: true },
  });
  const reviews = await read().accessReview.findMany({
    where: {
      AND: [await visibleReviews(actor), { id: { in: lines.map(({ reviewId }) => reviewId) } }],
    },
    orderBy: [{ asOf: "desc" }, { id: "asc" }],
    take: SHOWN,
  });
  const ids = lines.map(({ id }) => id);
  const each = await Promise.all(reviews.map((review) => ofReview(toReview(review), ids)));
  return each.flat();
}

async function ofReview(
  review: ReturnType<typeof toReview>,
  ids: readonly string[],
): Promise<PlaceReview[]> {
  const { lines: own } = await dossierOf(review, ids);
  const [names, removals] = await Promise.all([
    namesOf(own.flatMap(({ judged }) => judged?.newOwnerId ?? [])),
    read().reviewRemediation.findMany({
      where: { reviewId: review.id, lineKey: { in: own.map(({ line }) => line.line) } },
      select: { lineKey: true, state: true },
    }),
  ]);
  const stateOf = new Map(removals.map(({ lineKey, state }) => [lineKey, state]));
  return own.map((held) => ({
    ...{ lineId: held.id, reference: review.reference },
    asOf: review.asOf?.toISOString() ?? "",
    signedAt: review.signedAt?.toISOString() ?? "",
    words: outcomeWords(held, names) || "Not decided yet",
    wildcard: held.line.operation?.name === "*",
    removal: stateOf.get(held.line.line) ?? "",
  }));
}

// A name that nobody registered stands in the key of a line so that slashes do not part it.
function keyPart(principal: string): string {
  const [kind = "", ...rest] = principal.split(":");
  if (kind !== "unknown") return principal;
  return `unknown:${encodeURIComponent(nameKey(rest.join(":")).toWellFormed())}`;
}
