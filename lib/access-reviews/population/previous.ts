import "server-only";
import { read } from "@/lib/db/read";
import type { Outcome } from "../review-view";
import { outcomesOf, type SignedOutcome } from "../sign/decisions-file";
import { reviewMaterial } from "../sign/material";
import { lineOf } from "../snapshot/read-line";
import type { SnapshotLine } from "../snapshot-view";

type PreviousOutcome = {
  readonly outcome: Outcome;
  readonly byId: string | null;
  readonly at: string | null;
};

export type Previous = {
  readonly review: string;
  readonly reference: string;
  readonly snapshot: string;
  /** By the key of the line. */
  readonly lines: ReadonlyMap<string, SnapshotLine>;
  readonly outcomes: ReadonlyMap<string, PreviousOutcome>;
};

/** A review that started, as the one after it is compared with it; null: there is none. Errors: PostgreSQL's. */
export async function readPrevious(id: string | null): Promise<Previous | null> {
  if (id === null) return null;
  const review = await read().accessReview.findUnique({ where: { id } });
  if (!review || review.snapshotHash === null) return null;
  const material = await reviewMaterial(read(), id);
  const judged = outcomesOf(material);
  return {
    review: id,
    reference: review.reference,
    snapshot: review.snapshotHash,
    lines: new Map(material.lines.map(({ lineKey, text }) => [lineKey, lineOf(text)])),
    outcomes: new Map(
      material.lines.map((line) => [line.lineKey, previousOutcome(judged.get(line.id))]),
    ),
  };
}

function previousOutcome(judged: SignedOutcome | undefined): PreviousOutcome {
  const last = judged?.second ?? judged?.first;
  if (!judged?.outcome || !last) return { outcome: "no-response", byId: null, at: null };
  const { personId, decidedAt } = last;
  return { outcome: judged.outcome.outcome, byId: personId, at: decidedAt.toISOString() };
}
