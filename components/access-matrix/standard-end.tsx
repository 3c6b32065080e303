"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextArea } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { REASON_MAX } from "@/lib/access-matrix/standard/limits";
import type { FormAction } from "@/lib/core/action-state";

/** Takes an entry out of use. */
export function StandardEnd({
  standardId,
  version,
  action,
}: {
  standardId: string;
  version: number;
  action: FormAction;
}) {
  return (
    <ConfirmForm
      trigger={<Button variant="danger">End it</Button>}
      title="End this standard change"
      description="From now on it grants nothing. What it has granted stays until its own end."
      action={action}
      submitLabel="End it"
      danger
      hidden={{ standardId, version: String(version) }}
    >
      <TextArea name="reason" label="Reason" maxLength={REASON_MAX} />
    </ConfirmForm>
  );
}
