"use client";

import { RadioField } from "@/components/forms/choice-fields";
import { choicesOf, type FormStart, startText } from "@/components/forms/form-start";
import { SelectField } from "@/components/forms/select-field";
import { TextArea } from "@/components/forms/text-field";
import { RISK_CLASS_LABEL, RISK_QUESTIONS } from "@/lib/agents/labels";
import { REASON_MAX } from "@/lib/agents/limits";

const QUESTIONS = ["riskChanges", "riskIrreversible", "riskMoney", "riskOutsideContent"] as const;
const CLASSES = ["LOW", "MEDIUM", "HIGH", "CRITICAL"] as const;

/** Step 3: the questions that give the risk class. They may stay open until the agent is to be active. */
export function AgentRiskFields({ start }: { start: FormStart }) {
  return (
    <>
      <p className="max-w-[72ch] text-ink-2">
        The class is computed from these answers together with autonomy, data, environments and
        whether customers meet it. It can be raised with a reason, never lowered. An agent without a
        class cannot be active.
      </p>
      {QUESTIONS.map((name) => (
        <RadioField
          key={name}
          name={name}
          label={RISK_QUESTIONS[name].question}
          options={Object.entries(RISK_QUESTIONS[name].answers).map(([value, answer]) => ({
            value,
            label: answer.label,
            help: answer.means,
          }))}
          defaultValue={startText(start, name)}
          optional
        />
      ))}
      <SelectField
        name="riskRaisedTo"
        label="Raise the class to"
        placeholder="As computed"
        options={choicesOf(RISK_CLASS_LABEL, CLASSES)}
        defaultValue={startText(start, "riskRaisedTo")}
        optional
      />
      <TextArea
        name="riskReason"
        label="Why it is raised"
        maxLength={REASON_MAX}
        rows={2}
        defaultValue={startText(start, "riskReason")}
        optional
      />
    </>
  );
}
