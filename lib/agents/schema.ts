import { z } from "zod";
import { blank, chosen } from "@/lib/core/choices";
import { DATA_CLASSES } from "@/lib/core/data-classes";
import { ENVIRONMENTS } from "@/lib/core/environments";
import { slugText } from "@/lib/core/slug";
import { line, optionalProse, prose } from "@/lib/core/text";
import {
  AgentStatus,
  AiActArea,
  AiActDerogation,
  AiActRole,
  Autonomy,
  RiskClass,
} from "@/lib/db/generated/enums";
import { AGENT_SORTS, GAP_FILTERS, RESERVED_SLUGS, REVIEW_DUES, RISK_ANSWERS } from "./labels";
import {
  DESCRIPTION_MAX,
  LINK_LABEL_MAX,
  LINK_URL_MAX,
  LINKS_MAX,
  LINKS_TEXT_MAX,
  MODEL_MAX,
  NAME_MAX,
  OVERSIGHT_MAX,
  PURPOSE_MAX,
  REASON_MAX,
  REASONING_MAX,
  SEARCH_MAX,
  SLUG_MAX,
  YAML_BYTES_MAX,
} from "./limits";

const DAY_SAYS = "Give a day as 2027-03-31, or leave it empty.";

const slug = slugText({ max: SLUG_MAX, reserved: RESERVED_SLUGS, example: "invoice-matcher" });

/** A person who must be there, or one who may be named later (null). */
const person = (says: string) => z.uuid(says);
const personOrNone = (says: string) => blank(z.uuid(says));

/** A choice nobody made for the person: an empty one is refused in words. */
const yesOrNo = (says: string) =>
  z.enum(["yes", "no"], says).transform((answer) => answer === "yes");

const answer = <const Values extends readonly string[]>(values: Values) =>
  blank(z.enum(values, "Choose one of the answers, or leave it open for now."));

/** What a person writes about an agent: the registration form, the edit form and `agents.yaml` alike. */
const content = {
  name: line("Name the agent.", NAME_MAX),
  purpose: prose("Say what the agent is for.", PURPOSE_MAX),
  description: optionalProse(DESCRIPTION_MAX),
  ownerId: person("Choose the person who answers for this agent."),
  sponsorId: personOrNone("Choose a sponsor from the list, or leave it empty for now."),
  successorId: personOrNone("Choose a successor from the list, or leave it empty for now."),
  modelProvider: line("Name who provides the model.", MODEL_MAX),
  modelName: line("Name the model, with its version.", MODEL_MAX),
  autonomy: z.enum(Autonomy, "Choose how far it acts without a person."),
  oversight: prose("Say who watches it and how they stop it.", OVERSIGHT_MAX),
  dataClasses: chosen(DATA_CLASSES, "Choose the kinds of data it may touch, at least one."),
  environments: chosen(ENVIRONMENTS, "Choose where it runs, at least one."),
  customerFacing: yesOrNo("Say whether customers meet it."),
  riskChanges: answer(RISK_ANSWERS.riskChanges),
  riskIrreversible: answer(RISK_ANSWERS.riskIrreversible),
  riskMoney: answer(RISK_ANSWERS.riskMoney),
  riskOutsideContent: answer(RISK_ANSWERS.riskOutsideContent),
  riskRaisedTo: blank(z.enum(RiskClass, "Choose a class from the list, or leave it empty.")),
  riskReason: optionalProse(REASON_MAX),
  aiActRole: z.enum(AiActRole, "Choose our role under the AI Act."),
  aiActArea: z.enum(AiActArea, "Choose the area of Annex III, or that there is none."),
  aiActProfiling: yesOrNo("Say whether it profiles people."),
  aiActDerogation: z.enum(AiActDerogation, "Choose the ground, or that none is claimed."),
  aiActTalksToPeople: yesOrNo("Say whether people talk to it directly."),
  aiActGeneratesContent: yesOrNo("Say whether it makes text, sound, images or video for people."),
  aiActReasoning: optionalProse(REASONING_MAX),
  links: optionalProse(LINKS_TEXT_MAX).transform(linksOf).pipe(linkList()),
  // PostgreSQL knows no year 0.
  retireOn: blank(z.iso.date(DAY_SAYS).refine((day) => !day.startsWith("0000"), DAY_SAYS)),
  duplicateReason: optionalProse(REASON_MAX),
};

/** Rules over several fields live in `content-rules.ts`, because they need the risk rule. */
export const registerAgentInput = z.strictObject({ ...content, slug: blank(slug) });
export type RegisterAgentInput = z.infer<typeof registerAgentInput>;

/** What a person writes about an agent, parsed; the short name apart. */
export type AgentContentInput = Omit<RegisterAgentInput, "slug">;

const version = z.coerce.number("Load the page again.").int().min(1);
const why = (says: string) => prose(says, REASON_MAX);

/** `version` is the one the form was made from: an older one is a conflict with both versions. */
export const reviseProposalInput = z.strictObject({
  ...content,
  agentId: z.uuid(),
  version,
  reason: optionalProse(REASON_MAX),
});
export type ReviseProposalInput = z.infer<typeof reviseProposalInput>;

/** `reason` may be empty only if nothing changes that needs another person. */
export const editAgentInput = reviseProposalInput;
export type EditAgentInput = ReviseProposalInput;

export const agentReasonInput = z.strictObject({
  agentId: z.uuid(),
  reason: why("Say why, so that others can follow it later."),
});
export type AgentReasonInput = z.infer<typeof agentReasonInput>;

/** `typedName` must be the agent's name, letter by letter. */
export const retireAgentInput = agentReasonInput.extend({
  typedName: z.string().max(NAME_MAX * 2),
});
export type RetireAgentInput = z.infer<typeof retireAgentInput>;

export const activateAgentInput = z.strictObject({ agentId: z.uuid() });
export type ActivateAgentInput = z.infer<typeof activateAgentInput>;

export const handOverInput = agentReasonInput.extend({
  version,
  ownerId: person("Choose the new owner."),
  successorId: person("Choose a new successor."),
});
export type HandOverInput = z.infer<typeof handOverInput>;

export const confirmReviewInput = z.strictObject({
  agentId: z.uuid(),
  note: why("Say what you looked at and what you found."),
});
export type ConfirmReviewInput = z.infer<typeof confirmReviewInput>;

/** Asked while somebody types. */
export const nearDuplicatesInput = z.strictObject({
  name: z.string().max(NAME_MAX),
  purpose: z.string().max(PURPOSE_MAX).default(""),
  exceptId: blank(z.uuid()).default(null),
});
export type NearDuplicatesInput = z.infer<typeof nearDuplicatesInput>;

/** The filters of the registry; an empty text means "all". Also the query of the export. */
const filters = {
  q: z.string().max(SEARCH_MAX, "Search for something shorter.").default(""),
  status: z.enum(["", "living", ...Object.values(AgentStatus)]).default(""),
  risk: z.enum(["", "NONE", ...Object.values(RiskClass)]).default(""),
  environment: z.enum(["", ...ENVIRONMENTS]).default(""),
  owner: z.union([z.literal(""), z.uuid()]).default(""),
  dataClass: z.enum(["", ...DATA_CLASSES]).default(""),
  gap: z.enum(["", ...GAP_FILTERS]).default(""),
  reviewDue: z.enum(["", ...REVIEW_DUES]).default(""),
  sort: z.enum(AGENT_SORTS).default("name"),
  dir: z.enum(["asc", "desc"]).default("asc"),
};

export const listAgentsInput = z.object({
  ...filters,
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListAgentsInput = z.infer<typeof listAgentsInput>;

/** Unknown names in the address (page, columns) are left out, so that any view can be exported. */
export const exportAgentsInput = z.object({ ...filters, format: z.enum(["csv", "xlsx", "pdf"]) });
export type ExportAgentsInput = z.infer<typeof exportAgentsInput>;

/** `hash` is the one a dry run answered; empty means: apply whatever the file says now. */
export const importAgentsInput = z.strictObject({
  yaml: z.string().max(YAML_BYTES_MAX, "Send a file of at most 1 MB."),
  dryRun: z.boolean(),
  hash: z.string().max(64),
});
export type ImportAgentsInput = z.infer<typeof importAgentsInput>;

/** The same from the browser: first shown (`plan`), then sent with the hash of what was shown. */
export const planImportInput = z.strictObject({ yaml: importAgentsInput.shape.yaml });
export type PlanImportInput = z.infer<typeof planImportInput>;
export const applyImportInput = planImportInput.extend({ hash: z.string().length(64) });
export type ApplyImportInput = z.infer<typeof applyImportInput>;

function linkList() {
  const url = z
    .url({ protocol: /^https?$/, error: "Write each link as: label | https://address" })
    .max(LINK_URL_MAX, `Shorten the address to ${LINK_URL_MAX} characters.`);
  const label = z
    .string()
    .min(1)
    .max(LINK_LABEL_MAX, `Shorten the label to ${LINK_LABEL_MAX} characters.`);
  return z.array(z.object({ label, url })).max(LINKS_MAX, `Give at most ${LINKS_MAX} links.`);
}

// One link a line, `Label | https://address`; an address alone is its own label.
function linksOf(text: string): { label: string; url: string }[] {
  return text
    .split("\n")
    .filter((row) => row.trim() !== "")
    .map((row) => {
      const bar = row.lastIndexOf("|");
      const url = row.slice(bar + 1).trim();
      const label = bar < 0 ? "" : row.slice(0, bar).trim();
      return { label: label || url.slice(0, LINK_LABEL_MAX), url };
    });
}
