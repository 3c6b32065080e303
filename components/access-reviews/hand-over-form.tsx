"use client";

import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { type PersonChoice, PersonField } from "@/components/forms/pick-fields";
import { SelectField } from "@/components/forms/select-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import { LINES_MAX, REASON_MAX } from "@/lib/access-reviews/assign/limits";
import type { FormAction } from "@/lib/core/action-state";

/** Hands lines of one reviewer to another. The due day stays. */
export function HandOverForm({
  action,
  reviewId,
  parts,
  people,
  start,
}: {
  action: FormAction;
  reviewId: string;
  parts: readonly { readonly value: string; readonly label: string }[];
  people: readonly PersonChoice[];
  /** What the address asks for. */
  start: { readonly part: string; readonly to: string; readonly lines: string };
}) {
  return (
    <Form action={action} label="Hand lines over" submitLabel="Hand over">
      <HiddenField name="reviewId" value={reviewId} />
      <SelectField name="part" label="Whose lines" options={parts} defaultValue={start.part} />
      <TextField
        name="lines"
        label="Which lines"
        help="Numbers such as 12, 40-52. Empty: all that are not decided. What is decided stays with whoever decided it."
        maxLength={LINES_MAX}
        defaultValue={start.lines}
        optional
      />
      <PersonField
        name="toId"
        label="Who shall decide them"
        people={people}
        defaultValue={start.to}
      />
      <TextArea
        name="reason"
        label="Why"
        help="At least 10 characters. Stands beside the assignment in the evidence."
        maxLength={REASON_MAX}
        rows={2}
      />
    </Form>
  );
}

/** Lets somebody with a conflict decide lines, with a second person beside them. */
export function ExceptionForm({
  action,
  reviewId,
  people,
}: {
  action: FormAction;
  reviewId: string;
  people: readonly PersonChoice[];
}) {
  return (
    <Form action={action} label="Record an exception" submitLabel="Record the exception">
      <HiddenField name="reviewId" value={reviewId} />
      <TextField
        name="lines"
        label="Which lines"
        help="Numbers such as 12, 40-52; none of them decided."
        maxLength={LINES_MAX}
      />
      <PersonField
        name="reviewerId"
        label="Who decides first"
        help="Has a conflict with these lines."
        people={people}
      />
      <PersonField
        name="secondId"
        label="Who looks as well"
        help="Has none, is no administrator, and decides each of these lines in a second stage."
        people={people}
      />
      <TextArea
        name="reason"
        label="Why nobody else can judge them"
        help="At least 10 characters. Stands beside both assignments in the evidence."
        maxLength={REASON_MAX}
        rows={2}
      />
    </Form>
  );
}
