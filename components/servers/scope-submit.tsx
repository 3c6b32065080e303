"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextArea } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/core/action-state";
import { REASON_MAX } from "@/lib/servers/limits";

/** Sends the document, as the page shows it, to another person. */
export function SubmitScope({
  hash,
  approved,
  action,
}: {
  hash: string;
  /** Nothing changed since it was approved: sending it again is no duty. */
  approved: boolean;
  action: FormAction;
}) {
  return (
    <ConfirmForm
      trigger={<Button variant={approved ? "secondary" : "primary"}>Send for approval</Button>}
      title="Send the scope document for approval"
      description="Another person approves exactly this document. If the register changes before that, it has to be sent again."
      action={action}
      submitLabel="Send for approval"
      hidden={{ hash }}
    >
      <TextArea
        name="reason"
        label="What for"
        help="For whoever decides, such as the yearly approval or what changed."
        maxLength={REASON_MAX}
      />
    </ConfirmForm>
  );
}
