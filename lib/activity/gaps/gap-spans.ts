import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";
import type { GapSpan } from "../calls/bars-view";
import { GAP_KIND_LABEL } from "./gap-labels";

/** More gaps than a picture shows. */
const SPANS_MAX = 1_000;

/**
 * The gaps that lie in a time and were not filled, whatever was made of them: of one source, or of all. Whoever may read calls
 * is told what is missing among them. Errors: forbidden.
 */
export async function gapSpans(
  actor: Actor,
  { from, to, source }: { from: Date; to: Date; source: string | null },
): Promise<(GapSpan & { id: string; disposition: string; cause: string | null })[]> {
  authorize(actor, "call:read");
  const gaps = await read().gap.findMany({
    where: {
      filledAt: null,
      fromAt: { lt: to },
      OR: [{ toAt: null }, { toAt: { gt: from } }],
      ...(source === null ? {} : { sourceId: source }),
    },
    select: {
      id: true,
      sourceId: true,
      kind: true,
      fromAt: true,
      toAt: true,
      detail: true,
      disposition: true,
      cause: true,
    },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    take: SPANS_MAX,
  });
  return gaps.map(({ id, sourceId, kind, fromAt, toAt, detail, disposition, cause }) => ({
    ...{ id, disposition, cause },
    source: sourceId,
    fromAt: fromAt.toISOString(),
    toAt: toAt?.toISOString() ?? null,
    what: [kindWord(kind).toLowerCase(), detail].filter((part) => part !== "").join(": "),
  }));
}

function kindWord(kind: string): string {
  const labels: Readonly<Record<string, string>> = GAP_KIND_LABEL;
  return labels[kind] ?? kind;
}
