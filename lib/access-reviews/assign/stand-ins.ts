import "server-only";
import type { Tx } from "@/lib/change-log/transact";
import type { read } from "@/lib/db/read";
import type { StandIn } from "./rules";

type From = Pick<Tx, "reviewDelegation"> | Pick<ReturnType<typeof read>, "reviewDelegation">;

const DELEGATIONS_MAX = 5_000;

/** The delegations in force at an instant: of a review, or of every review. The newest of a person counts. */
export async function standInsAt(
  from: From,
  at: Date,
  reviewId: string | null,
): Promise<StandIn[]> {
  const rows = await from.reviewDelegation.findMany({
    where: {
      fromAt: { lte: at },
      until: { gt: at },
      endedAt: null,
      OR: [{ reviewId: null }, ...(reviewId ? [{ reviewId }] : [])],
    },
    select: { id: true, fromId: true, toId: true },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
    take: DELEGATIONS_MAX,
  });
  return [...new Map(rows.map((row) => [row.fromId, row])).values()];
}
