import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { read } from "@/lib/db/read";
import { accessReviewsSettings } from "../../settings";
import { policyOf } from "../../stored";
import type { AssignedHow } from "../assign-labels";
import { type Held, heldLines, isOwed, lockedOpenReview, signedParts } from "../held";
import { endAssignments, moveLines } from "../move-lines";
import { partName } from "../parts";
import { reviewPeople } from "../people";
import { addedWords, replacedWords } from "../reminder-words";
import { escalationAt } from "../reminders";
import { proposeInstead } from "../rules";
import { standInsAt } from "../stand-ins";
import { tellOfReview } from "../tell";

const AT_ONCE = 100;
const { addAfterDays, replaceAfterDays } = accessReviewsSettings.fields;

/**
 * Some days after the due day somebody else is asked beside each reviewer who has not finished; some days later that person decides
 * in their place. The rules of the review say how many days (goals 3.4). The due day stays, and late stays late.
 */
export async function escalateReviews(ctx: CommandContext): Promise<void> {
  const overdue = await read().accessReview.findMany({
    where: { status: "open", dueAt: { lt: ctx.now } },
    select: { id: true, dueAt: true, policy: true },
    orderBy: { id: "asc" },
    take: AT_ONCE,
  });
  for (const { id, dueAt, policy } of overdue) {
    const values = policyOf(policy)?.values ?? {};
    const rules = {
      addAfterDays: values.addAfterDays ?? addAfterDays.default,
      replaceAfterDays: values.replaceAfterDays ?? replaceAfterDays.default,
    };
    const step = escalationAt(dueAt, rules, ctx.now);
    if (step !== "none") await escalate(ctx, id, step);
  }
}

class NothingToDo extends Error {}

async function escalate(ctx: CommandContext, id: string, step: "add" | "replace"): Promise<void> {
  await transact(ctx, async (tx, record) => {
    const review = await lockedOpenReview(tx, id);
    const added = await addBeside(tx, record, ctx, review, stillOpen(await heldLines(tx, id)));
    const replaced = step === "replace" ? await replace(tx, record, ctx, review) : [];
    if (added.length + replaced.length === 0) throw new NothingToDo();
  }).catch((error: unknown) => {
    if (!(error instanceof NothingToDo)) throw error;
  });
}

// A line that one of several reviewers has answered is not owed by the others.
function stillOpen(all: readonly Held[]): Held[] {
  const answered = new Set(all.filter((each) => !isOwed(each)).map(seatOf));
  return all.filter((each) => isOwed(each) && !answered.has(seatOf(each)));
}

function seatOf({ lineId, stage }: Held): string {
  return `${lineId}:${stage}`;
}

type Review = Awaited<ReturnType<typeof lockedOpenReview>>;

async function addBeside(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  review: Review,
  open: readonly Held[],
): Promise<string[]> {
  const bySeat = Map.groupBy(open, seatOf);
  const alone = [...bySeat.values()].flatMap(([only, ...more]) =>
    only && more.length === 0 && only.how !== "added" && only.how !== "replaced" ? [only] : [],
  );
  const signed = await signedParts(tx, review.id);
  const vacancies = alone.map(({ line, stage, personId, others }) => ({
    ...{ line, stage },
    without: new Set([personId, ...others, ...signedIn(signed, stage)]),
  }));
  const people = await reviewPeople(tx);
  const standIns = await standInsAt(tx, ctx.now, review.id);
  const proposed = proposeInstead(vacancies, review, people, standIns);
  const held = new Map(alone.map((each) => [partKey(each.line.line, each.stage), each]));
  const groups = Map.groupBy(proposed, ({ personId }) => personId);
  for (const [toId, group] of groups) {
    const lines = group.flatMap(({ line, stage }) => held.get(partKey(line, stage)) ?? []);
    const why = "Overdue: asked beside a reviewer who has not finished.";
    await escalated(tx, record, ctx, { review, toId, lines, how: "added", why });
  }
  return [...groups.keys()];
}

function signedIn(signed: ReadonlySet<string>, stage: 1 | 2): string[] {
  return [...signed].flatMap((name) =>
    name === partName(name.slice(0, -2), stage) ? [name.slice(0, -2)] : [],
  );
}

function partKey(line: string, stage: number): string {
  return `${stage} ${line}`;
}

// Whoever was put beside a reviewer keeps the line alone.
async function replace(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  review: Review,
): Promise<string[]> {
  const open = stillOpen(await heldLines(tx, review.id));
  const groups = new Map<string, Held[]>();
  for (const seat of Map.groupBy(open, seatOf).values()) {
    const added = seat.find(({ how }) => how === "added");
    const late = seat.filter(({ how }) => how !== "added" && how !== "replaced");
    if (!added || late.length === 0) continue;
    const group = groups.get(added.personId) ?? [];
    groups.set(added.personId, group);
    group.push(added);
    await endAssignments(tx, ctx, late);
  }
  for (const [toId, lines] of groups) {
    const why = "Overdue: decides in the place of a reviewer who did not finish.";
    await escalated(tx, record, ctx, { review, toId, lines, how: "replaced", why });
  }
  return [...groups.keys()];
}

type Step = {
  readonly review: Review;
  readonly toId: string;
  readonly lines: readonly Held[];
  readonly how: Extract<AssignedHow, "added" | "replaced">;
  readonly why: string;
};

async function escalated(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { review, toId, lines, how, why }: Step,
): Promise<void> {
  await moveLines(tx, record, ctx, {
    ...{ reviewId: review.id, held: lines, toId, how, why, delegationId: null },
    beside: how === "added",
  });
  await record({
    action: "review.escalated",
    subjectId: review.id,
    before: null,
    after: {
      ...{ reviewId: review.id, step: how, personId: toId, lines: lines.length },
      dueAt: review.dueAt.toISOString(),
    },
    reason: why,
  });
  await tellOfReview(tx, record, ctx, {
    ...{ review, personIds: [toId], about: `${how}:${ctx.now.toISOString().slice(0, 10)}` },
    words: how === "added" ? addedWords(review, lines.length) : replacedWords(review, lines.length),
    link: `/access-reviews/${review.id}/decide`,
  });
}
