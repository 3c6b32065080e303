"use client";

import { useState } from "react";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { Callout } from "@/components/ui/callout";
import { Section } from "@/components/ui/section";
import type { FormAction } from "@/lib/core/action-state";
import { IMPORT_STEP_LABEL, IMPORT_STEPS } from "@/lib/servers/definitions/definition-labels";
import type { ImportLine, ImportPlan } from "@/lib/servers/definitions/definition-view";
import { type Choice, DefinitionChoice } from "./definition-choice";
import { DefinitionLine } from "./definition-line";

/** What a list would do, step by step; new operations say what they are, as the person confirms it. */
export function DefinitionReview({
  plan,
  sent,
  dataClasses,
  send,
}: {
  plan: ImportPlan;
  /** The fields that were looked at, which go along again. */
  sent: Readonly<Record<string, string>>;
  dataClasses: readonly string[];
  send: FormAction;
}) {
  const [choices, setChoices] = useState(() => choicesFor(plan.lines, dataClasses));
  const change = (choice: Choice) =>
    setChoices(choices.map((each) => (each.name === choice.name ? choice : each)));
  if (plan.refused.length > 0) return <Refused refused={plan.refused} />;
  return (
    <Section
      id="differences"
      title="What this list would do"
      lead="Look at every word that a model will read. Nothing is kept until you import."
    >
      {plan.warning ? (
        <Callout tone="attention" className="mb-4">
          {plan.warning}
        </Callout>
      ) : null}
      <Form
        action={send}
        label="Import the list"
        submitLabel={
          plan.lines.length === 1 ? "Import 1 operation" : `Import ${plan.lines.length} operations`
        }
      >
        {Object.entries(sent).map(([name, value]) => (
          <HiddenField key={name} name={name} value={value} />
        ))}
        <HiddenField name="hash" value={plan.hash} />
        <HiddenField name="choices" value={JSON.stringify(choices)} />
        {IMPORT_STEPS.map((step) => {
          const lines = plan.lines.filter((line) => line.step === step);
          return lines.length === 0 ? null : (
            <section key={step} aria-label={IMPORT_STEP_LABEL[step]}>
              <h3 className="mb-1 font-semibold">
                {IMPORT_STEP_LABEL[step]}{" "}
                <span className="font-normal text-ink-3 tabular-nums">{lines.length}</span>
              </h3>
              {step === "same" ? (
                <p className="font-mono text-sm wrap-anywhere text-ink-2">
                  {lines.map(({ name }) => name).join(", ")}
                </p>
              ) : (
                <ul className="border-t">
                  {lines.map((line) => (
                    <DefinitionLine key={line.name} line={line}>
                      <DefinitionChoice
                        choice={choices.find(({ name }) => name === line.name) ?? null}
                        why={line.why}
                        onChange={change}
                      />
                    </DefinitionLine>
                  ))}
                </ul>
              )}
            </section>
          );
        })}
      </Form>
    </Section>
  );
}

function choicesFor(lines: readonly ImportLine[], dataClasses: readonly string[]): Choice[] {
  return lines
    .filter(({ step }) => step === "new")
    .map(({ name, meaning, access }) => ({ name, meaning, access, dataClasses: [...dataClasses] }));
}

function Refused({ refused }: Pick<ImportPlan, "refused">) {
  return (
    <Callout tone="fail" title="Nothing can be imported from this list as it is" className="mt-8">
      <ul className="space-y-1">
        {refused.map(({ place, message }) => (
          <li key={`${place} ${message}`}>
            <span className="font-mono text-sm">{place}</span>: {message}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
