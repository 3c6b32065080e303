import { DATA_CLASS_LABEL, DATA_CLASSES, type DataClass } from "@/lib/core/data-classes";
import type { Autonomy, RiskClass } from "@/lib/db/generated/enums";
import { AUTONOMY_LABEL, type RISK_ANSWERS } from "./labels";

/** Stored with each assessment. Changing anything in this file's tables takes a new number. */
export const RISK_RULE_VERSION = 1;

/** Everything the class is computed from; null: the question has not been answered. */
export type RiskFactors = {
  readonly changes: (typeof RISK_ANSWERS.riskChanges)[number] | null;
  readonly irreversible: (typeof RISK_ANSWERS.riskIrreversible)[number] | null;
  readonly money: (typeof RISK_ANSWERS.riskMoney)[number] | null;
  readonly outsideContent: (typeof RISK_ANSWERS.riskOutsideContent)[number] | null;
  readonly production: "no" | "yes";
  readonly data: DataClass;
  readonly customerFacing: "no" | "yes";
  readonly autonomy: Autonomy;
};

/** What one answer weighs. The sum decides, see `CLASS_FROM_POINTS`. */
const WEIGHT: { [Factor in keyof RiskFactors]: Record<NonNullable<RiskFactors[Factor]>, number> } =
  {
    changes: { reads: 0, writes: 1, deletes: 2 },
    irreversible: { no: 0, yes: 2 },
    money: { no: 0, yes: 2 },
    outsideContent: { no: 0, yes: 1 },
    production: { no: 0, yes: 1 },
    data: {
      public: 0,
      internal: 0,
      confidential: 1,
      "source-code": 1,
      "customer-content": 1,
      personal: 2,
      "special-category": 3,
      payment: 3,
      credentials: 3,
    },
    customerFacing: { no: 0, yes: 1 },
    autonomy: { SUGGESTS: 0, ACTS_WITH_APPROVAL: 0, ACTS_WITHIN_LIMITS: 1, ACTS_ALONE: 2 },
  };

/** The class that starts at so many points, highest first. At most 14 points can be reached. */
export const CLASS_FROM_POINTS: readonly { points: number; riskClass: RiskClass }[] = [
  { points: 9, riskClass: "CRITICAL" },
  { points: 6, riskClass: "HIGH" },
  { points: 3, riskClass: "MEDIUM" },
  { points: 0, riskClass: "LOW" },
];

/** Combinations that lift the class whatever the sum says. */
const FLOORS: readonly {
  atLeast: RiskClass;
  because: string;
  when: (factors: RiskFactors) => boolean;
}[] = [
  {
    atLeast: "CRITICAL",
    because: "It acts alone in production on what cannot be undone.",
    when: (f) => f.autonomy === "ACTS_ALONE" && f.production === "yes" && f.irreversible === "yes",
  },
  {
    atLeast: "HIGH",
    because: "It moves money in production without a person approving each act.",
    when: (f) => f.money === "yes" && f.production === "yes" && !approvesEach(f.autonomy),
  },
  {
    atLeast: "HIGH",
    because: "It reaches special-category, payment or credential data in production.",
    when: (f) => f.production === "yes" && WEIGHT.data[f.data] === 3,
  },
  {
    atLeast: "HIGH",
    because: "Strangers can steer it, it can change things, and nobody approves each act.",
    when: (f) => f.outsideContent === "yes" && f.changes !== "reads" && !approvesEach(f.autonomy),
  },
];

export type RiskVerdict = {
  /** Null until every question is answered. */
  readonly computed: RiskClass | null;
  readonly points: number;
  /** The rule as it applied here, one sentence each. */
  readonly reasons: readonly string[];
};

/** The class the rule gives. Pure: the same factors and version always give the same class. */
export function computeRisk(factors: RiskFactors): RiskVerdict {
  const weights = weightsOf(factors);
  const points = weights.reduce((sum, { weight }) => sum + weight, 0);
  if (!isAnswered(factors)) {
    return { computed: null, points, reasons: ["Not all risk questions are answered yet."] };
  }
  const floors = FLOORS.filter(({ when }) => when(factors));
  const computed = [classOf(points), ...floors.map(({ atLeast }) => atLeast)].reduce(higherOf);
  const counted = weights.filter(({ weight }) => weight > 0);
  return {
    computed,
    points,
    reasons: [
      `${points} of 14 points: ${counted.map(({ says, weight }) => `${says} ${weight}`).join(", ") || "nothing that weighs"}.`,
      ...floors.map(({ atLeast, because }) => `At least ${atLeast.toLowerCase()}: ${because}`),
    ],
  };
}

/** Negative if `a` is the lower class, 0 if they are the same. */
export function compareRisk(a: RiskClass, b: RiskClass): number {
  return ORDER.indexOf(a) - ORDER.indexOf(b);
}

/** The more serious of two classes. */
export function higherOf(a: RiskClass, b: RiskClass): RiskClass {
  return compareRisk(a, b) >= 0 ? a : b;
}

/** The most sensitive of the data classes; "public" if there is none. */
export function mostSensitive(dataClasses: readonly string[]): DataClass {
  return DATA_CLASSES.findLast((dataClass) => dataClasses.includes(dataClass)) ?? "public";
}

/** The rule in words, for the page beside the class and for the export's dictionary. */
export function riskRuleInWords(): string[] {
  return [
    ...CLASS_FROM_POINTS.map(
      ({ points, riskClass }) => `${riskClass.toLowerCase()} from ${points} points`,
    ),
    ...FLOORS.map(({ atLeast, because }) => `at least ${atLeast.toLowerCase()}: ${because}`),
  ];
}

const ORDER: readonly RiskClass[] = ["LOW", "MEDIUM", "HIGH", "CRITICAL"];

function classOf(points: number): RiskClass {
  return CLASS_FROM_POINTS.find((step) => points >= step.points)?.riskClass ?? "LOW";
}

function approvesEach(autonomy: Autonomy): boolean {
  return autonomy === "SUGGESTS" || autonomy === "ACTS_WITH_APPROVAL";
}

function isAnswered({ changes, irreversible, money, outsideContent }: RiskFactors): boolean {
  return [changes, irreversible, money, outsideContent].every((answer) => answer !== null);
}

function weightsOf(f: RiskFactors): { says: string; weight: number }[] {
  return [
    { says: f.changes ?? "", weight: f.changes ? WEIGHT.changes[f.changes] : 0 },
    { says: "cannot be undone", weight: f.irreversible ? WEIGHT.irreversible[f.irreversible] : 0 },
    { says: "moves money", weight: f.money ? WEIGHT.money[f.money] : 0 },
    {
      says: "reads what strangers wrote",
      weight: f.outsideContent ? WEIGHT.outsideContent[f.outsideContent] : 0,
    },
    { says: "production", weight: WEIGHT.production[f.production] },
    { says: DATA_CLASS_LABEL[f.data].toLowerCase(), weight: WEIGHT.data[f.data] },
    { says: "customer-facing", weight: WEIGHT.customerFacing[f.customerFacing] },
    { says: AUTONOMY_LABEL[f.autonomy].toLowerCase(), weight: WEIGHT.autonomy[f.autonomy] },
  ];
}
