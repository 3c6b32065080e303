"use client";

import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import { REASON_MAX, TRIGGER_MAX } from "@/lib/access-reviews/assign/limits";
import type { FormAction } from "@/lib/core/action-state";

/** Says what happened that asks for a review out of turn. */
export function TriggerForm({ action }: { action: FormAction }) {
  return (
    <Form action={action} label="Name what asks for a review" submitLabel="Note it">
      <TextField
        name="words"
        label="What happened"
        help="An incident, a breach at a vendor, anything the system cannot see. On one line."
        maxLength={TRIGGER_MAX}
      />
    </Form>
  );
}

/** Says why what was noted needs no review. */
export function DismissForm({ action, triggerId }: { action: FormAction; triggerId: string }) {
  return (
    <Form action={action} label="Say why no review is needed" submitLabel="Dismiss">
      <HiddenField name="triggerId" value={triggerId} />
      <TextArea
        name="reason"
        label="Why no review is needed"
        help="At least 10 characters. Stays on record."
        maxLength={REASON_MAX}
        rows={3}
      />
    </Form>
  );
}
