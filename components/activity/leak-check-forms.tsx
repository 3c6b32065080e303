"use client";

import { RadioField } from "@/components/forms/choice-fields";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextArea } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { LEAK_NOTE_MAX } from "@/lib/activity/redaction-desk/redaction-labels";
import type { FormAction } from "@/lib/core/action-state";

export function DrawLeakCheck({ action, size }: { action: FormAction; size: number }) {
  const records = size === 1 ? "1 record" : `${size} records`;
  return (
    <ConfirmForm
      trigger={<Button variant="primary">Draw a leak check</Button>}
      title="Draw a leak check"
      description={`${records} are drawn at random from everything that is sealed and looked through by the rules in force. Each draw is recorded and stays.`}
      action={action}
      submitLabel={`Draw ${records}`}
    />
  );
}

/** What a person says who opened the entries. */
export function SignLeakCheck({
  action,
  check,
}: {
  action: FormAction;
  check: { readonly id: string; readonly version: number };
}) {
  return (
    <Form action={action} label="Sign the leak check" submitLabel="Sign the leak check">
      <HiddenField name="checkId" value={check.id} />
      <HiddenField name="version" value={String(check.version)} />
      <RadioField
        name="verdict"
        label="Verdict"
        options={[
          { value: "clean", label: "Clean", help: "Nothing got through that should be gone." },
          { value: "leak", label: "Leak", help: "Something got through." },
        ]}
      />
      <TextArea
        name="note"
        label="Note"
        help="Which entries you opened and what you saw. Do not copy what leaked."
        rows={4}
        maxLength={LEAK_NOTE_MAX}
      />
    </Form>
  );
}
