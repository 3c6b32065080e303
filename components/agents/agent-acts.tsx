"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { HiddenField } from "@/components/forms/hidden-field";
import { type PersonChoice, PersonField } from "@/components/forms/pick-fields";
import { ReasonField } from "@/components/forms/reason-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { NAME_MAX, REASON_MAX } from "@/lib/agents/limits";
import type { TransitionShown } from "@/lib/agents/view";
import type { FormAction } from "@/lib/core/action-state";

/** The acts that are a dialog; changing and proposing have pages of their own. */
export type AgentAct = Exclude<TransitionShown["transition"], "edit" | "revise">;

type Subject = { id: string; name: string; version: number; successorId: string };

const WORDS = {
  activate: {
    title: "Activate this agent",
    description: "It may then hold keys and call tools.",
    submit: "Activate",
  },
  suspend: {
    title: "Suspend this agent",
    description: "It stops for now. Somebody else may resume it.",
    submit: "Suspend",
  },
  resume: {
    title: "Resume this agent",
    description: "It may act again.",
    submit: "Resume",
  },
  retire: {
    title: "Retire this agent",
    description: "It ends for good and stays in the registry. Open requests about it are voided.",
    submit: "Retire",
  },
  withdraw: {
    title: "Withdraw this proposal",
    description: "Nobody decides on it any more. It may be proposed again.",
    submit: "Withdraw",
  },
  "hand-over": {
    title: "Hand over this agent",
    description: "Another person than the old and the new owner approves it.",
    submit: "Ask for the handover",
  },
  "confirm-review": {
    title: "Confirm the review",
    description: "You looked at this agent again. The next date follows from the policy in force.",
    submit: "Confirm the review",
  },
} as const satisfies Record<AgentAct, { title: string; description: string; submit: string }>;

/** One act on an agent behind a question, with the reason that goes into the change log. */
export function AgentActForm({
  act,
  label,
  agent,
  people,
  action,
}: {
  act: AgentAct;
  label: string;
  agent: Subject;
  people: readonly PersonChoice[];
  action: FormAction;
}) {
  const { title, description, submit } = WORDS[act];
  const danger = act === "retire" || act === "suspend" || act === "withdraw";
  return (
    <ConfirmForm
      trigger={<Button variant={act === "activate" ? "primary" : "secondary"}>{label}</Button>}
      title={title}
      description={description}
      action={action}
      submitLabel={submit}
      danger={danger}
      hidden={{ agentId: agent.id }}
    >
      <ActFields act={act} agent={agent} people={people} />
    </ConfirmForm>
  );
}

function ActFields({
  act,
  agent,
  people,
}: {
  act: AgentAct;
  agent: Subject;
  people: readonly PersonChoice[];
}) {
  switch (act) {
    case "activate":
      return null;
    case "confirm-review":
      return <TextArea name="note" label="What you looked at and found" maxLength={REASON_MAX} />;
    case "retire":
      return (
        <>
          <ReasonField maxLength={REASON_MAX} />
          <TextField
            name="typedName"
            label={`Type ${agent.name} to confirm`}
            maxLength={NAME_MAX}
            autoComplete="off"
          />
        </>
      );
    case "hand-over":
      return (
        <>
          <HiddenField name="version" value={String(agent.version)} />
          <PersonField
            name="ownerId"
            label="New owner"
            help="The successor is proposed."
            people={people}
            defaultValue={agent.successorId}
          />
          <PersonField name="successorId" label="New successor" people={people} />
          <ReasonField maxLength={REASON_MAX} />
        </>
      );
    case "suspend":
    case "resume":
    case "withdraw":
      return <ReasonField maxLength={REASON_MAX} />;
    default:
      return act satisfies never;
  }
}
