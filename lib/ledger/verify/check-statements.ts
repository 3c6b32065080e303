// ledger.md §11 and §12, Verifier: counts, boundaries and sources: the four statements, recomputed from what holds.
import { ENTRIES, MANIFEST } from "../bundle-layout";
import { canonicalJson } from "../canonical-json";
import { fails } from "../verdict";
import type { LineFacts } from "./check-lines";
import type { Findings } from "./findings";
import type { OpenBundle } from "./open-bundle";

/** Last `ts` of a deleted stretch that holds entry a−1, from its certificate; null where nothing was deleted. */
export type DeletedBefore = string | null;

/** Which statements the bundle makes. Adds `count`, `boundary`, `claim` for each that does not come out. */
export function checkStatements(
  bundle: OpenBundle,
  facts: LineFacts,
  deletedBefore: DeletedBefore,
  findings: Findings,
): void {
  checkCounts(bundle, facts, findings);
  checkPeriod(bundle, facts, deletedBefore, findings);
  checkSources(bundle, facts, findings);
}

/** Statements 1 and 4: how many entries of [a, b) are here, and how many are hashes alone. */
function checkCounts({ manifest }: OpenBundle, { disclosed }: LineFacts, findings: Findings): void {
  const { range, claims } = manifest;
  const withheld = range.end - range.start - disclosed;
  if (manifest.disclosed !== disclosed || manifest.withheld !== withheld) {
    const detail = `The manifest counts ${manifest.disclosed} entries, there are ${disclosed}.`;
    findings.add(fails("count", detail, { file: ENTRIES }));
  }
  if (claims.filter && withheld > 0n) {
    const detail = "The manifest says that nothing was left out, but entries are.";
    findings.add(fails("claim", detail, { file: MANIFEST }));
  }
}

/** Statement 2: entries a−1 and b bound the period, and none inside lies outside of it. */
function checkPeriod(
  { manifest }: OpenBundle,
  facts: LineFacts,
  deletedBefore: DeletedBefore,
  findings: Findings,
): void {
  const { time, range, claims } = manifest;
  if (!claims.time) return;
  if (time === null) {
    const detail = "The manifest states a period and does not name it.";
    findings.add(fails("claim", detail, { file: MANIFEST }));
    return;
  }
  const { after, firstTs, lastTs } = facts;
  const before = facts.before ?? deletedBefore;
  const doubts: [boolean, string, bigint][] = [
    // If a = 0 the log began there, and nothing can stand before.
    [range.start > 0n && before === null, "The entry before it is missing.", range.start - 1n],
    [isFrom(before, time.from), "The entry before it lies in it.", range.start - 1n],
    [isBelow(firstTs, time.from), "Its first entry lies before it.", range.start],
    [isFrom(lastTs, time.to), "Its last entry lies after it.", range.end - 1n],
    [after === null, "The entry after it is missing.", range.end],
    [isBelow(after, time.to), "The entry after it lies in it.", range.end],
  ];
  for (const [isJustified, detail, index] of doubts) {
    const about = `The period is not bounded. ${detail}`;
    if (isJustified) findings.add(fails("boundary", about, { file: ENTRIES, index }));
  }
}

function isFrom(ts: string | null, instant: string): boolean {
  return ts !== null && ts >= instant;
}

function isBelow(ts: string | null, instant: string): boolean {
  return ts !== null && ts < instant;
}

/** Statement 3: every hole in the numbers of every source. Of entries that are withheld, nobody can know the numbers. */
function checkSources(
  { manifest }: OpenBundle,
  { tally, disclosed }: LineFacts,
  findings: Findings,
): void {
  const { claims, range } = manifest;
  const no = (detail: string) => findings.add(fails("claim", detail, { file: MANIFEST }));
  const said = { sources: manifest.sources, unattested: manifest.unattested };
  if (!tally.isComplete) {
    if (claims.source) no("There are more holes than can be counted.");
    return;
  }
  if (claims.source && disclosed < range.end - range.start) {
    no("The manifest states the holes of sources, but entries are withheld.");
  }
  const counted = { sources: tally.sources(), unattested: tally.unattested() };
  if (canonicalJson(said) !== canonicalJson(counted)) {
    no("The sources and holes of the manifest are not those of the entries.");
  }
}
