"use client";

import { RadioField } from "@/components/forms/choice-fields";
import { choicesOf, type FormStart, startText } from "@/components/forms/form-start";
import { SelectField } from "@/components/forms/select-field";
import { TextArea } from "@/components/forms/text-field";
import {
  AI_ACT_AREA_LABEL,
  AI_ACT_DEROGATION_LABEL,
  AI_ACT_ROLE_LABEL,
  AI_ACT_ROLE_MEANS,
} from "@/lib/agents/labels";
import { REASONING_MAX } from "@/lib/agents/limits";
import { YES_NO } from "./yes-no";

const AI_ACT_ROLES = ["PROVIDER", "DEPLOYER", "PROVIDER_AND_DEPLOYER", "NOT_AN_AI_SYSTEM"] as const;
const AREAS = [
  "NONE",
  "BIOMETRICS",
  "CRITICAL_INFRASTRUCTURE",
  "EDUCATION",
  "EMPLOYMENT",
  "ESSENTIAL_SERVICES",
  "LAW_ENFORCEMENT",
  "MIGRATION",
  "JUSTICE",
] as const;
const DEROGATIONS = [
  "NOT_CLAIMED",
  "NARROW_PROCEDURAL_TASK",
  "IMPROVES_HUMAN_RESULT",
  "DETECTS_PATTERNS",
  "PREPARATORY_TASK",
] as const;

/** Step 4: the assessment under Regulation (EU) 2024/1689. Nothing is chosen for the person (AIA-00). */
export function AgentAiActFields({ start }: { start: FormStart }) {
  return (
    <>
      <RadioField
        name="aiActRole"
        label="Our role"
        options={choicesOf(AI_ACT_ROLE_LABEL, AI_ACT_ROLES, AI_ACT_ROLE_MEANS)}
        defaultValue={startText(start, "aiActRole")}
      />
      <SelectField
        name="aiActArea"
        label="Area of Annex III"
        help="Where it is used, or that no area describes it."
        options={choicesOf(AI_ACT_AREA_LABEL, AREAS)}
        defaultValue={startText(start, "aiActArea")}
      />
      <RadioField
        name="aiActProfiling"
        label="Does it profile people?"
        options={YES_NO}
        defaultValue={startText(start, "aiActProfiling")}
      />
      <SelectField
        name="aiActDerogation"
        label="Derogation of Article 6(3)"
        help="Only within an area of Annex III, and never where it profiles people."
        options={choicesOf(AI_ACT_DEROGATION_LABEL, DEROGATIONS)}
        defaultValue={startText(start, "aiActDerogation")}
      />
      <RadioField
        name="aiActTalksToPeople"
        label="Do people talk to it directly?"
        options={YES_NO}
        defaultValue={startText(start, "aiActTalksToPeople")}
      />
      <RadioField
        name="aiActGeneratesContent"
        label="Does it make text, sound, images or video for people?"
        options={YES_NO}
        defaultValue={startText(start, "aiActGeneratesContent")}
      />
      <TextArea
        name="aiActReasoning"
        label="Reasoning"
        help="Needed where it is not an AI system, no area applies, or a derogation is claimed."
        maxLength={REASONING_MAX}
        defaultValue={startText(start, "aiActReasoning")}
        optional
      />
    </>
  );
}
