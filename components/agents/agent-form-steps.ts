import type { FormStepSpec } from "@/components/forms/form-steps";

/** Someone who can be chosen as owner, sponsor or successor. */
export type PersonChoice = { id: string; name: string; title: string };

/** What the form starts from, by field; empty for a new agent. */
export type AgentFormStart = Readonly<Record<string, string | readonly string[]>>;

/** The steps of the form and the fields in each, so that an error opens the step it belongs to. */
export const AGENT_FORM_STEPS: readonly FormStepSpec[] = [
  {
    id: "who",
    title: "Name and people",
    fields: [
      "name",
      "slug",
      "purpose",
      "description",
      "duplicateReason",
      "ownerId",
      "sponsorId",
      "successorId",
    ],
  },
  {
    id: "does",
    title: "What it is and does",
    fields: [
      "modelProvider",
      "modelName",
      "autonomy",
      "oversight",
      "dataClasses",
      "environments",
      "customerFacing",
      "links",
      "retireOn",
    ],
  },
  {
    id: "risk",
    title: "Risk",
    fields: [
      "riskChanges",
      "riskIrreversible",
      "riskMoney",
      "riskOutsideContent",
      "riskRaisedTo",
      "riskReason",
    ],
  },
  {
    id: "ai-act",
    title: "EU AI Act",
    fields: [
      "aiActRole",
      "aiActArea",
      "aiActProfiling",
      "aiActDerogation",
      "aiActTalksToPeople",
      "aiActGeneratesContent",
      "aiActReasoning",
      "reason",
    ],
  },
];

/** One field's text to start from. */
export function startText(start: AgentFormStart, name: string): string {
  const value = start[name];
  return typeof value === "string" ? value : "";
}

/** One field's list to start from. */
export function startList(start: AgentFormStart, name: string): readonly string[] {
  const value = start[name];
  return typeof value === "string" || value === undefined ? [] : value;
}

/** A table of labels as choices, with what each means where that is said. */
export function choicesOf<Value extends string>(
  labels: Readonly<Record<Value, string>>,
  order: readonly Value[],
  means: Partial<Readonly<Record<Value, string>>> = {},
) {
  return order.map((value) => {
    const help = means[value];
    return { value, label: labels[value], ...(help ? { help } : {}) };
  });
}
