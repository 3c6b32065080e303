"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextArea } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/core/action-state";
import { REASON_MAX } from "@/lib/servers/limits";

/** Asks another person to pin what the server says now. */
export function DefinitionAsk({
  id,
  name,
  action,
}: {
  id: string;
  name: string;
  action: FormAction;
}) {
  return (
    <ConfirmForm
      trigger={<Button variant="primary">Ask to pin it</Button>}
      title={`Ask to pin ${name}`}
      description="Another person decides: the owner or deputy of the server, or whoever decides about servers."
      action={action}
      submitLabel="Ask"
      hidden={{ operationId: id }}
    >
      <TextArea name="reason" label="Why" rows={3} maxLength={REASON_MAX} />
    </ConfirmForm>
  );
}
