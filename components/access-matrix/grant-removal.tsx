"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextArea } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { REASON_MAX } from "@/lib/access-matrix/grants/limits";
import type { FormAction } from "@/lib/core/action-state";

/** Asks that a grant ends; another person approves it. */
export function GrantRemoval({ grantId, action }: { grantId: string; action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button>Ask for its removal</Button>}
      title="Ask that this grant ends"
      description="It stays in force until another person has approved the removal."
      action={action}
      submitLabel="Send for approval"
      hidden={{ "grantIds[]": grantId }}
    >
      <TextArea
        name="reason"
        label="Reason"
        help="Goes into the change log."
        maxLength={REASON_MAX}
      />
    </ConfirmForm>
  );
}
