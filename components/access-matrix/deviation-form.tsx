"use client";

import { RadioField } from "@/components/forms/choice-fields";
import { DateField } from "@/components/forms/date-field";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import {
  DISPOSE_FIELD_LABEL,
  DISPOSITION_LABEL,
} from "@/lib/access-matrix/deviations/deviation-labels";
import { EXPLANATION_MAX, TICKET_MAX } from "@/lib/access-matrix/deviations/deviation-limits";
import type { DeviationRow } from "@/lib/access-matrix/deviations/deviation-view";
import type { FormAction } from "@/lib/core/action-state";

const CHOICES = [
  {
    value: "explained",
    label: DISPOSITION_LABEL.explained,
    help: "It is known why, and it is being put right.",
  },
  {
    value: "accepted",
    label: DISPOSITION_LABEL.accepted,
    help: "It is borne for that time, for the reason given.",
  },
];
const OPEN = {
  value: "open",
  label: DISPOSITION_LABEL.open,
  help: "What was said does not hold.",
};

/** Sets a deviation aside until a day, or opens it again. */
export function DeviationForm({ row, action }: { row: DeviationRow; action: FormAction }) {
  const isOpen = row.disposition === "open";
  return (
    <Form action={action} label="Say what the deviation is" submitLabel="Record">
      <HiddenField name="deviationId" value={row.id} />
      <HiddenField name="version" value={String(row.version)} />
      <RadioField
        name="disposition"
        label={DISPOSE_FIELD_LABEL.disposition}
        options={isOpen ? CHOICES : [...CHOICES, OPEN]}
        defaultValue={isOpen ? "" : row.disposition}
      />
      <TextArea
        name="explanation"
        label={DISPOSE_FIELD_LABEL.explanation}
        help="At least 20 characters. Goes into the change log."
        maxLength={EXPLANATION_MAX}
        rows={3}
        defaultValue={isOpen ? "" : row.explanation}
      />
      <TextField
        name="ticket"
        label={DISPOSE_FIELD_LABEL.ticket}
        help="Where it is worked on."
        maxLength={TICKET_MAX}
        defaultValue={row.ticket}
        optional
      />
      <DateField
        name="until"
        label={DISPOSE_FIELD_LABEL.until}
        help="It is open again the day after. Left empty only to open it again."
        defaultValue={row.disposedUntil.slice(0, 10)}
      />
    </Form>
  );
}
