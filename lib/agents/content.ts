import { z } from "zod";
import { utcDay } from "@/lib/core/clock";
import { DATA_CLASSES } from "@/lib/core/data-classes";
import { ENVIRONMENTS } from "@/lib/core/environments";
import {
  AiActArea,
  AiActDerogation,
  AiActRole,
  Autonomy,
  RiskClass,
} from "@/lib/db/generated/enums";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import { RISK_ANSWERS } from "./labels";
import { computeRisk, higherOf, mostSensitive, RISK_RULE_VERSION, type RiskFactors } from "./risk";
import type { AgentContentInput } from "./schema";

const links = z.array(z.object({ label: z.string(), url: z.string() }));
const answer = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values).nullable().catch(null);

/** The factors a class was computed from, as they are stored. */
export const riskAnswers = z.object({
  changes: answer(RISK_ANSWERS.riskChanges),
  irreversible: answer(RISK_ANSWERS.riskIrreversible),
  money: answer(RISK_ANSWERS.riskMoney),
  outsideContent: answer(RISK_ANSWERS.riskOutsideContent),
  production: z.enum(["no", "yes"]),
  data: z.enum(DATA_CLASSES),
  customerFacing: z.enum(["no", "yes"]),
  autonomy: z.enum(Autonomy),
});

/** What a person decided about an agent, as JSON holds it: what a request asks for and a diff shows. */
export const agentContent = z.strictObject({
  name: z.string(),
  purpose: z.string(),
  description: z.string(),
  ownerId: z.uuid(),
  sponsorId: z.uuid().nullable(),
  successorId: z.uuid().nullable(),
  modelProvider: z.string(),
  modelName: z.string(),
  autonomy: z.enum(Autonomy),
  oversight: z.string(),
  dataClasses: z.array(z.enum(DATA_CLASSES)),
  environments: z.array(z.enum(ENVIRONMENTS)),
  customerFacing: z.boolean(),
  riskClass: z.enum(RiskClass).nullable(),
  riskComputed: z.enum(RiskClass).nullable(),
  riskAnswers,
  riskReason: z.string(),
  riskRuleVersion: z.int(),
  aiActRole: z.enum(AiActRole),
  aiActArea: z.enum(AiActArea),
  aiActProfiling: z.boolean(),
  aiActDerogation: z.enum(AiActDerogation),
  aiActTalksToPeople: z.boolean(),
  aiActGeneratesContent: z.boolean(),
  aiActReasoning: z.string(),
  links,
  retireOn: z.iso.date().nullable(),
  duplicateReason: z.string(),
});
export type AgentContent = z.infer<typeof agentContent>;
export type ContentField = keyof AgentContent;

/** Its fields, in the order of the form. */
export const CONTENT_FIELDS: readonly ContentField[] = agentContent.keyof().options;

/** Some of its fields, as the request to change them holds them. */
export const someContent = agentContent.partial();

/** What was typed, with the risk class the rule gives or the higher one a person chose. */
export function contentFrom(input: AgentContentInput): AgentContent {
  const { riskChanges, riskIrreversible, riskMoney, riskOutsideContent, riskRaisedTo, ...plain } =
    input;
  const factors = factorsOf(input);
  const { computed } = computeRisk(factors);
  const riskClass = computed && riskRaisedTo ? higherOf(computed, riskRaisedTo) : computed;
  return {
    ...plain,
    riskClass,
    riskComputed: computed,
    riskAnswers: factors,
    riskReason: riskClass === computed ? "" : input.riskReason,
    riskRuleVersion: RISK_RULE_VERSION,
  };
}

/** Everything that weighs: four answers, and what the other fields say. */
export function factorsOf(input: AgentContentInput): RiskFactors {
  return {
    changes: input.riskChanges,
    irreversible: input.riskIrreversible,
    money: input.riskMoney,
    outsideContent: input.riskOutsideContent,
    production: input.environments.includes("production") ? "yes" : "no",
    data: mostSensitive(input.dataClasses),
    customerFacing: input.customerFacing ? "yes" : "no",
    autonomy: input.autonomy,
  };
}

type Stored = Readonly<Record<Exclude<ContentField, "retireOn">, unknown>> & {
  retireOn: Date | null;
};

/** The same fields of a stored agent. */
export function contentOf(agent: Stored): AgentContent {
  const retireOn = agent.retireOn && utcDay(agent.retireOn);
  const stored: Readonly<Record<string, unknown>> = { ...agent, retireOn };
  return agentContent.parse(
    Object.fromEntries(CONTENT_FIELDS.map((field) => [field, stored[field]])),
  );
}

/** The form's values of what is stored or asked for: the inverse of `contentFrom`. */
export function inputOf(content: AgentContent): AgentContentInput {
  const { riskAnswers: answers, riskClass, riskComputed, riskRuleVersion, ...plain } = content;
  return {
    ...plain,
    riskChanges: answers.changes,
    riskIrreversible: answers.irreversible,
    riskMoney: answers.money,
    riskOutsideContent: answers.outsideContent,
    riskRaisedTo: riskClass === riskComputed ? null : riskClass,
  };
}

/** Columns of the table. */
export function columnsOf({ retireOn, ...content }: AgentContent) {
  return { ...content, retireOn: retireOn === null ? null : new Date(retireOn) };
}

/** Stored content with what a request asks for laid over it. Throws on what is no content: our bug. */
export function overlaid(content: AgentContent, wished: Readonly<Record<string, unknown>>) {
  return agentContent.parse({ ...content, ...wished });
}

/** What the stored diff of a request asks for; nothing if it is no diff. */
export function wishedIn(diff: unknown): Readonly<Record<string, unknown>> {
  return wishes.safeParse(diff).data?.after ?? {};
}

const wishes = z.object({ after: z.record(z.string(), z.unknown()) });

/** Fields whose values differ, in the order of the form. */
export function changedFields(before: AgentContent, after: AgentContent): ContentField[] {
  return CONTENT_FIELDS.filter(
    (field) => canonicalJson(before[field]) !== canonicalJson(after[field]),
  );
}

/** Only these fields of it. */
export function pick(content: AgentContent, fields: readonly ContentField[]) {
  return Object.fromEntries(fields.map((field) => [field, content[field]]));
}
