"use client";

import { CheckboxGroup } from "@/components/forms/choice-fields";
import { DateField } from "@/components/forms/date-field";
import { Form } from "@/components/forms/form";
import { TextArea, TextField } from "@/components/forms/text-field";
import { ButtonLink } from "@/components/ui/button";
import { MAX_DAYS, REASON_MAX, TITLE_MAX } from "@/lib/access-matrix/standard/limits";
import { ACCESS_CLASS_LABEL, ACCESS_CLASS_MEANS, ACCESS_CLASSES } from "@/lib/core/access-classes";
import type { FormAction } from "@/lib/core/action-state";
import { DATA_CLASS_LABEL, DATA_CLASSES } from "@/lib/core/data-classes";
import { ENVIRONMENT_LABEL, ENVIRONMENTS } from "@/lib/core/environments";

/** Proposes an entry of the catalogue. */
export function StandardForm({
  action,
  servers,
  draftKey,
  minDay,
  maxDay,
}: {
  action: FormAction;
  servers: readonly { value: string; label: string }[];
  draftKey: string;
  minDay: string;
  maxDay: string;
}) {
  return (
    <Form
      action={action}
      label="Propose a standard change"
      submitLabel="Send for approval"
      draftKey={draftKey}
      aside={
        <ButtonLink variant="ghost" href="/access-matrix/catalogue">
          Cancel
        </ButtonLink>
      }
    >
      <TextField name="title" label="Name" maxLength={TITLE_MAX} />
      <TextArea
        name="reason"
        label="Why it needs no decision each time"
        help="What could go wrong, how often it is asked for, and why that is accepted beforehand."
        maxLength={REASON_MAX}
        rows={4}
      />
      <CheckboxGroup
        name="environments"
        label="Environments"
        options={ENVIRONMENTS.map((value) => ({ value, label: ENVIRONMENT_LABEL[value] }))}
      />
      <CheckboxGroup
        name="access"
        label="What operations may do"
        options={ACCESS_CLASSES.map((value) => ({
          value,
          label: ACCESS_CLASS_LABEL[value],
          help: ACCESS_CLASS_MEANS[value],
        }))}
      />
      <CheckboxGroup
        name="dataClasses"
        label="Kinds of data"
        help="Operations that touch any other need a decision."
        columns
        options={DATA_CLASSES.map((value) => ({ value, label: DATA_CLASS_LABEL[value] }))}
      />
      <CheckboxGroup
        name="serverIds"
        label="Servers"
        help="None chosen: any server in scope, also one that is registered later."
        optional
        columns
        options={servers}
      />
      <TextField
        name="maxDays"
        label="Grants for at most, in days"
        help={`1 to ${MAX_DAYS}. Whoever asks for longer needs a decision.`}
        type="number"
        defaultValue="30"
      />
      <DateField
        name="expiresOn"
        label="Grants through"
        help="The last day on which it grants, in UTC. Then it has to be approved anew."
        min={minDay}
        max={maxDay}
      />
    </Form>
  );
}
