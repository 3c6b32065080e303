// How the people of the demo company decide: line by line, each with words of their own, at the pace of people.
import { decideLine } from "@/lib/access-reviews/decide/commands/decide-line";
import { whyCommentToKeep } from "@/lib/access-reviews/decide/decide-limits";
import { decideLineInput } from "@/lib/access-reviews/decide/schema";
import { lineOf } from "@/lib/access-reviews/snapshot/read-line";
import type { SnapshotLine } from "@/lib/access-reviews/snapshot-view";
import { MINUTE_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { uuidOf } from "../stage";
import type { Company } from "./company";

/** What is said of a line other than keep. `until`: the last day. */
export type Verdict = {
  readonly decision: "revoke" | "keep-until";
  readonly until?: string;
  readonly comment: string;
};
export type Judgement = (line: SnapshotLine) => Verdict | null;

type Wish = {
  readonly reviewId: string;
  readonly stage: 1 | 2;
  readonly from: Date;
  readonly judge: Judgement;
  /** Which lines of whom are decided; the others wait. */
  readonly only?: (personId: string, n: number) => boolean;
};

/** Everybody decides what is theirs in a stage and is not decided, from an instant on. Answers when the last of them is done. */
export async function decideStage(company: Company, wish: Wish): Promise<Date> {
  const { reviewId, stage } = wish;
  const held = await read().reviewAssignment.findMany({
    where: { reviewId, stage, until: null, lineId: { not: null } },
    orderBy: [{ personId: "asc" }, { id: "asc" }],
  });
  const lines = await read().reviewLine.findMany({
    where: { reviewId },
    select: { id: true, position: true, text: true },
    orderBy: { position: "asc" },
  });
  const said = await read().reviewDecision.findMany({
    where: { reviewId, stage },
    select: { lineId: true },
  });
  const decided = new Set(said.map(({ lineId }) => lineId));
  const people = [...new Set(held.map(({ personId }) => personId))];
  const done = people.map(async (personId, nth) => {
    const theirs = new Set(
      held.filter((row) => row.personId === personId).map((row) => row.lineId),
    );
    let at = new Date(wish.from.getTime() + nth * 37 * MINUTE_MS);
    for (const { id, position, text } of lines) {
      if (!theirs.has(id) || wish.only?.(personId, position) === false) continue;
      at = new Date(at.getTime() + secondsFor(position, stage) * 1_000);
      if (decided.has(id)) continue;
      await decideOne(company, wish, { personId, lineId: id, line: lineOf(text), at });
    }
    return at.getTime();
  });
  return new Date(Math.max(wish.from.getTime(), ...(await Promise.all(done))));
}

type One = {
  readonly personId: string;
  readonly lineId: string;
  readonly line: SnapshotLine;
  readonly at: Date;
};

async function decideOne(company: Company, wish: Wish, { personId, lineId, line, at }: One) {
  const { reviewId, stage, judge } = wish;
  const verdict = judge(line);
  const input = decideLineInput.parse({
    ...{ reviewId, lineId, stage, after: null, opened: line.section === "privileged" },
    ...{ id: uuidOf(`decision ${lineId} ${stage}`), madeAt: at.toISOString() },
    ...(verdict ?? { decision: "keep", comment: reasonToKeep(line, stage) }),
  });
  await decideLine(await company.as(personId, at), input);
}

// Nobody is a metronome: a dozen seconds for most lines, more for some.
function secondsFor(n: number, stage: number): number {
  return 9 + ((n * 7 + stage * 5) % 23) + (n % 9 === 0 ? 45 : 0);
}

function reasonToKeep(line: SnapshotLine, stage: 1 | 2): string {
  if (whyCommentToKeep(line).length === 0) return "";
  const words = WORDS[line.kind] ?? WORDS.access ?? [];
  const said = words[(line.n + stage) % words.length] ?? "";
  const name = line.operation?.name ?? line.principal.label;
  return stage === 1 ? `${said} (${name})` : `Looked at again by risk: ${said.toLowerCase()}`;
}

const WORDS: Readonly<Partial<Record<SnapshotLine["kind"], readonly string[]>>> = {
  access: [
    "Needed each working day; the agent does nothing else with it.",
    "Asked the owner of the agent: still needed, limits as approved.",
    "Part of the purpose that was approved, and no wider.",
    "Used at the end of the month only, which is why it looks idle.",
  ],
  key: [
    "Kept for the move to another vault; looked at again next quarter.",
    "The service behind it was asked: it still connects with it.",
  ],
  person: [
    "Still in this post, and needs the role for it.",
    "Compared with the organisation chart of this month.",
    "Role fits the post; nothing beside it.",
  ],
  role: [
    "Rights of the role read one by one; none is too many.",
    "Unchanged since it was approved.",
  ],
  token: [
    "The machine behind it runs, and its owner is named.",
    "Asked its owner: in use each night.",
  ],
  "standard-change": ["Looked at what it gave in the quarter: reading in test systems only."],
};
