import type { AiActArea, AiActDerogation, AiActRole } from "@/lib/db/generated/enums";

type Case =
  | "always"
  | "high-risk"
  | "derogated"
  | "talks-to-people"
  | "generates-content"
  | "essential-services";

type Duty = {
  readonly article: string;
  /** First day it applies. */
  readonly from: string;
  readonly who: readonly ("PROVIDER" | "DEPLOYER")[];
  readonly when: Case;
  readonly duty: string;
};

/** Dated data (AIA-00): what the law says, when it was looked up, and where. Prose never repeats a date. */
export const AI_ACT = {
  lastVerified: "2026-11-21",
  source:
    "Regulation (EU) 2024/1689 as amended by Regulation (EU) 2026/1744 (OJ 24 July 2026, in force 27 July 2026)",
  timeline: [
    { from: "2025-02-02", applies: "Article 5 prohibitions; Article 4 literacy" },
    { from: "2025-08-02", applies: "General-purpose models, governance, penalties" },
    { from: "2026-08-02", applies: "General application; Article 50 transparency; enforcement" },
    {
      from: "2026-12-02",
      applies:
        "End of the Article 50(2) grace for systems on the market before 2026-08-02; new Article 5 prohibitions",
    },
    { from: "2027-12-02", applies: "Chapter III Sections 1 to 3 for Annex III" },
    { from: "2028-08-02", applies: "Chapter III Sections 1 to 3 for Annex I products" },
    { from: "2030-08-02", applies: "Older high-risk systems used by public authorities" },
  ],
  notYet: [
    "Harmonised standards cited in the Official Journal",
    "Final guidelines on Article 6",
    "The template for the fundamental rights impact assessment",
  ],
} as const;

const DUTIES: readonly Duty[] = [
  {
    article: "Article 5",
    from: "2025-02-02",
    who: ["PROVIDER", "DEPLOYER"],
    when: "always",
    duty: "Do not put the agent to a prohibited practice.",
  },
  {
    article: "Article 4",
    from: "2025-02-02",
    who: ["PROVIDER", "DEPLOYER"],
    when: "always",
    duty: "Take measures to support the AI literacy of those who work with it.",
  },
  {
    article: "Article 50(1)",
    from: "2026-08-02",
    who: ["PROVIDER"],
    when: "talks-to-people",
    duty: "Tell people that they deal with an AI system, and on whose behalf it acts.",
  },
  {
    article: "Article 50(2)",
    from: "2026-08-02",
    who: ["PROVIDER"],
    when: "generates-content",
    duty: "Mark generated text, sound, images and video in a way machines can read; source code, SQL and JSON are out of scope.",
  },
  {
    article: "Article 50(4)",
    from: "2026-08-02",
    who: ["DEPLOYER"],
    when: "generates-content",
    duty: "Disclose deepfakes, and generated text published on matters of public interest.",
  },
  {
    article: "Article 6(4)",
    from: "2027-12-02",
    who: ["PROVIDER"],
    when: "derogated",
    duty: "Document the assessment that it is not high-risk, and register it.",
  },
  {
    article: "Articles 9 to 15",
    from: "2027-12-02",
    who: ["PROVIDER"],
    when: "high-risk",
    duty: "Risk management, data governance, technical documentation, logging capability, information, oversight, accuracy and security.",
  },
  {
    article: "Articles 16 to 22, 43 and 49",
    from: "2027-12-02",
    who: ["PROVIDER"],
    when: "high-risk",
    duty: "Quality management, logs kept for at least six months, conformity assessment and registration.",
  },
  {
    article: "Article 26(1) and (2)",
    from: "2027-12-02",
    who: ["DEPLOYER"],
    when: "high-risk",
    duty: "Use it per its instructions, overseen by named, trained people who can stop it.",
  },
  {
    article: "Article 26(4) and (5)",
    from: "2027-12-02",
    who: ["DEPLOYER"],
    when: "high-risk",
    duty: "Fit input data, monitoring, suspension, and information of the provider and the authority.",
  },
  {
    article: "Article 26(6)",
    from: "2027-12-02",
    who: ["DEPLOYER"],
    when: "high-risk",
    duty: "Keep its logs for at least six months under own control.",
  },
  {
    article: "Article 26(7), (9) and (11)",
    from: "2027-12-02",
    who: ["DEPLOYER"],
    when: "high-risk",
    duty: "Inform workers and affected people; use the provider's information for the data protection impact assessment.",
  },
  {
    article: "Article 27",
    from: "2027-12-02",
    who: ["DEPLOYER"],
    when: "essential-services",
    duty: "Fundamental rights impact assessment: credit, life and health insurance, and public bodies.",
  },
];

export type AiActAnswers = {
  readonly aiActRole: AiActRole;
  readonly aiActArea: AiActArea;
  readonly aiActDerogation: AiActDerogation;
  readonly aiActTalksToPeople: boolean;
  readonly aiActGeneratesContent: boolean;
};

export type DutyShown = {
  readonly article: string;
  readonly who: "Provider" | "Deployer";
  readonly duty: string;
  readonly from: string;
  /** Whether it applies on the day asked for. It says nothing about whether it is met (AIA-01). */
  readonly applies: boolean;
};

/** The duties that follow from the answers, by date: a list of obligations, never a statement of conformity. */
export function dutiesOf(answers: AiActAnswers, today: string): DutyShown[] {
  const cases = casesOf(answers);
  return DUTIES.filter(({ when }) => cases.has(when)).flatMap(({ who, article, duty, from }) =>
    who
      .filter((role) => holds(answers.aiActRole, role))
      .map((role) => ({
        article,
        duty,
        from,
        who: role === "PROVIDER" ? ("Provider" as const) : ("Deployer" as const),
        applies: from <= today,
      })),
  );
}

function casesOf(answers: AiActAnswers): ReadonlySet<Case> {
  const inArea = answers.aiActArea !== "NONE";
  const derogated = inArea && answers.aiActDerogation !== "NOT_CLAIMED";
  const cases: Record<Case, boolean> = {
    always: true,
    "high-risk": inArea && !derogated,
    derogated,
    "talks-to-people": answers.aiActTalksToPeople,
    "generates-content": answers.aiActGeneratesContent,
    "essential-services": answers.aiActArea === "ESSENTIAL_SERVICES" && !derogated,
  };
  return new Set(CASES.filter((each) => cases[each]));
}

const CASES: readonly Case[] = [
  "always",
  "high-risk",
  "derogated",
  "talks-to-people",
  "generates-content",
  "essential-services",
];

function holds(role: AiActRole, asked: "PROVIDER" | "DEPLOYER"): boolean {
  return role === asked || role === "PROVIDER_AND_DEPLOYER";
}
