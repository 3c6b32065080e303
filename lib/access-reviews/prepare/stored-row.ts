import type { Snapshot, Tx } from "@/lib/change-log/transact";

export type AccessReviewRow = NonNullable<Awaited<ReturnType<Tx["accessReview"]["findUnique"]>>>;

/** A row as a change holds it: what its columns of JSON say is JSON already. */
export function recordedReview(row: AccessReviewRow): Snapshot {
  return JSON.parse(JSON.stringify(row));
}
