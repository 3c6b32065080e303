import type {
  AgentStatus,
  AiActArea,
  AiActDerogation,
  AiActRole,
  Autonomy,
  RiskClass,
} from "@/lib/db/generated/enums";

export const AGENT_STATUS_LABEL = {
  PROPOSED: "Proposed",
  APPROVED: "Approved",
  ACTIVE: "Active",
  SUSPENDED: "Suspended",
  RETIRED: "Retired",
  DECLINED: "Declined",
  WITHDRAWN: "Withdrawn",
} as const satisfies Record<AgentStatus, string>;

export const AGENT_STATUS_MEANS = {
  PROPOSED: "Somebody asked for it; another person has not decided yet.",
  APPROVED: "Another person approved it. It may be activated.",
  ACTIVE: "It may hold keys and call tools.",
  SUSPENDED: "Stopped for now, with a reason. Somebody else may resume it.",
  RETIRED: "Ended for good. It stays in the registry.",
  DECLINED: "Another person said no. It may be changed and proposed again.",
  WITHDRAWN: "Taken back by whoever proposed it. It may be proposed again.",
} as const satisfies Record<AgentStatus, string>;

/** Statuses in which an agent counts: it is compared, reviewed and must have living people. */
export const LIVING_STATUSES = ["PROPOSED", "APPROVED", "ACTIVE", "SUSPENDED"] as const;

export function isLiving(status: AgentStatus): boolean {
  return LIVING_STATUSES.some((living) => living === status);
}

export const RISK_CLASS_LABEL = {
  LOW: "Low",
  MEDIUM: "Medium",
  HIGH: "High",
  CRITICAL: "Critical",
} as const satisfies Record<RiskClass, string>;

/** What a screen says while the risk questions are not all answered. */
export const RISK_NOT_ASSESSED = "Not assessed";

export const AUTONOMY_LABEL = {
  SUGGESTS: "Suggests only",
  ACTS_WITH_APPROVAL: "Acts after approval",
  ACTS_WITHIN_LIMITS: "Acts within limits",
  ACTS_ALONE: "Acts alone",
} as const satisfies Record<Autonomy, string>;

export const AUTONOMY_MEANS = {
  SUGGESTS: "It drafts or proposes; a person does the act.",
  ACTS_WITH_APPROVAL: "It acts after a person has approved this very act.",
  ACTS_WITHIN_LIMITS: "It acts by itself inside written limits; outside them it asks a person.",
  ACTS_ALONE: "It acts by itself; people look at what it did afterwards, or not at all.",
} as const satisfies Record<Autonomy, string>;

export const AI_ACT_ROLE_LABEL = {
  PROVIDER: "Provider",
  DEPLOYER: "Deployer",
  PROVIDER_AND_DEPLOYER: "Provider and deployer",
  NOT_AN_AI_SYSTEM: "Not an AI system",
} as const satisfies Record<AiActRole, string>;

export const AI_ACT_ROLE_MEANS = {
  PROVIDER: "We built it or had it built, and put it on the market or into service under our name.",
  DEPLOYER: "We use it under our authority; somebody else provides it.",
  PROVIDER_AND_DEPLOYER: "We built it and we use it ourselves.",
  NOT_AN_AI_SYSTEM: "Article 3(1) does not describe it. Say why below.",
} as const satisfies Record<AiActRole, string>;

export const AI_ACT_AREA_LABEL = {
  NONE: "No area of Annex III",
  BIOMETRICS: "1. Biometrics",
  CRITICAL_INFRASTRUCTURE: "2. Critical infrastructure",
  EDUCATION: "3. Education and vocational training",
  EMPLOYMENT: "4. Employment and management of workers",
  ESSENTIAL_SERVICES: "5. Essential services, credit, life and health insurance",
  LAW_ENFORCEMENT: "6. Law enforcement",
  MIGRATION: "7. Migration, asylum and border control",
  JUSTICE: "8. Justice and democratic processes",
} as const satisfies Record<AiActArea, string>;

export const AI_ACT_DEROGATION_LABEL = {
  NOT_CLAIMED: "Not claimed",
  NARROW_PROCEDURAL_TASK: "Narrow procedural task, Article 6(3)(a)",
  IMPROVES_HUMAN_RESULT: "Improves a finished human result, Article 6(3)(b)",
  DETECTS_PATTERNS: "Detects patterns or deviations, Article 6(3)(c)",
  PREPARATORY_TASK: "Preparatory task, Article 6(3)(d)",
} as const satisfies Record<AiActDerogation, string>;

/** The questions a person answers; what else counts is read from the other fields (risk.ts). */
export const RISK_QUESTIONS = {
  riskChanges: {
    question: "What may it do to records?",
    answers: {
      reads: { label: "Reads only", means: "No operation it may call changes anything." },
      writes: { label: "Writes", means: "It may add or change records." },
      deletes: { label: "Deletes", means: "It may remove records, drop tables or close accounts." },
    },
  },
  riskIrreversible: {
    question: "Can it do something that cannot be undone?",
    answers: {
      no: { label: "No", means: "Everything it does can be put back within a day." },
      yes: { label: "Yes", means: "Mail once sent, data once deleted, an order once placed." },
    },
  },
  riskMoney: {
    question: "Can it move money or commit us to pay?",
    answers: {
      no: { label: "No", means: "It cannot pay, refund, order or sign." },
      yes: { label: "Yes", means: "It can pay, refund, order, price or sign." },
    },
  },
  riskOutsideContent: {
    question: "Does it read what strangers wrote?",
    answers: {
      no: { label: "No", means: "It reads only what our own people or systems wrote." },
      yes: { label: "Yes", means: "Mail, tickets, web pages or files from outside may steer it." },
    },
  },
} as const;
export type RiskQuestion = keyof typeof RISK_QUESTIONS;

/** The answers of each question, least risky first. */
export const RISK_ANSWERS = {
  riskChanges: ["reads", "writes", "deletes"],
  riskIrreversible: ["no", "yes"],
  riskMoney: ["no", "yes"],
  riskOutsideContent: ["no", "yes"],
} as const satisfies {
  [Q in RiskQuestion]: readonly (keyof (typeof RISK_QUESTIONS)[Q]["answers"])[];
};

/** Filters of the registry, as they stand in the address; `labels` are what a chip says. */
export const AGENT_FILTER_LABEL = {
  status: "Status",
  risk: "Risk class",
  environment: "Environment",
  owner: "Owner",
  dataClass: "Data class",
  gap: "Missing",
  reviewDue: "Review",
} as const;

export const REVIEW_DUES = ["overdue", "soon", "none"] as const;
export const REVIEW_DUE_LABEL = {
  overdue: "Overdue",
  soon: "Due soon",
  none: "No date yet",
} as const satisfies Record<(typeof REVIEW_DUES)[number], string>;

export const GAP_FILTERS = ["any", "owner", "sponsor", "successor", "risk"] as const;
export const GAP_FILTER_LABEL = {
  any: "Anything",
  owner: "Owner",
  sponsor: "Sponsor",
  successor: "Successor",
  risk: "Risk class",
} as const satisfies Record<(typeof GAP_FILTERS)[number], string>;

export const AGENT_SORTS = ["name", "status", "risk", "reviewDue", "requested"] as const;
export type AgentSort = (typeof AGENT_SORTS)[number];

/** Short names that are addresses of pages. */
export const RESERVED_SLUGS: readonly string[] = ["new", "import", "export", "edit"];
