import {
  type Column,
  date,
  type ExportRow,
  instant,
  number,
  person,
  said,
  text,
} from "./export-cells";
import { GAPS, gapsOf } from "./gaps";
import { AGENT_STATUS_LABEL } from "./labels";
import { riskWord } from "./words";

/** The registry as a file: names and meanings are stable, new columns come at the end (IPE-13). */
export const AGENT_COLUMNS: readonly Column[] = [
  text("id", "Id", "Opaque id of the agent. Never empty.", ({ agent }) => agent.id, 36),
  text(
    "slug",
    "Short name",
    "Unique name in addresses and agents.yaml. Never empty.",
    ({ agent }) => agent.slug,
  ),
  text("name", "Name", "What people call the agent. Never empty.", ({ agent }) => agent.name, 30),
  text(
    "status",
    "Status",
    "Where it stands in the lifecycle when the file was made.",
    ({ agent }) => AGENT_STATUS_LABEL[agent.status],
    12,
  ),
  text(
    "purpose",
    "Purpose",
    "What the agent is for, as approved.",
    ({ agent }) => agent.purpose,
    40,
  ),
  text(
    "description",
    "Description",
    "Free text; empty if none was given.",
    ({ agent }) => agent.description,
    40,
  ),
  ...person("owner", "Owner", "answers for the agent", ({ agent }) => agent.ownerId),
  ...person("sponsor", "Sponsor", "wants it in the business", ({ agent }) => agent.sponsorId),
  ...person(
    "successor",
    "Successor",
    "takes over when the owner leaves",
    ({ agent }) => agent.successorId,
  ),
  text(
    "model_provider",
    "Model provider",
    "Who provides the model.",
    ({ agent }) => agent.modelProvider,
  ),
  text("model", "Model", "Name and version of the model.", ({ agent }) => agent.modelName),
  said("autonomy", "Autonomy", "How far it acts without a person.", "autonomy"),
  said("oversight", "Human oversight", "Who watches it and how they stop it.", "oversight"),
  said(
    "data_classes",
    "Data classes",
    "Kinds of data it may touch, with commas between.",
    "dataClasses",
  ),
  said("environments", "Environments", "Where it runs, with commas between.", "environments"),
  said("customer_facing", "Customer-facing", "Yes if customers meet it.", "customerFacing"),
  text(
    "risk_class",
    "Risk class",
    "The class that counts: by the rule, or raised by a person.",
    ({ agent }) => riskWord(agent.riskClass),
    12,
  ),
  text(
    "risk_by_rule",
    "Risk by the rule",
    "The class the rule gave for the answers.",
    ({ agent }) => riskWord(agent.riskComputed),
    12,
  ),
  number(
    "risk_rule_version",
    "Rule version",
    "Version of the rule that gave it.",
    ({ agent }) => agent.riskRuleVersion,
  ),
  said("risk_answers", "Risk answers", "The questions a person answered.", "riskAnswers"),
  text(
    "risk_reason",
    "Why raised",
    "Why a person raised the class; empty if nobody did.",
    ({ agent }) => agent.riskReason,
  ),
  said("ai_act_role", "AI Act role", "Our role under Regulation (EU) 2024/1689.", "aiActRole"),
  said("ai_act_area", "AI Act area", "Area of Annex III, or that there is none.", "aiActArea"),
  said("ai_act_profiling", "Profiles people", "Yes if it profiles people.", "aiActProfiling"),
  said(
    "ai_act_derogation",
    "Article 6(3)",
    "Ground of a derogation, or that none is claimed.",
    "aiActDerogation",
  ),
  said(
    "ai_act_talks_to_people",
    "Talks to people",
    "Yes if people talk to it directly (Article 50(1)).",
    "aiActTalksToPeople",
  ),
  said(
    "ai_act_generates_content",
    "Generates content",
    "Yes if it makes content for people (Article 50(2)).",
    "aiActGeneratesContent",
  ),
  text(
    "ai_act_reasoning",
    "AI Act reasoning",
    "Why these answers; empty where none is needed.",
    ({ agent }) => agent.aiActReasoning,
    40,
  ),
  ...person(
    "ai_act_assessed_by",
    "AI Act assessed by",
    "gave these answers",
    ({ agent }) => agent.aiActAssessedById,
  ),
  instant(
    "ai_act_assessed_at",
    "AI Act assessed at",
    "When these answers were given.",
    ({ agent }) => agent.aiActAssessedAt,
  ),
  date(
    "review_due_on",
    "Review due",
    "Day by which a person looks at it again; empty until it is approved with a class.",
    ({ agent }) => agent.reviewDueOn,
  ),
  ...person(
    "reviewed_by",
    "Last reviewed by",
    "confirmed the last review",
    ({ agent }) => agent.reviewedById,
  ),
  instant(
    "reviewed_at",
    "Last reviewed at",
    "When; empty if never.",
    ({ agent }) => agent.reviewedAt,
  ),
  date(
    "retire_on",
    "Planned end",
    "Day on which it is meant to end; empty if none.",
    ({ agent }) => agent.retireOn,
  ),
  text(
    "missing",
    "Missing",
    "What the agent lacks when the file was made, with semicolons between; empty if nothing.",
    missing,
    30,
  ),
  text(
    "duplicate_reason",
    "Why another agent",
    "Why it is not the same as its near-duplicates; empty if there were none.",
    ({ agent }) => agent.duplicateReason,
  ),
  ...person("requested_by", "Requested by", "proposed it", ({ agent }) => agent.requestedById),
  instant(
    "requested_at",
    "Requested at",
    "When it was proposed.",
    ({ agent }) => agent.requestedAt,
  ),
  ...person(
    "approved_by",
    "Approved by",
    "approved its registration",
    ({ agent }) => agent.approvedById,
  ),
  instant(
    "approved_at",
    "Approved at",
    "When; empty if not approved.",
    ({ agent }) => agent.approvedAt,
  ),
  instant(
    "activated_at",
    "Activated at",
    "When it was last activated after approval; empty if never.",
    ({ agent }) => agent.activatedAt,
  ),
  instant(
    "suspended_at",
    "Suspended at",
    "When it was suspended; empty if it is not.",
    ({ agent }) => agent.suspendedAt,
  ),
  instant(
    "retired_at",
    "Retired at",
    "When it was retired; empty if it is not.",
    ({ agent }) => agent.retiredAt,
  ),
  number(
    "version",
    "Version",
    "How often the record was written, counted from 1.",
    ({ agent }) => agent.version,
  ),
];

function missing({ agent, around, today }: ExportRow): string {
  return gapsOf(agent, around.gone, today)
    .map((gap) => GAPS[gap].label)
    .join("; ");
}
