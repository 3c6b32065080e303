import { expect, test } from "vitest";
import { compareRisk, computeRisk, mostSensitive, type RiskFactors, riskRuleInWords } from "./risk";

const harmless: RiskFactors = {
  changes: "reads",
  irreversible: "no",
  money: "no",
  outsideContent: "no",
  production: "no",
  data: "internal",
  customerFacing: "no",
  autonomy: "SUGGESTS",
};

test.each<[string, Partial<RiskFactors>, string, number]>([
  ["suggests from internal data", {}, "LOW", 0],
  ["reads confidential data in production", { production: "yes", data: "confidential" }, "LOW", 2],
  [
    "writes confidential data in production",
    { production: "yes", data: "confidential", changes: "writes" },
    "MEDIUM",
    3,
  ],
  [
    "deletes personal data in production within limits",
    { production: "yes", data: "personal", changes: "deletes", autonomy: "ACTS_WITHIN_LIMITS" },
    "HIGH",
    6,
  ],
  [
    "does everything",
    {
      changes: "deletes",
      irreversible: "yes",
      money: "yes",
      outsideContent: "yes",
      production: "yes",
      data: "credentials",
      customerFacing: "yes",
      autonomy: "ACTS_ALONE",
    },
    "CRITICAL",
    14,
  ],
])("an agent that %s: points and class", (_what, differs, riskClass, points) => {
  expect(computeRisk({ ...harmless, ...differs })).toMatchObject({ computed: riskClass, points });
});

test.each<[string, Partial<RiskFactors>, string]>([
  [
    "acts alone in production on what cannot be undone",
    { autonomy: "ACTS_ALONE", production: "yes", irreversible: "yes" },
    "CRITICAL",
  ],
  [
    "moves money in production within limits",
    { money: "yes", production: "yes", autonomy: "ACTS_WITHIN_LIMITS" },
    "HIGH",
  ],
  ["reaches credentials in production", { data: "credentials", production: "yes" }, "HIGH"],
  [
    "can be steered by strangers while it writes by itself",
    { outsideContent: "yes", changes: "writes", autonomy: "ACTS_WITHIN_LIMITS" },
    "HIGH",
  ],
])("an agent that %s is never below its floor", (_what, differs, atLeast) => {
  const verdict = computeRisk({ ...harmless, ...differs });
  expect(verdict.computed).toBe(atLeast);
  expect(verdict.reasons).toHaveLength(2);
});

test.each(["changes", "irreversible", "money", "outsideContent"] as const)(
  "no class is given while %s is not answered",
  (factor) => {
    const verdict = computeRisk({ ...harmless, [factor]: null });
    expect(verdict).toMatchObject({
      computed: null,
      reasons: ["Not all risk questions are answered yet."],
    });
  },
);

test("a riskier answer never lowers the class", () => {
  const steps: Partial<RiskFactors>[] = [
    { production: "yes" },
    { changes: "writes" },
    { data: "personal" },
    { outsideContent: "yes" },
    { autonomy: "ACTS_WITHIN_LIMITS" },
    { changes: "deletes" },
    { irreversible: "yes" },
    { autonomy: "ACTS_ALONE" },
    { money: "yes" },
    { data: "special-category" },
    { customerFacing: "yes" },
  ];
  let factors = harmless;
  let last = computeRisk(factors).computed ?? "LOW";
  for (const step of steps) {
    factors = { ...factors, ...step };
    const next = computeRisk(factors).computed ?? "LOW";
    expect(compareRisk(next, last)).toBeGreaterThanOrEqual(0);
    last = next;
  }
  expect(last).toBe("CRITICAL");
});

test("the most sensitive class of data counts, in whatever order they were ticked", () => {
  expect(mostSensitive(["payment", "public", "personal"])).toBe("payment");
  expect(mostSensitive([])).toBe("public");
});

test("the rule is written out for people", () => {
  expect(riskRuleInWords()).toContain("critical from 9 points");
  expect(riskRuleInWords()).toHaveLength(8);
});
