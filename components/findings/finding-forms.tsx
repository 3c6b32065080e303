"use client";

import { useState } from "react";
import { RadioField } from "@/components/forms/choice-fields";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { DateField } from "@/components/forms/date-field";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { PersonField } from "@/components/forms/pick-fields";
import { TextArea, TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/core/action-state";
import { VERDICT_LABEL, VERDICT_MEANS, VERDICTS } from "@/lib/findings/labels";
import { INCIDENT_MAX, NOTE_MAX, RATIONALE_MAX } from "@/lib/findings/limits";

type Which = { findingId: string; version: number; action: FormAction };

/** Who looks after it, and by when. */
export function TriageForm({
  findingId,
  version,
  action,
  people,
  ownerId,
  dueOn,
  note,
}: Which & {
  people: readonly { id: string; name: string; title: string }[];
  ownerId: string;
  dueOn: string;
  note: string;
}) {
  return (
    <Form action={action} label="Triage this finding" submitLabel="Record the triage">
      <HiddenField name="findingId" value={findingId} />
      <HiddenField name="version" value={String(version)} />
      <PersonField
        name="ownerId"
        label="Owner"
        help="Looks after it until it is closed. Only people who may triage can be chosen."
        people={people}
        defaultValue={ownerId}
      />
      <DateField
        name="dueOn"
        label="Due on"
        help="The end of that day, UTC."
        defaultValue={dueOn}
      />
      <TextArea
        name="note"
        label="Note"
        help="What is known so far, and what is looked at next."
        optional
        maxLength={NOTE_MAX}
        defaultValue={note}
      />
    </Form>
  );
}

/** What it was, and why. */
export function CloseForm({ findingId, version, action, draftKey }: Which & { draftKey: string }) {
  const [verdict, setVerdict] = useState("");
  const isTrue = verdict === "true-positive";
  return (
    <Form
      action={action}
      label="Close this finding"
      submitLabel="Close the finding"
      draftKey={draftKey}
    >
      <HiddenField name="findingId" value={findingId} />
      <HiddenField name="version" value={String(version)} />
      <RadioField
        name="verdict"
        label="What it was"
        options={VERDICTS.map((value) => ({
          value,
          label: VERDICT_LABEL[value],
          help: VERDICT_MEANS[value],
        }))}
        onChange={setVerdict}
      />
      <TextArea
        name="reason"
        label="Rationale"
        help="What you looked at and why you judge so; an auditor reads it without you."
        maxLength={RATIONALE_MAX}
      />
      <TextField
        name="incident"
        label="Incident"
        help="Its number, or why it is none and who decided so."
        optional={!isTrue}
        maxLength={INCIDENT_MAX}
      />
    </Form>
  );
}

/** Takes a closing back. */
export function ReopenForm({ findingId, version, action }: Which) {
  return (
    <ConfirmForm
      trigger={<Button>Open it again</Button>}
      title="Open this finding again"
      description="Its verdict is taken back; the change log keeps it."
      action={action}
      submitLabel="Open it again"
      hidden={{ findingId, version: String(version) }}
    >
      <TextArea
        name="reason"
        label="Reason"
        help="Goes into the change log."
        maxLength={NOTE_MAX}
      />
    </ConfirmForm>
  );
}
