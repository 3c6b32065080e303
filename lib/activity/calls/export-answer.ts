import "server-only";
import { authorize } from "@/lib/auth/actor";
import type { CommandContext } from "@/lib/change-log/transact";
import { localText } from "@/lib/core/zones";
import { anchorInForce } from "@/lib/exports/anchor";
import type { ExportColumn } from "@/lib/exports/cells";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { answerSheet } from "./answer-sheet";
import {
  answerSentence,
  approvalWords,
  outcomeWord,
  positionsText,
  sealSentence,
} from "./answer-view";
import { storageSentence } from "./export-storage";
import { grantWords, keyWords } from "./grant-then";
import type { Answer, AnswerLine } from "./queries-question";

/** An answer, and how it was asked for: the time on the clocks of `zone`, the place in words. */
export type AnswerWish = {
  readonly from: Date;
  readonly to: Date;
  readonly zone: string;
  readonly place: readonly string[];
  readonly asked: Readonly<Record<string, string>>;
  readonly answer: Answer;
};

/**
 * The answer as a sheet of paper whose lines name their places in the ledger (LOG-11), with its provenance. Errors: forbidden,
 * unavailable.
 */
export async function exportAnswer(
  ctx: CommandContext,
  { from, to, zone, place, asked, answer }: AnswerWish,
): Promise<Download> {
  authorize(ctx.actor, "call:export");
  const anchored = await anchorInForce("calls");
  const times = `From ${localText(from, zone)} until ${localText(to, zone)}`;
  return exportTable<AnswerLine>(ctx, {
    title: "Who was it?",
    queryId: "activity.question@2",
    format: "pdf",
    fileStem: "who-was-it",
    columns: ANSWER_COLUMNS,
    rows: answer.lines,
    total: answer.lines.length,
    parameters: { ...asked },
    filters: [times, ...place],
    exclusions: [
      "superseded versions of records",
      "records of Countersign's own canary",
      ...(answer.left > 0 ? [`${answer.left} lines with the fewest calls`] : []),
    ],
    sort: "number of calls, descending, then the first one",
    primaryKey: "line",
    asOf: ctx.now,
    period: { start: from, end: to },
    timeOf: ({ firstAt }) => new Date(firstAt),
    controlTotals: { outcome: byOutcome(answer.lines) },
    anchored,
    storage: await storageSentence(anchored),
    ledgerReason:
      "each line counts entries of the calls log and names the places of the first 20 of them; each place can be read and proved",
    redaction: () => ({
      ruleset: null,
      statement: "Redacted before anything was stored; persons may stand here as tokens.",
    }),
    compose: answerSheet({
      sentence: answerSentence(answer),
      times,
      utc: `${from.toISOString()} to ${to.toISOString()}, the end exclusive`,
      place,
      sealed: sealSentence(answer.sealed),
      gaps: answer.gaps.map(
        ({ source, what, fromAt, toAt, disposition, cause }) =>
          `${source}: ${what}, from ${fromAt} to ${toAt ?? "now, still open"}, ${disposition}${cause ? `: ${cause}` : ""}`,
      ),
    }),
  });
}

function byOutcome(lines: readonly AnswerLine[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome, count } of lines) {
    const word = outcomeWord(outcome);
    counts[word] = (counts[word] ?? 0) + count;
  }
  return counts;
}

const NOT_PROVIDED = "not provided";

const ANSWER_COLUMNS: readonly ExportColumn<AnswerLine>[] = [
  {
    key: "line",
    header: "Ledger, calls log",
    definition: "Places of the entries, the first 20 of the line.",
    type: "text",
    value: ({ indices, count }) => positionsText(indices, count),
    width: 16,
  },
  text(
    "agent",
    "Agent",
    ({ agentName, agent }) =>
      agentName ?? (agent === null ? NOT_PROVIDED : `${agent} (not registered)`),
    16,
  ),
  text("key", "Key then", ({ key, credential }) => keyWords(key, credential), 16),
  text("on_behalf_of", "On behalf of", ({ person }) => person ?? NOT_PROVIDED, 18),
  text(
    "operation",
    "Operation",
    ({ operation, server }) => operation ?? server ?? NOT_PROVIDED,
    20,
  ),
  text("environment", "Environment", ({ environment }) => environment ?? NOT_PROVIDED, 11),
  text("outcome", "Outcome", ({ outcome }) => outcomeWord(outcome), 12),
  {
    key: "calls",
    header: "Calls",
    definition: "How many.",
    type: "number",
    value: ({ count }) => count,
    width: 6,
  },
  text(
    "time",
    "First and last, UTC",
    ({ firstAt, lastAt, count }) => (count === 1 ? firstAt : `${firstAt} ${lastAt}`),
    24,
  ),
  text("approval", "Approval then", ({ stood }) => approvalWords(stood), 24),
  text(
    "purpose",
    "Purpose then",
    ({ stood }) => (stood.kind === "registered" ? stood.purpose : "none registered"),
    24,
  ),
  text("grant", "Grant then", ({ grant }) => grantWords(grant), 24),
];

function text(
  key: string,
  header: string,
  value: (line: AnswerLine) => string,
  width: number,
): ExportColumn<AnswerLine> {
  return { key, header, definition: `${header}.`, type: "text", value, width };
}
