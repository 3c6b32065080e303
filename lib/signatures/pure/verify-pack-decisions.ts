// decisions.ndjson: what each person decided and signed, and what the sign-off makes of it: nothing but the stricter of both stages.
import { toHex, utf8 } from "@/lib/ledger/bytes";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import { sha256 } from "@/lib/ledger/crypto";
import {
  type Guarded,
  isCount,
  isInstantText,
  isListOf,
  isNullOr,
  isObjectOf,
  isOneOf,
  isText,
} from "@/lib/ledger/json-shape";
import { fails } from "@/lib/ledger/verdict";
import { objectIn } from "./evidence-lines";
import { linesOf } from "./manifest";
import type { PackFindings } from "./pack-findings";
import {
  endBy,
  endOf,
  isPackDecision,
  isSameEnd,
  isStricter,
  type LineEnd,
  PACK_OUTCOMES,
  type PackDecision,
  type PackOutcome,
} from "./pack-outcome";
import type { Assignments } from "./verify-pack-assignments";
import type { PackSnapshot } from "./verify-pack-snapshot";
import { type TableRows, tableRow } from "./verify-pack-table";

const isDecisionLine = isObjectOf({
  n: isCount,
  line: isText,
  outcome: isOneOf(PACK_OUTCOMES),
  until: isNullOr(isInstantText),
  remaining: isListOf(isText),
  newOwner: isNullOr(isText),
  decisions: isListOf(isPackDecision),
});
type DecisionLine = Guarded<typeof isDecisionLine>;

/** How often each outcome stands in a file. */
export type Tally = ReadonlyMap<PackOutcome, number>;

/** A decision that its maker signed: in which folder, when it was made, and its hash. By `n/stage/person`. */
export type SignedDecisions = Map<
  string,
  { readonly folder: string; readonly n: number; readonly at: string; readonly hash: string }
>;

/** decisions.ndjson of a signature, and the snapshot it is about. */
export type FileOfDecisions = {
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly folder: string;
  readonly snapshot: PackSnapshot;
};

/** A part: each line holds one decision of its signer in its stage, and is as that decision says. Adds `decisions`. */
export function checkPart(
  source: FileOfDecisions,
  { stage, by }: { readonly stage: number; readonly by: string },
  signed: SignedDecisions,
  findings: PackFindings,
): Tally {
  const tally = new Map<PackOutcome, number>();
  for (const { line, no } of decisionLines(source, findings)) {
    const [made, ...more] = line.decisions;
    if (made === undefined || more.length > 0 || made.stage !== stage || made.by !== by) {
      no("It does not hold one decision of its signer alone.");
      continue;
    }
    if (!isSameEnd(endBy(made), line)) no("It does not end with what was decided.");
    const { folder } = source;
    signed.set(keyOf(line.n, made), { folder, n: line.n, at: made.at, hash: hashOf(made) });
    count(tally, line.outcome);
  }
  return tally;
}

type WholeFacts = {
  /** Filled with the cells that a table of it must have. */
  readonly table: TableRows;
  readonly signed: SignedDecisions;
  /** Filled with what each line ends with. */
  readonly ends: Map<number, LineEnd>;
  readonly assignments: Assignments | null;
};

/** The whole: every line of the snapshot, with the signed decisions of both stages and nothing else. Adds `decisions`, `count`. */
export function checkWhole(
  source: FileOfDecisions,
  { signed, ends, table, assignments }: WholeFacts,
  findings: PackFindings,
): Tally {
  const tally = new Map<PackOutcome, number>();
  const used = new Set<string>();
  for (const { line, no } of decisionLines(source, findings)) {
    ends.set(line.n, endIn(line));
    table.set(line.n, tableRow(line));
    count(tally, line.outcome);
    for (const made of line.decisions) {
      used.add(keyOf(line.n, made));
      if (signed.get(keyOf(line.n, made))?.hash === hashOf(made)) continue;
      no(`The decision of stage ${made.stage} is not one that its maker signed.`);
    }
    const asked = assignments?.isAsked(line.n, 2) === true ? 2 : stagesOf(source.snapshot, line.n);
    if (!isSameEnd(endOf(line.decisions, asked), line)) {
      no("It does not end with the stricter of what was decided.");
    }
  }
  if (ends.size !== source.snapshot.lines.length) {
    const missing = source.snapshot.lines.findIndex((_, at) => !ends.has(at + 1));
    const where = { file: source.file, ...(missing >= 0 && { index: BigInt(missing + 1) }) };
    findings.add(fails("count", "Not every line of the snapshot has an outcome.", where));
  }
  leftOut(source.file, signed, used, findings);
  return tally;
}

/** An addendum: lines whose outcome becomes a stricter one than it was, never a milder one. Adds `decisions`. */
export function checkCorrected(
  source: FileOfDecisions,
  ends: Map<number, LineEnd>,
  findings: PackFindings,
): Tally {
  const tally = new Map<PackOutcome, number>();
  for (const { line, no } of decisionLines(source, findings)) {
    const before = ends.get(line.n);
    if (before !== undefined && !isStricter(line, before)) no("It is not stricter than it was.");
    ends.set(line.n, endIn(line));
    count(tally, line.outcome);
  }
  return tally;
}

function endIn({ outcome, until, remaining, newOwner }: DecisionLine): LineEnd {
  return { outcome, until, remaining, newOwner };
}

/** What somebody signed must be in the sign-off. */
function leftOut(
  file: string,
  signed: SignedDecisions,
  used: ReadonlySet<string>,
  findings: PackFindings,
): void {
  for (const [key, { n, folder }] of signed) {
    if (used.has(key)) continue;
    const detail = `A decision that was signed in ${folder} is left out.`;
    findings.add(fails("decisions", detail, { file, index: BigInt(n) }));
  }
}

/** Each decision was made by somebody who was to make it at that time. Adds `signer`. */
export function checkAssigned(
  signed: SignedDecisions,
  assignments: Assignments,
  findings: PackFindings,
): void {
  for (const [key, { n, at, folder }] of signed) {
    const [, stage = "", ...person] = key.split("/");
    if (assignments.has(n, Number(stage), person.join("/"), at)) continue;
    const where = { file: `signatures/${folder}/decisions.ndjson`, index: BigInt(n) };
    findings.add(fails("signer", "The line was not theirs to decide at that time.", where));
  }
}

/** The lines that are what they must be, ascending, each of the snapshot under its number. Adds `decisions` for the others. */
function* decisionLines({ bytes, file, snapshot }: FileOfDecisions, findings: PackFindings) {
  let last = 0;
  for (const [at, text] of linesOf(bytes).slice(1).entries()) {
    const line = decisionLine(text);
    const index = BigInt(line?.n ?? at + 1);
    const no = (detail: string) => findings.add(fails("decisions", detail, { file, index }));
    const objection = objectionTo(line, last, snapshot);
    if (objection !== null || line === null) no(objection ?? "");
    else yield { line, no };
    last = line?.n ?? last;
  }
}

function decisionLine(text: Uint8Array): DecisionLine | null {
  const read = objectIn(text);
  return read.ok && isDecisionLine(read.value) ? read.value : null;
}

function objectionTo(line: DecisionLine | null, last: number, { lines }: PackSnapshot) {
  if (line === null) return "The line is no decision.";
  if (line.n <= last) return "Lines repeat, or do not ascend.";
  return lines[line.n - 1]?.key === line.line ? null : "The snapshot has no such line.";
}

/** The counts that were signed are those of the file. Names it does not know are passed over. Adds `count`. */
export function checkCounts(
  tally: Tally,
  counts: Readonly<Record<string, number>>,
  file: string,
  findings: PackFindings,
): void {
  const lines = [...tally.values()].reduce((sum, each) => sum + each, 0);
  const expected = PACK_OUTCOMES.map((outcome) => [outcome, tally.get(outcome) ?? 0] as const);
  for (const [name, is] of [["lines", lines] as const, ...expected]) {
    const said = counts[name] ?? 0;
    if (said === is) continue;
    findings.add(fails("count", `It says ${said} × ${name}, and there are ${is}.`, { file }));
  }
}

function stagesOf({ lines }: PackSnapshot, n: number): number {
  return lines[n - 1]?.stages ?? 1;
}

function count(tally: Map<PackOutcome, number>, outcome: PackOutcome): void {
  tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
}

function keyOf(n: number, { stage, by }: PackDecision): string {
  return `${n}/${stage}/${by}`;
}

function hashOf(decision: PackDecision): string {
  return toHex(sha256(utf8(canonicalJson(decision))));
}
