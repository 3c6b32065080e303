"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/core/action-state";

/** Sends the person themselves a notification, to see whether the channels work. */
export function SendTestForm({ action }: { action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button>Send a test to myself</Button>}
      title="Send a test notification"
      description="You get it in your inbox at once, and by each configured channel within a minute or two."
      action={action}
      submitLabel="Send test"
    />
  );
}
