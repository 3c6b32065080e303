import { describe, expect, it } from "vitest";
import { partName, partsOf } from "./parts";
import { numbersOf, rangesOf } from "./ranges";

const has = (lineId: string, personId: string, stage = 1) => ({
  lineId,
  stage,
  personId,
  how: "accountable",
});

function count(
  assignments: Parameters<typeof partsOf>[0],
  decided: Record<string, { personId: string; decision: string }>,
) {
  const parts = partsOf(assignments, (lineId, stage) => decided[`${lineId}:${stage}`]);
  return Object.fromEntries(
    [...parts].map(([name, lines]) => [
      name,
      lines.map(({ lineId, decided: done }) => `${lineId}${done ? "!" : ""}`),
    ]),
  );
}

describe("whose part a line is in", () => {
  it("of everybody who has it, until one has decided it", () => {
    const both = [has("l1", "anna"), has("l1", "bert"), has("l2", "anna")];
    expect(count(both, {})).toEqual({ "anna:1": ["l1", "l2"], "bert:1": ["l1"] });
    const decided = { "l1:1": { personId: "bert", decision: "keep" } };
    expect(count(both, decided)).toEqual({ "bert:1": ["l1!"], "anna:1": ["l2"] });
  });

  it("REV-21: the answer of somebody who no longer has it is nobody's", () => {
    const decided = { "l1:1": { personId: "left", decision: "keep" } };
    expect(count([has("l1", "anna")], decided)).toEqual({ "anna:1": ["l1"] });
  });

  it("keeps the stages apart, and the sign-off out", () => {
    const held = [
      has("l1", "anna"),
      has("l1", "risk", 2),
      { ...has("", "owner", 3), lineId: null },
    ];
    expect(count(held, {})).toEqual({ "anna:1": ["l1"], [partName("risk", 2)]: ["l1"] });
  });
});

describe("numbers of lines in few words", () => {
  it.each([
    ["1-3, 7,9-10", [1, 2, 3, 7, 9, 10], "1-3,7,9-10"],
    ["", [], ""],
    ["5 4", [4, 5], "4-5"],
  ])("%s", (text, numbers, ranges) => {
    expect(numbersOf(text)).toEqual(numbers);
    expect(rangesOf(numbers)).toBe(ranges);
  });
  it.each(["x", "3-1", "1-", "1-999999"])("%s is none", (text) => {
    expect(numbersOf(text)).toBeNull();
  });
});
