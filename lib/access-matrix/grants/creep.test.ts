import { expect, test } from "vitest";
import { addDays } from "@/lib/core/clock";
import { creepOf, creepWords } from "./creep";

const NOW = new Date("2026-11-21T12:00:00Z");
const RULES = { creepDays: 90, creepGrants: 5 };
const NEVER = { approvedAt: null, reviewedAt: null, changedAt: null };
const steps = (...days: number[]) => days.map((day) => ({ at: addDays(NOW, -day), grants: 2 }));

test("CHG-13: many small additions in ninety days are creep, older ones and fewer are not", () => {
  expect(creepOf(steps(1, 10, 30, 60, 89), NEVER, RULES, NOW)).toMatchObject({
    ...{ additions: 5, grants: 10, creeping: true },
  });
  expect(creepOf(steps(1, 10, 30, 60, 91), NEVER, RULES, NOW).creeping).toBe(false);
});

test("CHG-13: a look at the purpose has seen what was given until then", () => {
  const five = steps(1, 10, 30, 60, 89);
  for (const look of ["approvedAt", "reviewedAt", "changedAt"]) {
    const looked = creepOf(five, { ...NEVER, [look]: addDays(NOW, -30) }, RULES, NOW);
    expect(looked).toMatchObject({ additions: 2, creeping: false, looked: true });
  }
  expect(creepOf(five, { ...NEVER, approvedAt: addDays(NOW, -200) }, RULES, NOW).creeping).toBe(
    true,
  );
});

test("whoever decides the next one reads how many there were", () => {
  const words = (...days: number[]) => creepWords(creepOf(steps(...days), NEVER, RULES, NOW));
  expect(words()).toBeNull();
  expect(words(3)).toBe("1 addition with 2 grants since 2026-08-23");
  expect(words(1, 2, 3, 4, 5)).toContain("looked at again");
});
