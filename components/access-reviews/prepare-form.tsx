"use client";

import { CheckboxGroup, RadioField } from "@/components/forms/choice-fields";
import { DateField } from "@/components/forms/date-field";
import { Form } from "@/components/forms/form";
import { choicesOf, type FormStart, startList, startText } from "@/components/forms/form-start";
import { HiddenField } from "@/components/forms/hidden-field";
import { type PersonChoice, PersonField } from "@/components/forms/pick-fields";
import { SelectField } from "@/components/forms/select-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import { ButtonLink } from "@/components/ui/button";
import {
  LINE_KIND_LABEL,
  REVIEW_KIND_LABEL,
  SILENCE_RULE_LABEL,
} from "@/lib/access-reviews/labels";
import {
  EXCLUSIONS_TEXT_MAX,
  NOTE_MAX,
  TITLE_MAX,
} from "@/lib/access-reviews/prepare/prepare-limits";
import { LINE_KINDS, REVIEW_KINDS, SILENCE_RULES } from "@/lib/access-reviews/review-view";
import type { FormAction } from "@/lib/core/action-state";
import { ENVIRONMENT_LABEL, ENVIRONMENTS } from "@/lib/core/environments";

export type Choice = { readonly value: string; readonly label: string };
type Choices = {
  readonly people: readonly PersonChoice[];
  readonly servers: readonly Choice[];
  readonly agents: readonly Choice[];
};

const KIND_MEANS = {
  quarterly: "The review of a calendar quarter. Each quarter has one.",
  "off-cycle": "Out of turn, because something happened. It looks back 90 days.",
};
const SILENCE_MEANS = {
  leave: "The line stays as it is, counts as no response, and a finding is raised.",
  revoke: "The line is taken away, as if somebody had revoked it.",
};

/** Drafts a review, or edits its draft (then `reviewId` and `version` stand in `start`). */
export function PrepareForm({
  action,
  choices,
  quarters,
  start,
  draftKey,
  minDay,
}: {
  action: FormAction;
  choices: Choices;
  /** Empty: the draft is there already, and its quarter stays. */
  quarters: readonly Choice[];
  start: FormStart;
  draftKey: string;
  minDay: string;
}) {
  const isNew = quarters.length > 0;
  return (
    <Form
      action={action}
      label={isNew ? "Prepare a review" : "Edit the draft"}
      submitLabel={isNew ? "Draft it" : "Save the draft"}
      draftKey={draftKey}
      {...(isNew
        ? {
            aside: (
              <ButtonLink variant="ghost" href="/access-reviews">
                Cancel
              </ButtonLink>
            ),
          }
        : {})}
    >
      {isNew ? (
        <NewFields quarters={quarters} start={start} />
      ) : (
        <>
          <HiddenField name="reviewId" value={startText(start, "reviewId")} />
          <HiddenField name="version" value={startText(start, "version")} />
        </>
      )}
      <CourseFields people={choices.people} start={start} minDay={minDay} />
      <ScopeFields choices={choices} start={start} />
      <TextArea
        name="tieOutNote"
        label="What is behind the differences"
        help="Where registers, gateways and calls differ, say why before the start. It stands in the snapshot."
        maxLength={NOTE_MAX}
        defaultValue={startText(start, "tieOutNote")}
        optional
      />
    </Form>
  );
}

function NewFields({ quarters, start }: { quarters: readonly Choice[]; start: FormStart }) {
  return (
    <>
      <HiddenField name="triggerId" value={startText(start, "triggerId")} />
      <RadioField
        name="kind"
        label="Kind"
        options={choicesOf(REVIEW_KIND_LABEL, REVIEW_KINDS, KIND_MEANS)}
        defaultValue={startText(start, "kind")}
      />
      <SelectField
        name="quarter"
        label="Quarter"
        help="Of a quarterly review. Of an off-cycle one it is not asked."
        options={quarters}
        defaultValue={startText(start, "quarter")}
      />
    </>
  );
}

function CourseFields({
  people,
  start,
  minDay,
}: {
  people: readonly PersonChoice[];
  start: FormStart;
  minDay: string;
}) {
  return (
    <>
      <TextField
        name="title"
        label="Name"
        maxLength={TITLE_MAX}
        defaultValue={startText(start, "title")}
      />
      <PersonField
        name="ownerId"
        label="Who answers for it"
        help="Signs the whole review in the end. A named person who may sign, never a shared mailbox."
        people={people}
        defaultValue={startText(start, "ownerId")}
      />
      <DateField
        name="dueOn"
        label="Due on"
        help="At the end of this day, in UTC. It does not move after the start."
        min={minDay}
        defaultValue={startText(start, "dueOn")}
      />
      <RadioField
        name="silenceRule"
        label="What becomes of lines that nobody answers"
        help="Chosen now, printed in the evidence, and never changed afterwards."
        options={choicesOf(SILENCE_RULE_LABEL, SILENCE_RULES, SILENCE_MEANS)}
        defaultValue={startText(start, "silenceRule")}
      />
    </>
  );
}

function ScopeFields({ choices, start }: { choices: Choices; start: FormStart }) {
  return (
    <>
      <CheckboxGroup
        name="kinds"
        label="What it is about"
        help="None chosen: everything."
        options={choicesOf(LINE_KIND_LABEL, LINE_KINDS)}
        defaultValue={startList(start, "kinds")}
        optional
        columns
      />
      <CheckboxGroup
        name="environments"
        label="Environments"
        help="None chosen: every environment."
        options={choicesOf(ENVIRONMENT_LABEL, ENVIRONMENTS)}
        defaultValue={startList(start, "environments")}
        optional
        columns
      />
      <details className="border-y py-2">
        <summary className="cursor-pointer font-medium">Only some servers or agents</summary>
        <div className="mt-3 grid gap-4">
          <CheckboxGroup
            name="serverIds"
            label="Servers"
            help="None chosen: every server, also those that nobody registered."
            options={choices.servers}
            defaultValue={startList(start, "serverIds")}
            optional
            columns
          />
          <CheckboxGroup
            name="agentIds"
            label="Agents"
            help="None chosen: every agent, and whoever calls without being one."
            options={choices.agents}
            defaultValue={startList(start, "agentIds")}
            optional
            columns
          />
        </div>
      </details>
      <TextArea
        name="exclusions"
        label="Left out"
        help={
          <>
            One a line, with the reason, as{" "}
            <span className="font-mono text-sm">server | billing-db | why</span>. First the kind:
            environment, server, agent or kind. Empty: nothing is left out, and the evidence says
            none.
          </>
        }
        maxLength={EXCLUSIONS_TEXT_MAX}
        defaultValue={startText(start, "exclusions")}
        rows={3}
        mono
        optional
      />
    </>
  );
}
