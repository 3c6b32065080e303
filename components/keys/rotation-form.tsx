"use client";

import { RadioField } from "@/components/forms/choice-fields";
import { DateField } from "@/components/forms/date-field";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { PersonField } from "@/components/forms/pick-fields";
import { TextArea, TextField } from "@/components/forms/text-field";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/core/action-state";
import { ROTATION_REASON_LABEL, ROTATION_REASONS } from "@/lib/keys/labels";
import { REASON_MAX, TICKET_MAX } from "@/lib/keys/limits";
import { CredentialFields, type KeyFormStart } from "./credential-fields";

const REASONS = ROTATION_REASONS.map((value) => ({ value, label: ROTATION_REASON_LABEL[value] }));

/** Starting a rotation: the new credential, why, and how long both may be used. */
export function RotationForm({
  action,
  oldKeyId,
  people,
  start,
  draftKey,
  now,
  overlapDays,
}: {
  action: FormAction;
  oldKeyId: string;
  people: readonly { id: string; name: string; title: string }[];
  start: KeyFormStart;
  draftKey: string;
  now: string;
  overlapDays: number;
}) {
  return (
    <Form
      action={action}
      label="Rotate the key"
      submitLabel="Start the rotation"
      draftKey={draftKey}
      className="max-w-2xl"
      aside={
        <TextLink href={`/keys/${oldKeyId}`} className="self-center">
          Cancel
        </TextLink>
      }
    >
      <HiddenField name="oldKeyId" value={oldKeyId} />
      <RadioField
        name="reason"
        label="Why it is rotated"
        options={REASONS}
        defaultValue={start.reason ?? ""}
      />
      <CredentialFields start={start} now={now} />
      <DateField
        name="overlapEndsAt"
        label="Overlap ends"
        help={`Until when the old key may still be used, at most ${overlapDays} days.`}
        time
        defaultValue={start.overlapEndsAt ?? ""}
      />
      <PersonField
        name="performedById"
        label="Carried out by"
        people={people}
        defaultValue={start.performedById ?? ""}
      />
      <TextArea
        name="dependants"
        label="What must be given the new key"
        rows={2}
        maxLength={REASON_MAX}
        optional
      />
      <TextField name="ticket" label="Ticket" maxLength={TICKET_MAX} optional />
      <TextArea name="note" label="Note" rows={2} maxLength={REASON_MAX} optional />
    </Form>
  );
}
