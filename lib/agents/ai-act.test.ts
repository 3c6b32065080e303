import { expect, test } from "vitest";
import { AI_ACT, type AiActAnswers, dutiesOf } from "./ai-act";

const plain: AiActAnswers = {
  aiActRole: "DEPLOYER",
  aiActArea: "NONE",
  aiActDerogation: "NOT_CLAIMED",
  aiActTalksToPeople: false,
  aiActGeneratesContent: false,
};
const today = "2026-11-21";
const articles = (differs: Partial<AiActAnswers>) =>
  dutiesOf({ ...plain, ...differs }, today).map(({ article }) => article);

test("AIA-00 the data says when it was verified and from what source", () => {
  expect(AI_ACT.lastVerified).toBe("2026-11-21");
  expect(AI_ACT.source).toContain("2026/1744");
});

test("AIA-01 a deployer outside Annex III has the duties of everybody, by date", () => {
  expect(dutiesOf(plain, today)).toEqual([
    expect.objectContaining({ article: "Article 5", who: "Deployer", applies: true }),
    expect.objectContaining({ article: "Article 4", who: "Deployer", applies: true }),
  ]);
});

test("8.1 the high-risk duties of a deployer in an area do not apply before December 2027", () => {
  const duties = dutiesOf({ ...plain, aiActArea: "EMPLOYMENT" }, today);
  const logs = duties.find(({ article }) => article === "Article 26(6)");
  expect(logs).toMatchObject({ from: "2027-12-02", applies: false });
  const later = dutiesOf({ ...plain, aiActArea: "EMPLOYMENT" }, "2027-12-02");
  expect(later.every(({ applies }) => applies)).toBe(true);
});

test("8.1 a provider whose agent talks to people discloses it today", () => {
  const [duty] = dutiesOf(
    { ...plain, aiActRole: "PROVIDER", aiActTalksToPeople: true },
    today,
  ).filter(({ article }) => article === "Article 50(1)");
  expect(duty).toMatchObject({ who: "Provider", applies: true });
});

test("conformity assessment is a duty of providers alone", () => {
  const inArea = { aiActArea: "EDUCATION" } as const;
  const assessment = "Articles 16 to 22, 43 and 49";
  expect(articles(inArea)).not.toContain(assessment);
  expect(articles({ ...inArea, aiActRole: "PROVIDER" })).toContain(assessment);
  expect(articles({ ...inArea, aiActRole: "PROVIDER_AND_DEPLOYER" })).toContain("Article 26(6)");
});

test("a derogation leaves the duty to document it", () => {
  const derogated = {
    aiActRole: "PROVIDER",
    aiActArea: "EMPLOYMENT",
    aiActDerogation: "PREPARATORY_TASK",
  } as const;
  expect(articles(derogated)).toContain("Article 6(4)");
  expect(articles(derogated)).not.toContain("Articles 9 to 15");
});

test("what is not an AI system has no duties", () => {
  expect(articles({ aiActRole: "NOT_AN_AI_SYSTEM" })).toEqual([]);
});

test("AIA-01 no duty says that anything is met", () => {
  const all = dutiesOf(
    {
      aiActRole: "PROVIDER_AND_DEPLOYER",
      aiActArea: "ESSENTIAL_SERVICES",
      aiActDerogation: "NOT_CLAIMED",
      aiActTalksToPeople: true,
      aiActGeneratesContent: true,
    },
    today,
  );
  expect(all.map(({ duty }) => duty).join(" ")).not.toMatch(/complian|certif|effective|conforms/i);
});
