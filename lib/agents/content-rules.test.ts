import { expect, test } from "vitest";
import { brokenRules } from "./content-rules";
import { CONTENT_INPUT } from "./fixtures";

const broken = (differs: Partial<typeof CONTENT_INPUT>) =>
  brokenRules({ ...CONTENT_INPUT, ...differs });

test("a sound registration breaks no rule", () => {
  expect(broken({})).toEqual({});
});

test("owner, sponsor and successor are not one person twice", () => {
  const { ownerId } = CONTENT_INPUT;
  expect(Object.keys(broken({ sponsorId: ownerId, successorId: ownerId }))).toEqual([
    "sponsorId",
    "successorId",
  ]);
});

test("a person may raise the class with a reason", () => {
  expect(broken({ riskRaisedTo: "CRITICAL", riskReason: "It touches the payroll run." })).toEqual(
    {},
  );
  expect(broken({ riskRaisedTo: "CRITICAL" })).toEqual({
    riskReason: ["Say why the class is raised."],
  });
});

test("nobody lowers the class the rule gives", () => {
  expect(broken({ riskRaisedTo: "LOW", riskReason: "It is fine." })).toEqual({
    riskRaisedTo: [expect.stringContaining("A person may raise the class, not lower it.")],
  });
});

test("a class cannot be raised before the questions are answered", () => {
  expect(broken({ riskMoney: null, riskRaisedTo: "HIGH", riskReason: "x" })).toEqual({
    riskRaisedTo: ["Answer all risk questions first; then the class can be raised."],
  });
});

test.each([
  ["no area of Annex III", { aiActArea: "NONE", aiActReasoning: "" }, "aiActReasoning"],
  [
    "not an AI system",
    { aiActRole: "NOT_AN_AI_SYSTEM", aiActArea: "NONE", aiActReasoning: "" },
    "aiActReasoning",
  ],
  [
    "a derogation",
    { aiActArea: "EMPLOYMENT", aiActDerogation: "PREPARATORY_TASK", aiActReasoning: "" },
    "aiActReasoning",
  ],
  [
    "not an AI system, yet in an area",
    { aiActRole: "NOT_AN_AI_SYSTEM", aiActArea: "JUSTICE" },
    "aiActArea",
  ],
  ["a derogation from nothing", { aiActDerogation: "DETECTS_PATTERNS" }, "aiActDerogation"],
] as const)("8.1 %s needs more than a tick", (_what, differs, field) => {
  expect(Object.keys(broken(differs))).toEqual([field]);
});

test("8.1 an agent in an area that profiles people is never derogated from", () => {
  const profiling = {
    aiActArea: "EMPLOYMENT",
    aiActDerogation: "NARROW_PROCEDURAL_TASK",
    aiActProfiling: true,
  } as const;
  expect(broken(profiling)).toEqual({
    aiActDerogation: ["An agent that profiles people is never derogated from (Article 6(3))."],
  });
});
