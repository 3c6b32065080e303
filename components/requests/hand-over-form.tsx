"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { PersonField } from "@/components/forms/pick-fields";
import { TextArea } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/core/action-state";
import { NOTE_MAX } from "@/lib/requests/labels";

type Heir = { id: string; name: string; title: string };

/** Whoever may decide gives the request to another person who could. */
export function HandOverForm({
  requestId,
  heirs,
  action,
}: {
  requestId: string;
  heirs: readonly Heir[];
  action: FormAction;
}) {
  return (
    <ConfirmForm
      trigger={<Button>Hand over</Button>}
      title="Hand this request over"
      description="It waits for the person you choose then, and no longer for you. Its day stays. Whoever asked for it or has a part in it cannot be chosen."
      action={action}
      submitLabel="Hand over"
      hidden={{ requestId }}
    >
      <PersonField name="toId" label="To" people={heirs} />
      <TextArea name="reason" label="Reason" maxLength={NOTE_MAX} />
    </ConfirmForm>
  );
}
