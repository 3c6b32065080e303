import { describe, expect, it } from "vitest";
import { type Judged, outcomeOf } from "./outcome";

const JUNE = new Date("2026-06-01T00:00:00.000Z");
const MAY = new Date("2026-05-01T00:00:00.000Z");

function said(decision: string, more: Partial<Judged> = {}): Judged {
  return { decision, until: null, remaining: [], newOwnerId: null, ...more };
}

const until = (at: Date) => said("keep-until", { until: at });
const reduce = (...remaining: string[]) => said("reduce", { remaining });
const transfer = (newOwnerId: string) => said("transfer", { newOwnerId });

describe("what a line comes to", () => {
  it.each(["keep", "keep-until", "reduce", "revoke", "transfer"])(
    "is the decision itself where one stage decides: %s",
    (decision) => {
      expect(outcomeOf(said(decision), null, 1)?.outcome).toBe(decision);
    },
  );

  const ORDER = ["revoke", "reduce", "transfer", "keep-until", "keep"];
  const pairs = ORDER.flatMap((first, a) =>
    ORDER.map((second, b): [string, string, string] => [
      first,
      second,
      ORDER[Math.min(a, b)] ?? "",
    ]),
  );
  it.each(pairs)("of %s and %s is the stricter one: %s", (first, second, stricter) => {
    expect(outcomeOf(said(first), said(second), 2)?.outcome).toBe(stricter);
  });

  it("of two dates is the earlier, whoever named it", () => {
    expect(outcomeOf(until(MAY), until(JUNE), 2)?.until).toEqual(MAY);
    expect(outcomeOf(until(JUNE), until(MAY), 2)?.until).toEqual(MAY);
  });

  it("of two reduces leaves what both leave", () => {
    expect(outcomeOf(reduce("a", "b"), reduce("b", "c"), 2)?.remaining).toEqual(["b"]);
    expect(outcomeOf(reduce("a"), reduce("c"), 2)).toMatchObject({
      outcome: "reduce",
      remaining: [],
    });
  });

  it("of two transfers is that of the second stage", () => {
    expect(outcomeOf(transfer("one"), transfer("two"), 2)?.newOwnerId).toBe("two");
  });

  it("keeps nothing of the milder decision", () => {
    expect(outcomeOf(until(MAY), reduce("a"), 2)).toEqual({
      outcome: "reduce",
      until: null,
      remaining: ["a"],
      newOwnerId: null,
    });
  });

  it("is open while a stage is missing, was taken back or cannot judge (REV-08)", () => {
    expect(outcomeOf(undefined, undefined, 1)).toBeNull();
    expect(outcomeOf(said("revoke"), undefined, 2)).toBeNull();
    expect(outcomeOf(undefined, said("revoke"), 2)).toBeNull();
    expect(outcomeOf(said("undecided"), null, 1)).toBeNull();
    expect(outcomeOf(said("cannot-judge"), null, 1)).toBeNull();
    expect(outcomeOf(said("keep"), said("cannot-judge"), 2)).toBeNull();
  });
});
