import { describe, expect, it } from "vitest";
import type { Outcome } from "../review-view";
import type { SnapshotLine } from "../snapshot-view";
import { snapshotLine } from "../testing/snapshot-line";
import { type CountedDecision, statisticsOf } from "./statistics";

const POLICY = { fastPerMinute: 20, fastSeconds: 3, samePercent: 80 };
const NOON = Date.UTC(2026, 9, 5, 12);
const NIGHT = Date.UTC(2026, 9, 5, 23);

type Row = Partial<CountedDecision> & { at?: number };

/** One decision each, `at` seconds after noon. */
function history(rows: readonly Row[]): CountedDecision[] {
  return rows.map(({ at = 0, ...row }, index) => ({
    lineId: `line-${index}`,
    stage: 1,
    personId: "anna",
    decision: "keep",
    comment: "",
    bulkId: null,
    opened: true,
    decidedAt: new Date(NOON + at * 1_000),
    ...row,
  }));
}

function statistics(rows: readonly CountedDecision[], more: Partial<SnapshotLine> = {}) {
  const ids = [...new Set(rows.map(({ lineId }) => lineId))];
  const lines = ids.map((id, index) => ({ id, line: snapshotLine({ n: index + 1, ...more }) }));
  const outcomes = new Map<string, Outcome>(ids.map((id) => [id, "keep"]));
  return statisticsOf({ lines, outcomes, history: rows, policy: POLICY });
}

const every = (count: number, seconds: number, row: Row = {}) =>
  history(Array.from({ length: count }, (_, index) => ({ ...row, at: index * seconds })));
const raised = (rows: readonly CountedDecision[]) =>
  statistics(rows)
    .indicators.filter((indicator) => indicator.raised)
    .map(({ id }) => id);

const revoked = { decision: "revoke" };

describe("REV-14 how it was decided", () => {
  it("says what 9 seconds a line with reasons of its own look like: nothing is raised", () => {
    const rows = every(40, 9).map((row, index) => ({
      ...row,
      comment: `Reason ${index}`,
      decision: index === 3 ? "revoke" : "keep",
    }));
    expect(raised(rows)).toEqual([]);
    expect(statistics(rows).reviewers[0]).toMatchObject({
      personId: "anna",
      decisions: 40,
      medianSeconds: 9,
      fastestMinute: 7,
      keepShare: 0.975,
      openedShare: 1,
      sameCommentShare: 0.025,
    });
  });

  const cases: [string, CountedDecision[], string[]][] = [
    ["20 within a minute", every(20, 3, revoked), ["fast-minute"]],
    ["19 within a minute", every(19, 3.1, revoked), []],
    ["a median below 3 s", every(15, 2.9, revoked), ["fast-median"]],
    ["a median of 3 s", every(15, 3, revoked), []],
    ["everything kept", every(5, 9), ["all-kept"]],
    ["one line kept", every(1, 9), []],
    ["four comments of five the same", sameWords(4), ["same-comment"]],
    ["three comments of five the same", sameWords(3), []],
    [
      "all at night",
      every(5, 9, { ...revoked, decidedAt: new Date(NIGHT) }),
      ["fast-median", "at-night"],
    ],
    ["most of it together", every(5, 9, { ...revoked, bulkId: "one" }), ["together"]],
  ];
  it.each(cases)("%s", (_, rows, expected) => {
    expect(raised(rows)).toEqual(expected);
  });

  it("counts what was taken back for the pace, and for nothing else", () => {
    const rows = history([
      { lineId: "a" },
      { lineId: "a", decision: "undecided", at: 4 },
      { lineId: "a", decision: "revoke", at: 10 },
      { lineId: "b", decision: "undecided", personId: "ben" },
    ]);
    const [anna, ...others] = statistics(rows).reviewers;
    expect(anna).toMatchObject({ decisions: 1, keepShare: 0, medianSeconds: 10, fastestMinute: 2 });
    expect(others).toEqual([]);
  });

  it("says what a person was to the lines beside deciding them", () => {
    const rows = history([{}, {}]);
    const server = { id: "s", slug: "s", name: "S", ownerId: "anna", deputyId: null };
    expect(statistics(rows, { server, ownerId: "ben" }).reviewers[0]?.relations).toEqual({
      "server-owner": 2,
    });
  });

  it("REV-23 a nil result is said: lines, and none revoked", () => {
    const { lines, byOutcome } = statistics(every(12, 9));
    expect({ lines, revoke: byOutcome.revoke, keep: byOutcome.keep }).toEqual({
      lines: 12,
      revoke: 0,
      keep: 12,
    });
  });

  it("G9 a line without an answer is no keep", () => {
    const rows = every(2, 9);
    const lines = ["line-0", "line-1", "line-2", "line-3"].map((id) => ({
      id,
      line: snapshotLine({}),
    }));
    const outcomes = new Map<string, Outcome>([
      ["line-0", "keep"],
      ["line-2", "no-response"],
    ]);
    const counted = statisticsOf({ lines, outcomes, history: rows, policy: POLICY }).byOutcome;
    expect(counted).toMatchObject({ keep: 1, "no-response": 1 });
  });
});

function sameWords(count: number): CountedDecision[] {
  const same = ["Still  needed", "still needed ", "Still needed", "STILL NEEDED"];
  return every(5, 9, revoked).map((row, index) => ({
    ...row,
    comment: index < count ? (same[index] ?? "") : `Reason ${index}`,
  }));
}
