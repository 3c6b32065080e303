import { type AgentContent, CONTENT_FIELDS, type ContentField, someContent } from "./content";
import {
  AI_ACT_AREA_LABEL,
  AI_ACT_DEROGATION_LABEL,
  AI_ACT_ROLE_LABEL,
  AUTONOMY_LABEL,
  RISK_QUESTIONS,
} from "./labels";
import { dataClassWords, environmentWords, riskWord, yesNo } from "./words";

/** Fields that hold the id of a person. */
export const PERSON_FIELDS = ["ownerId", "sponsorId", "successorId"] as const;

type Some = { readonly [Field in ContentField]?: AgentContent[Field] | undefined };
type NameOf = (id: string) => string;

/** The value of a field as a person reads it; `nameOf` turns an id into a name. Empty is "None". */
export function fieldWords(content: Some, field: ContentField, nameOf: NameOf): string {
  return WORDS[field](content, nameOf) || "None";
}

/** A value of a stored diff in words; undefined where it reads best as it stands, or names a person. */
export function storedWords(field: string, value: unknown): string | undefined {
  const known = CONTENT_FIELDS.find((each) => each === field);
  if (!known || PERSON_FIELDS.some((each) => each === known)) return undefined;
  const parsed = someContent.safeParse({ [field]: value });
  return parsed.success ? fieldWords(parsed.data, known, (id) => id) : undefined;
}

const WORDS: Readonly<Record<ContentField, (content: Some, nameOf: NameOf) => string>> = {
  name: (c) => c.name ?? "",
  purpose: (c) => c.purpose ?? "",
  description: (c) => c.description ?? "",
  ownerId: (c, nameOf) => (c.ownerId ? nameOf(c.ownerId) : ""),
  sponsorId: (c, nameOf) => (c.sponsorId ? nameOf(c.sponsorId) : ""),
  successorId: (c, nameOf) => (c.successorId ? nameOf(c.successorId) : ""),
  modelProvider: (c) => c.modelProvider ?? "",
  modelName: (c) => c.modelName ?? "",
  autonomy: (c) => (c.autonomy ? AUTONOMY_LABEL[c.autonomy] : ""),
  oversight: (c) => c.oversight ?? "",
  dataClasses: (c) => dataClassWords(c.dataClasses ?? []).join(", "),
  environments: (c) => environmentWords(c.environments ?? []).join(", "),
  customerFacing: (c) => yesNo(c.customerFacing === true),
  riskClass: (c) => riskWord(c.riskClass ?? null),
  riskComputed: (c) => riskWord(c.riskComputed ?? null),
  riskAnswers: (c) => (c.riskAnswers ? answersInWords(c.riskAnswers) : ""),
  riskReason: (c) => c.riskReason ?? "",
  riskRuleVersion: (c) => String(c.riskRuleVersion ?? ""),
  aiActRole: (c) => (c.aiActRole ? AI_ACT_ROLE_LABEL[c.aiActRole] : ""),
  aiActArea: (c) => (c.aiActArea ? AI_ACT_AREA_LABEL[c.aiActArea] : ""),
  aiActProfiling: (c) => yesNo(c.aiActProfiling === true),
  aiActDerogation: (c) => (c.aiActDerogation ? AI_ACT_DEROGATION_LABEL[c.aiActDerogation] : ""),
  aiActTalksToPeople: (c) => yesNo(c.aiActTalksToPeople === true),
  aiActGeneratesContent: (c) => yesNo(c.aiActGeneratesContent === true),
  aiActReasoning: (c) => c.aiActReasoning ?? "",
  links: (c) => (c.links ?? []).map(({ label, url }) => `${label} | ${url}`).join("\n"),
  retireOn: (c) => c.retireOn ?? "",
  duplicateReason: (c) => c.duplicateReason ?? "",
};

/** The four answers in one sentence each. */
export function answersInWords(answers: AgentContent["riskAnswers"]): string {
  const { riskChanges, riskIrreversible, riskMoney, riskOutsideContent } = RISK_QUESTIONS;
  const open = "not answered";
  return [
    `${riskChanges.question} ${answers.changes ? riskChanges.answers[answers.changes].label : open}`,
    `${riskIrreversible.question} ${answers.irreversible ? riskIrreversible.answers[answers.irreversible].label : open}`,
    `${riskMoney.question} ${answers.money ? riskMoney.answers[answers.money].label : open}`,
    `${riskOutsideContent.question} ${answers.outsideContent ? riskOutsideContent.answers[answers.outsideContent].label : open}`,
  ].join("\n");
}
