"use client";

import { CheckboxGroup, RadioField } from "@/components/forms/choice-fields";
import { DateField } from "@/components/forms/date-field";
import { choicesOf, type FormStart, startList, startText } from "@/components/forms/form-start";
import { TextArea, TextField } from "@/components/forms/text-field";
import { AUTONOMY_LABEL, AUTONOMY_MEANS } from "@/lib/agents/labels";
import { LINKS_MAX, LINKS_TEXT_MAX, MODEL_MAX, OVERSIGHT_MAX } from "@/lib/agents/limits";
import { DATA_CLASS_LABEL, DATA_CLASS_MEANS, DATA_CLASSES } from "@/lib/core/data-classes";
import { ENVIRONMENT_LABEL, ENVIRONMENTS } from "@/lib/core/environments";
import { YES_NO } from "./yes-no";

const AUTONOMIES = ["SUGGESTS", "ACTS_WITH_APPROVAL", "ACTS_WITHIN_LIMITS", "ACTS_ALONE"] as const;

/** Step 2: the model, how freely it acts, and what it touches. */
export function AgentDoesFields({ start }: { start: FormStart }) {
  return (
    <>
      <TextField
        name="modelProvider"
        label="Model provider"
        help="Who runs the model, or ourselves."
        maxLength={MODEL_MAX}
        defaultValue={startText(start, "modelProvider")}
      />
      <TextField
        name="modelName"
        label="Model"
        help="With its version."
        maxLength={MODEL_MAX}
        defaultValue={startText(start, "modelName")}
      />
      <RadioField
        name="autonomy"
        label="How far it acts without a person"
        options={choicesOf(AUTONOMY_LABEL, AUTONOMIES, AUTONOMY_MEANS)}
        defaultValue={startText(start, "autonomy")}
      />
      <TextArea
        name="oversight"
        label="Human oversight"
        help="Who watches it, what they see, and how they stop it."
        maxLength={OVERSIGHT_MAX}
        defaultValue={startText(start, "oversight")}
      />
      <CheckboxGroup
        name="dataClasses"
        label="Data it may touch"
        options={choicesOf(DATA_CLASS_LABEL, DATA_CLASSES, DATA_CLASS_MEANS)}
        defaultValue={startList(start, "dataClasses")}
        columns
      />
      <CheckboxGroup
        name="environments"
        label="Environments"
        options={choicesOf(ENVIRONMENT_LABEL, ENVIRONMENTS)}
        defaultValue={startList(start, "environments")}
        columns
      />
      <RadioField
        name="customerFacing"
        label="Do customers meet it?"
        options={YES_NO}
        defaultValue={startText(start, "customerFacing")}
      />
      <TextArea
        name="links"
        label="Links"
        help={`Repository, runbook, design: one a line, as Label | https://address. At most ${LINKS_MAX}.`}
        maxLength={LINKS_TEXT_MAX}
        defaultValue={startText(start, "links")}
        optional
      />
      <DateField
        name="retireOn"
        label="Planned end"
        help="For agents that are meant to end, such as a pilot."
        defaultValue={startText(start, "retireOn")}
        optional
      />
    </>
  );
}
