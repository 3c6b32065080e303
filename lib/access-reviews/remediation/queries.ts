import "server-only";
import { z } from "zod";
import { type Actor, answerableId, authorize } from "@/lib/auth/actor";
import { namesOf, type PersonName } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { visibleReviews } from "../prepare/visible";
import { lineOf } from "../snapshot/read-line";
import type { RemovedLine } from "./expected";
import type { RemovalShow } from "./removal-labels";
import type { RemediationRecord } from "./row";

/** A removal with its review and the line it is about (null: its line is not to be found). */
export type FoundRemoval = {
  readonly row: RemediationRecord;
  readonly review: { readonly id: string; readonly reference: string };
  readonly line: RemovedLine | null;
};

export type RemovalWishes = {
  readonly reviewId: string | null;
  readonly show: RemovalShow;
  /** Of reviews that the actor signs, and of servers that they answer for. */
  readonly mine: boolean;
};

type Finding = NonNullable<Parameters<ReturnType<typeof read>["reviewRemediation"]["findMany"]>[0]>;
type Where = Extract<Finding["where"], { AND?: unknown }>;

const SHOWN = {
  open: () => ({ state: { in: ["open", "reopened"] } }),
  due: (now) => ({ state: { in: ["open", "reopened"] }, dueAt: { lt: now } }),
  verified: () => ({ state: "verified" }),
  accepted: () => ({ state: "accepted" }),
  all: () => ({}),
} as const satisfies Record<RemovalShow, (now: Date) => Where>;

/** What signed reviews took away, that the actor may see: what is due first comes first. With how many are open, overdue and critical. */
export async function listRemovals(
  actor: Actor,
  wish: RemovalWishes & { readonly page: number; readonly pageSize: number },
  now: Date,
) {
  authorize(actor, "review:read");
  const about = await aboutOf(actor, wish);
  const where = { AND: [about, SHOWN[wish.show](now)] };
  const count = (more: Where) => read().reviewRemediation.count({ where: { AND: [about, more] } });
  const [rows, total, open, due, critical] = await Promise.all([
    read().reviewRemediation.findMany({
      where,
      orderBy: [{ critical: "desc" }, { dueAt: "asc" }, { id: "asc" }],
      skip: (wish.page - 1) * wish.pageSize,
      take: wish.pageSize,
    }),
    read().reviewRemediation.count({ where }),
    count(SHOWN.open()),
    count(SHOWN.due(now)),
    count({ ...SHOWN.open(), critical: true }),
  ]);
  return { removals: await withLines(rows), total, open, due, critical };
}

const EXPORT_MAX = 50_000;

/** The same, all of it, for a file. At most 50,000. Errors: forbidden. */
export async function allRemovals(actor: Actor, wish: RemovalWishes, now: Date) {
  authorize(actor, "review:read");
  const rows = await read().reviewRemediation.findMany({
    where: { AND: [await aboutOf(actor, wish), SHOWN[wish.show](now)] },
    orderBy: [{ critical: "desc" }, { dueAt: "asc" }, { id: "asc" }],
    take: EXPORT_MAX,
  });
  return withLines(rows);
}

async function aboutOf(actor: Actor, { reviewId, mine }: RemovalWishes): Promise<Where> {
  const visible = await read().accessReview.findMany({
    where: {
      AND: [await visibleReviews(actor), reviewId ? { id: reviewId } : {}],
      signedAt: { not: null },
    },
    select: { id: true, ownerId: true },
    orderBy: { id: "asc" },
  });
  const seen = { reviewId: { in: visible.map(({ id }) => id) } };
  return mine ? { AND: [seen, await ownOf(answerableId(actor) ?? "", visible)] } : seen;
}

async function ownOf(
  personId: string,
  reviews: readonly { readonly id: string; readonly ownerId: string }[],
): Promise<Where> {
  const servers = isUuid(personId)
    ? await read().server.findMany({
        where: { OR: [{ ownerId: personId }, { deputyId: personId }] },
        select: { id: true },
      })
    : [];
  const signed = reviews.filter(({ ownerId }) => ownerId === personId).map(({ id }) => id);
  return {
    OR: [
      { reviewId: { in: signed } },
      ...servers.map(({ id }) => ({ expected: { path: ["server"], equals: id } })),
    ],
  };
}

/** One removal. Errors: forbidden, not_found (also: not theirs). */
export async function getRemoval(actor: Actor, id: string): Promise<FoundRemoval> {
  authorize(actor, "review:read");
  const row = isUuid(id) ? await read().reviewRemediation.findUnique({ where: { id } }) : null;
  const mine = row && (await aboutOf(actor, { reviewId: row.reviewId, show: "all", mine: false }));
  const found =
    mine && (await read().reviewRemediation.findFirst({ where: { AND: [{ id }, mine] } }));
  const [removal] = found ? await withLines([found]) : [];
  if (!removal) throw new AppError("not_found", "There is no such removal.");
  return removal;
}

/** The names of whoever removals speak of. */
export async function namesIn(
  removals: readonly FoundRemoval[],
): Promise<ReadonlyMap<string, PersonName>> {
  const ids = removals.flatMap(({ row, line }) => [
    ...[row.reportedById, row.acceptedById, line?.server?.ownerId ?? null],
    line?.principal.kind === "person" ? line.principal.id : null,
  ]);
  return namesOf([...new Set(ids)]);
}

async function withLines(rows: readonly RemediationRecord[]): Promise<FoundRemoval[]> {
  const reviewIds = [...new Set(rows.map(({ reviewId }) => reviewId))];
  const [reviews, lines, deltas] = await Promise.all([
    read().accessReview.findMany({
      where: { id: { in: reviewIds } },
      select: { id: true, reference: true },
    }),
    read().reviewLine.findMany({
      where: { id: { in: rows.flatMap(({ lineId }) => lineId ?? []) } },
      select: { id: true, text: true },
    }),
    read().reviewDelta.findMany({
      where: {
        reviewId: { in: reviewIds },
        lineKey: { in: rows.filter(({ lineId }) => !lineId).map(({ lineKey }) => lineKey) },
      },
      select: { reviewId: true, lineKey: true, text: true },
      orderBy: { version: "asc" },
    }),
  ]);
  const reviewOf = new Map(reviews.map((review) => [review.id, review]));
  const texts = new Map(
    lines.map(({ id, text }): [string, RemovedLine | null] => [id, lineOf(text)]),
  );
  for (const { reviewId, lineKey, text } of deltas) {
    texts.set(`${reviewId} ${lineKey}`, lineOfDelta(text));
  }
  return rows.map((row) => ({
    row,
    review: reviewOf.get(row.reviewId) ?? { id: row.reviewId, reference: "" },
    line: texts.get(row.lineId ?? `${row.reviewId} ${row.lineKey}`) ?? null,
  }));
}

// A line of the delta is one of a snapshot without its number.
function lineOfDelta(text: string): RemovedLine | null {
  const { now } = deltaText.catch({ now: null }).parse(jsonOf(text));
  return now === null ? null : lineOf(JSON.stringify({ ...now, n: 0 }));
}

const deltaText = z.object({ now: z.record(z.string(), z.unknown()).nullable() });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // somebody wrote it by SQL: the integrity of the review names it
  }
}
