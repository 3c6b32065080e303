import type { AgentContent } from "./content";
import {
  AI_ACT_AREA_LABEL,
  AI_ACT_DEROGATION_LABEL,
  AI_ACT_ROLE_LABEL,
  AUTONOMY_LABEL,
  RISK_QUESTIONS,
} from "./labels";
import type { FoundAgent } from "./queries";
import {
  dataClassWords,
  dayText,
  environmentWords,
  type PersonShown,
  riskWord,
  yesNo,
} from "./words";

/** One fact in words. `at` is an instant (ISO 8601), `person` a person; `text` is empty where one of them stands. */
export type Fact = { label: string; text: string; at?: string; person?: PersonShown };
export type FactSection = { title: string; facts: readonly Fact[] };

type Agent = FoundAgent["agent"];
type People = (id: string) => PersonShown;

/** Everything known about an agent, in the order its page shows it. What is empty says so. */
export function sectionsOf(agent: Agent, content: AgentContent, person: People): FactSection[] {
  return [
    { title: "People", facts: peopleFacts(agent, person) },
    { title: "What it is and does", facts: doingFacts(content) },
    { title: "Risk", facts: riskFacts(content) },
    { title: "AI Act", facts: aiActFacts(agent, content, person) },
    { title: "Lifecycle", facts: lifecycleFacts(agent, person) },
  ];
}

function peopleFacts(agent: Agent, person: People): Fact[] {
  return [
    who("Owner", agent.ownerId, person),
    who("Sponsor", agent.sponsorId, person),
    who("Successor", agent.successorId, person),
  ];
}

function doingFacts(content: AgentContent): Fact[] {
  return [
    { label: "Model", text: `${content.modelProvider} ${content.modelName}` },
    { label: "Autonomy", text: AUTONOMY_LABEL[content.autonomy] },
    { label: "Human oversight", text: content.oversight },
    { label: "Data classes", text: dataClassWords(content.dataClasses).join(", ") },
    { label: "Environments", text: environmentWords(content.environments).join(", ") },
    { label: "Customer-facing", text: yesNo(content.customerFacing) },
  ];
}

function riskFacts({ riskAnswers: answers, ...content }: AgentContent): Fact[] {
  const { riskChanges, riskIrreversible, riskMoney, riskOutsideContent } = RISK_QUESTIONS;
  const open = "Not answered";
  return [
    { label: "Risk class", text: riskWord(content.riskClass) },
    { label: "By the rule", text: riskWord(content.riskComputed) },
    ...(content.riskReason ? [{ label: "Why it was raised", text: content.riskReason }] : []),
    {
      label: riskChanges.question,
      text: answers.changes ? riskChanges.answers[answers.changes].label : open,
    },
    {
      label: riskIrreversible.question,
      text: answers.irreversible ? riskIrreversible.answers[answers.irreversible].label : open,
    },
    {
      label: riskMoney.question,
      text: answers.money ? riskMoney.answers[answers.money].label : open,
    },
    {
      label: riskOutsideContent.question,
      text: answers.outsideContent
        ? riskOutsideContent.answers[answers.outsideContent].label
        : open,
    },
  ];
}

function aiActFacts(agent: Agent, content: AgentContent, person: People): Fact[] {
  return [
    { label: "Our role", text: AI_ACT_ROLE_LABEL[content.aiActRole] },
    { label: "Area of Annex III", text: AI_ACT_AREA_LABEL[content.aiActArea] },
    { label: "Profiles people", text: yesNo(content.aiActProfiling) },
    { label: "Article 6(3) derogation", text: AI_ACT_DEROGATION_LABEL[content.aiActDerogation] },
    { label: "Talks to people", text: yesNo(content.aiActTalksToPeople) },
    { label: "Generates content for people", text: yesNo(content.aiActGeneratesContent) },
    { label: "Reasoning", text: content.aiActReasoning || "None given" },
    who("Assessed by", agent.aiActAssessedById, person),
    when("Assessed at", agent.aiActAssessedAt),
  ];
}

function lifecycleFacts(agent: Agent, person: People): Fact[] {
  return [
    who("Requested by", agent.requestedById, person),
    when("Requested at", agent.requestedAt),
    who("Approved by", agent.approvedById, person),
    when("Approved at", agent.approvedAt),
    when("Activated at", agent.activatedAt),
    ...(agent.suspendedAt
      ? [who("Suspended by", agent.suspendedById, person), when("Suspended at", agent.suspendedAt)]
      : []),
    ...(agent.retiredAt ? [when("Retired at", agent.retiredAt)] : []),
    { label: "Review due", text: dayText(agent.reviewDueOn) || "No date yet" },
    who("Last reviewed by", agent.reviewedById, person),
    when("Last reviewed at", agent.reviewedAt),
    { label: "Planned end", text: dayText(agent.retireOn) || "None" },
    ...(agent.duplicateReason
      ? [{ label: "Why it is another agent", text: agent.duplicateReason }]
      : []),
  ];
}

function who(label: string, id: string | null, person: People): Fact {
  return id === null ? { label, text: "Nobody yet" } : { label, text: "", person: person(id) };
}

function when(label: string, at: Date | null): Fact {
  return at === null ? { label, text: "Not yet" } : { label, text: "", at: at.toISOString() };
}
