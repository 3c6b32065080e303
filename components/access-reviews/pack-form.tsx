"use client";

import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import type { FormAction } from "@/lib/core/action-state";

/** Asks for the pack of a review; it is made in the background. */
export function PackForm({ action, review }: { action: FormAction; review: string }) {
  return (
    <Form action={action} label="Ask for a pack" submitLabel="Make the pack">
      <HiddenField name="review" value={review} />
    </Form>
  );
}
