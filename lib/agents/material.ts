import type { ContentField } from "./content";

/**
 * Which fields another person has to approve again once an agent has been approved, and why.
 * Null: applied at once, because no approval rested on it.
 */
export const MATERIAL_FIELDS = {
  name: "The approval names the agent.",
  purpose: "Grants and risk were approved for this purpose (CHG-13).",
  description: null,
  ownerId: "Who answers for the agent is part of what was approved (G1).",
  sponsorId: "Who stands in for its use is part of what was approved (G1).",
  successorId: "Who takes over is part of what was approved (G1).",
  modelProvider: "Another provider is another vendor and another flow of data (CC3.4).",
  modelName: "Another model or version is a change of the agent (CHG-03).",
  autonomy: "It weighs in the risk class.",
  oversight: "The approval rested on how people stop it.",
  dataClasses: "It weighs in the risk class and widens what the agent may touch (CHG-13).",
  environments: "It weighs in the risk class; production is the gate (CHG-11).",
  customerFacing: "It weighs in the risk class.",
  riskClass: "The class decides how often the agent is reviewed.",
  riskComputed: "The class decides how often the agent is reviewed.",
  riskAnswers: "The answers give the class.",
  riskReason: "It is the reason of the class.",
  riskRuleVersion: "Another rule may give another class.",
  aiActRole: "It decides which duties apply (Article 6, 26, 50).",
  aiActArea: "It decides which duties apply (Article 6, Annex III).",
  aiActProfiling: "It rules out a derogation (Article 6(3)).",
  aiActDerogation: "It takes the agent out of the high-risk rules.",
  aiActTalksToPeople: "It decides whether people must be told (Article 50(1)).",
  aiActGeneratesContent: "It decides whether output must be marked (Article 50(2)).",
  aiActReasoning: "It is the documented assessment.",
  links: null,
  retireOn: null,
  duplicateReason: null,
} as const satisfies Record<ContentField, string | null>;

/** Whether a change of this field of an approved agent needs another person. */
export function isMaterial(field: ContentField): boolean {
  return MATERIAL_FIELDS[field] !== null;
}
