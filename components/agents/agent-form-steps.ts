import type { FormStepSpec } from "@/components/forms/form-steps";

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
