"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextArea } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/core/action-state";
import { NOTE_MAX } from "@/lib/requests/labels";

/** The requester takes a wish back, with a reason. */
export function WithdrawForm({ requestId, action }: { requestId: string; action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button>Withdraw</Button>}
      title="Withdraw this request"
      description="Nobody can decide it afterwards. You can ask again at any time."
      action={action}
      submitLabel="Withdraw request"
      hidden={{ requestId }}
    >
      <TextArea name="reason" label="Reason" maxLength={NOTE_MAX} />
    </ConfirmForm>
  );
}
