import { expect, test } from "vitest";
import { SourceTally } from "./sources";
import { seededRandom } from "./testing/random";

const tallyOf = (seqs: readonly number[], id = "gw-1", epoch: string | null = "e1") => {
  const tally = new SourceTally();
  for (const seq of seqs) tally.add({ id, epoch, seq });
  return tally;
};

test("numbers without a hole make one run", () => {
  expect(tallyOf([5, 6, 7, 8]).sources()).toEqual([
    { id: "gw-1", epoch: "e1", first: 5, last: 8, holes: [] },
  ]);
});

test("every hole is named, half-open", () => {
  expect(tallyOf([1, 2, 5, 9, 10]).sources()[0]?.holes).toEqual([
    { start: 3, end: 5 },
    { start: 6, end: 9 },
  ]);
});

test("numbers out of order and repeated leave no hole", () => {
  expect(tallyOf([3, 1, 2, 2, 0, 3]).sources()).toEqual([
    { id: "gw-1", epoch: "e1", first: 0, last: 3, holes: [] },
  ]);
});

test("in any order the report is that of the sorted numbers", () => {
  const random = seededRandom(3);
  for (let round = 0; round < 200; round += 1) {
    const seqs = Array.from({ length: 60 }, () => random.below(100));
    const sorted = [...new Set(seqs)].sort((a, b) => a - b);
    const holes = sorted.flatMap((seq, at) => {
      const next = sorted[at + 1];
      return next !== undefined && next > seq + 1 ? [{ start: seq + 1, end: next }] : [];
    });
    const [report] = tallyOf(seqs).sources();
    expect(report).toEqual({
      id: "gw-1",
      epoch: "e1",
      first: sorted[0],
      last: sorted.at(-1),
      holes,
    });
  }
});

test("sources and epochs are counted apart, in order; those without numbers are not attested", () => {
  const tally = new SourceTally();
  tally.add({ id: "gw-2", epoch: "e1", seq: 1 });
  tally.add({ id: "gw-1", epoch: "e2", seq: 7 });
  tally.add({ id: "gw-1", seq: 3 });
  tally.add({ id: "gw-1", epoch: "e1", seq: 1 });
  tally.add({ id: "sys:sealer" });
  tally.add({ id: "old-gw" });
  tally.add({ id: "sys:sealer" });
  expect(tally.sources().map(({ id, epoch }) => [id, epoch])).toEqual([
    ["gw-1", null],
    ["gw-1", "e1"],
    ["gw-1", "e2"],
    ["gw-2", "e1"],
  ]);
  expect(tally.unattested()).toEqual(["old-gw", "sys:sealer"]);
});

test("an id and epoch that print alike are told apart", () => {
  const tally = new SourceTally();
  tally.add({ id: "a", epoch: 'b","c', seq: 1 });
  tally.add({ id: "a", epoch: "b", seq: 2 });
  expect(tally.sources()).toHaveLength(2);
});

test("a million numbers in order take one piece of memory, holes without end are given up", {
  timeout: 60_000,
}, () => {
  const dense = new SourceTally();
  for (let seq = 0; seq < 1_000_000; seq += 1) dense.add({ id: "gw-1", epoch: "e", seq });
  expect([dense.isComplete, dense.sources()[0]?.last]).toEqual([true, 999_999]);
  const torn = new SourceTally();
  for (let seq = 0; seq < 300_000; seq += 1) torn.add({ id: "gw-1", epoch: "e", seq: seq * 2 });
  expect(torn.isComplete).toBe(false);
});
