import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { read } from "@/lib/db/read";
import { currentDecisions } from "../decide/current-decisions";
import { CONFLICT_LABEL } from "./assign-labels";
import { type AssignableLine, assignableOf } from "./assignable";
import { conflictsOf, type ReviewPeople } from "./conflicts";
import { reviewPeople } from "./people";
import { assertVisible, reviewerParts } from "./queries";
import { competenceDays, newestRecords } from "./queries-reviewers";
import { rangesOf } from "./ranges";

const ROWS_MAX = 200_000;

/** Lines that somebody has or had in one way, by their numbers. */
export type AssignedGroup = {
  readonly personId: string;
  readonly stage: number;
  readonly how: string;
  readonly why: string;
  readonly fromAt: Date;
  readonly until: Date | null;
  readonly byId: string;
  readonly numbers: string;
  readonly lines: number;
};

/**
 * Who decides what in a review: parts with how far they are, each way in which lines came to people, conflicts on record, lines
 * that cannot be judged, and why each person is fit. Errors: not_found (also: not theirs to see).
 */
export async function getReviewers(actor: Actor, reviewId: string, now: Date) {
  await assertVisible(actor, reviewId);
  const [parts, stored, texts, decisions, people] = await Promise.all([
    reviewerParts(reviewId),
    read().reviewAssignment.findMany({
      where: { reviewId },
      orderBy: [{ fromAt: "asc" }, { stage: "asc" }, { personId: "asc" }],
      take: ROWS_MAX,
    }),
    read().reviewLine.findMany({
      where: { reviewId },
      select: { id: true, text: true },
      orderBy: { position: "asc" },
      take: ROWS_MAX,
    }),
    currentDecisions(read(), reviewId),
    reviewPeople(),
  ]);
  const lines = new Map(texts.map(({ id, text }) => [id, assignableOf(text)]));
  const unjudged = [...decisions].flatMap(([lineId, stages]) =>
    [stages[1], stages[2]].flatMap((decision) => {
      const line = lines.get(lineId);
      return line && decision?.decision === "cannot-judge" ? [{ line, decision }] : [];
    }),
  );
  const ids = [...new Set(stored.map(({ personId }) => personId))];
  const [records, days] = await Promise.all([newestRecords(ids), competenceDays(now)]);
  const named = unjudged.flatMap(({ decision }) => [decision.personId, decision.newOwnerId]);
  return {
    ...{ parts, people, records, days, unjudged },
    groups: groupsOf(stored, lines),
    flagged: flaggedOf(stored, lines, people),
    names: await namesOf([...ids, ...named, ...stored.map(({ byId }) => byId)]),
  };
}

type Stored = Omit<AssignedGroup, "numbers" | "lines"> & { readonly lineId: string | null };

function groupsOf(
  stored: readonly Stored[],
  lines: ReadonlyMap<string, AssignableLine>,
): AssignedGroup[] {
  const groups = Map.groupBy(stored, (row) =>
    [row.stage, row.personId, row.how, row.why, +row.fromAt, row.until && +row.until].join(
      "\u0000",
    ),
  );
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows;
    if (!first) return [];
    const numbers = rows.flatMap(({ lineId }) => (lineId && lines.get(lineId)?.n) || []);
    return [{ ...first, numbers: rangesOf(numbers), lines: numbers.length }];
  });
}

/** What is on record of a reviewer without blocking them, by `person:stage`: "approved it: 12 lines". */
function flaggedOf(
  stored: readonly Stored[],
  lines: ReadonlyMap<string, AssignableLine>,
  people: ReviewPeople,
): Map<string, string> {
  const found = stored.flatMap(({ lineId, personId, stage, until, how }) => {
    const line = lineId === null ? undefined : lines.get(lineId);
    if (!line || until !== null) return [];
    const { blocking, flagged } = conflictsOf(personId, line, people);
    // A blocking conflict stands only where an exception was recorded.
    const all = how === "exception" ? [...blocking, ...flagged] : flagged;
    return all.map((conflict) => ({
      key: `${personId}:${stage}`,
      words: CONFLICT_LABEL[conflict],
    }));
  });
  const said = (own: typeof found) =>
    [...Map.groupBy(own, ({ words }) => words)]
      .map(([words, { length }]) => `${words}: ${length} ${length === 1 ? "line" : "lines"}`)
      .join("; ");
  return new Map([...Map.groupBy(found, ({ key }) => key)].map(([key, own]) => [key, said(own)]));
}
