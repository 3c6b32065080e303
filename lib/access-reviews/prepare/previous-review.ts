import "server-only";
import type { Tx } from "@/lib/change-log/transact";

type From = { readonly accessReview: Pick<Tx["accessReview"], "findFirst"> };

/** What a review is compared with: the newest one before it that was signed, by when its snapshot was frozen; null: there is none. */
export async function previousReview(
  from: From,
  periodEnd: Date,
  now: Date,
): Promise<string | null> {
  const found = await from.accessReview.findFirst({
    where: {
      ...{ kind: "quarterly", status: { in: ["signed", "remediated"] } },
      ...{ periodEnd: { lt: periodEnd }, asOf: { lt: now } },
    },
    select: { id: true },
    orderBy: [{ periodEnd: "desc" }, { asOf: "desc" }, { id: "asc" }],
  });
  return found?.id ?? null;
}
