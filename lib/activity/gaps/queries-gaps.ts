import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import type { GapState } from "./gap-labels";
import { toGapRow } from "./gap-view";

export type GapFilter = {
  /** Half-open; what overlaps it is listed. */
  readonly from: Date | null;
  readonly to: Date | null;
  readonly source: string | null;
  readonly kind: string | null;
  readonly state: GapState | null;
};

/** Gaps, the newest first, with how many match. Errors: forbidden (source:read). */
export async function listGaps(
  actor: Actor,
  filter: GapFilter,
  { page, pageSize, now }: { page: number; pageSize: number; now: Date },
) {
  authorize(actor, "source:read");
  const where = whereOf(filter);
  const [total, gaps] = await Promise.all([
    read().gap.count({ where }),
    read().gap.findMany({
      where,
      orderBy: [{ fromAt: "desc" }, { id: "asc" }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
  ]);
  const [people, sources] = await Promise.all([
    namesOf(gaps.map(({ disposedById }) => disposedById)),
    sourceNames(),
  ]);
  return { rows: gaps.map((gap) => toGapRow(gap, { people, sources }, now)), total };
}

/** One gap. Errors: forbidden, not_found. */
export async function getGap(actor: Actor, id: string, now: Date) {
  authorize(actor, "source:read");
  const gap = isUuid(id) ? await read().gap.findUnique({ where: { id } }) : null;
  if (!gap) throw new AppError("not_found", "No such gap.");
  const [people, sources] = await Promise.all([namesOf([gap.disposedById]), sourceNames()]);
  return toGapRow(gap, { people, sources }, now);
}

/** How many gaps are not filled, and how many of these nobody has explained. Errors: forbidden. */
export async function countGaps(actor: Actor): Promise<{ open: number; unexplained: number }> {
  authorize(actor, "source:read");
  const [open, unexplained] = await Promise.all([
    read().gap.count({ where: stateWhere("open") }),
    read().gap.count({ where: stateWhere("unexplained") }),
  ]);
  return { open, unexplained };
}

/** Every source by its id, for names and filters. */
export async function sourceNames(): Promise<Map<string, string>> {
  const sources = await read().source.findMany({
    select: { id: true, name: true },
    orderBy: { name: "asc" },
    take: 1_000,
  });
  return new Map(sources.map(({ id, name }) => [id, name]));
}

function whereOf({ from, to, source, kind, state }: GapFilter) {
  return {
    AND: [
      overlap(from, to),
      source === null ? {} : { sourceId: source },
      kind === null ? {} : { kind },
      state === null ? {} : stateWhere(state),
    ],
  };
}

function overlap(from: Date | null, to: Date | null) {
  return {
    AND: [
      to === null ? {} : { fromAt: { lt: to } },
      from === null ? {} : { OR: [{ toAt: null }, { toAt: { gte: from } }] },
    ],
  };
}

function stateWhere(state: GapState) {
  if (state === "filled") return { filledAt: { not: null } };
  return state === "open" ? { filledAt: null } : { filledAt: null, disposition: state };
}
