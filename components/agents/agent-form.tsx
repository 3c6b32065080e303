"use client";

import { Form } from "@/components/forms/form";
import type { FormStart } from "@/components/forms/form-start";
import { FormStep } from "@/components/forms/form-steps";
import { HiddenField } from "@/components/forms/hidden-field";
import type { PersonChoice } from "@/components/forms/pick-fields";
import { TextArea } from "@/components/forms/text-field";
import { TextLink } from "@/components/ui/text-link";
import { REASON_MAX } from "@/lib/agents/limits";
import type { FormAction } from "@/lib/core/action-state";
import { AgentAiActFields } from "./agent-ai-act-fields";
import { AgentDoesFields } from "./agent-does-fields";
import { AGENT_FORM_STEPS } from "./agent-form-steps";
import { AgentRiskFields } from "./agent-risk-fields";
import { AgentWhoFields } from "./agent-who-fields";

/** Registering, correcting a proposal and editing share one form: the same questions, another act. */
export function AgentForm({
  action,
  label,
  submitLabel,
  people,
  start,
  draftKey,
  cancelHref,
  editing = null,
}: {
  action: FormAction;
  label: string;
  submitLabel: string;
  people: readonly PersonChoice[];
  start: FormStart;
  draftKey: string;
  cancelHref: string;
  /** The agent being changed, and what the reason is asked for. */
  editing?: { agentId: string; version: string; reasonHelp: string } | null;
}) {
  return (
    <Form
      action={action}
      label={label}
      submitLabel={submitLabel}
      draftKey={draftKey}
      steps={AGENT_FORM_STEPS}
      aside={
        <TextLink href={cancelHref} className="self-center">
          Cancel
        </TextLink>
      }
    >
      {editing ? (
        <>
          <HiddenField name="agentId" value={editing.agentId} />
          <HiddenField name="version" value={editing.version} />
        </>
      ) : null}
      <FormStep id="who">
        <AgentWhoFields people={people} start={start} agentId={editing?.agentId ?? ""} />
      </FormStep>
      <FormStep id="does">
        <AgentDoesFields start={start} />
      </FormStep>
      <FormStep id="risk">
        <AgentRiskFields start={start} />
      </FormStep>
      <FormStep id="ai-act">
        <AgentAiActFields start={start} />
        {editing ? (
          <TextArea
            name="reason"
            label="Why this changes"
            help={editing.reasonHelp}
            maxLength={REASON_MAX}
            optional
          />
        ) : null}
      </FormStep>
    </Form>
  );
}
