"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { DateField } from "@/components/forms/date-field";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { type PersonChoice, PersonField } from "@/components/forms/pick-fields";
import { SelectField } from "@/components/forms/select-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { REASON_MAX, ROLE_MAX, SUITABILITY_MAX } from "@/lib/access-reviews/assign/limits";
import type { DelegationRow } from "@/lib/access-reviews/assign/reviewers-view";
import type { FormAction } from "@/lib/core/action-state";

/** Has somebody decide in the place of another. `from`: who is away, where the reader may name only themselves. */
export function DelegationForm({
  action,
  people,
  reviews,
  selfId,
  mayNameOthers,
  today,
}: {
  action: FormAction;
  people: readonly PersonChoice[];
  reviews: readonly { readonly value: string; readonly label: string }[];
  selfId: string;
  mayNameOthers: boolean;
  today: string;
}) {
  return (
    <Form action={action} label="Record a delegation" submitLabel="Record the delegation">
      {mayNameOthers ? (
        <PersonField name="fromId" label="Who is away" people={people} defaultValue={selfId} />
      ) : (
        <HiddenField name="fromId" value={selfId} />
      )}
      <PersonField
        name="toId"
        label="Who decides in their place"
        help="Without a conflict on any of the lines. They decide and sign as themselves, and cannot delegate onwards."
        people={people}
      />
      <SelectField
        name="reviewId"
        label="For which review"
        options={reviews}
        placeholder="Every review"
        optional
      />
      <DateField name="fromOn" label="From" min={today} defaultValue={today} />
      <DateField name="throughOn" label="Through" help="The last day, in UTC." min={today} />
      <TextArea
        name="reason"
        label="Why"
        help="At least 10 characters. Stands beside each line in the evidence."
        maxLength={REASON_MAX}
        rows={2}
      />
    </Form>
  );
}

/** Ends a delegation before its time. */
export function DelegationEnd({ row, action }: { row: DelegationRow; action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button size="sm">End</Button>}
      title="End the delegation"
      description={`${row.to} no longer decides in the place of ${row.from}. Lines that are not decided go back.`}
      action={action}
      submitLabel="End the delegation"
      hidden={{ delegationId: row.id }}
    />
  );
}

/** Records why somebody is fit to review. */
export function FitnessForm({
  action,
  people,
  today,
}: {
  action: FormAction;
  people: readonly PersonChoice[];
  today: string;
}) {
  return (
    <Form action={action} label="Record why a person is fit to review" submitLabel="Record">
      <PersonField
        name="personId"
        label="Person"
        help="Somebody other than yourself."
        people={people}
      />
      <TextField
        name="role"
        label="Reviews as"
        help="The role in which they judge access, such as owner of the CRM."
        maxLength={ROLE_MAX}
      />
      <DateField name="trainedOn" label="Trained on" max={today} />
      <TextArea
        name="suitability"
        label="Why they can judge such access"
        maxLength={SUITABILITY_MAX}
        rows={3}
      />
    </Form>
  );
}
