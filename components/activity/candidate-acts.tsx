"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { DateField } from "@/components/forms/date-field";
import { TextArea } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { DISMISS_REASON_MAX } from "@/lib/activity/calls/call-limits";
import type { FormAction } from "@/lib/core/action-state";

/** Says why a caller needs no entry in the registry, and until when. */
export function DismissCandidate({
  kind,
  value,
  firstDay,
  lastDay,
  action,
}: {
  kind: string;
  value: string;
  firstDay: string;
  /** The last day that the policy in force allows. */
  lastDay: string;
  action: FormAction;
}) {
  return (
    <ConfirmForm
      trigger={
        <Button size="sm" aria-label={`Dismiss ${value}`}>
          Dismiss
        </Button>
      }
      title={`Dismiss ${value}`}
      description="Its calls stay recorded. It is a candidate again on the day you choose."
      action={action}
      submitLabel="Dismiss"
      hidden={{ kind, value }}
    >
      <TextArea
        name="reason"
        label="Why it needs no entry"
        help="Kept in the change log, under your name."
        maxLength={DISMISS_REASON_MAX}
        rows={3}
      />
      <DateField
        name="until"
        label="Until (UTC)"
        help={`At most ${lastDay}, by the policy in force.`}
        min={firstDay}
        max={lastDay}
        defaultValue={lastDay}
      />
    </ConfirmForm>
  );
}

/** Takes a dismissal back. */
export function RestoreCandidate({
  id,
  value,
  action,
}: {
  id: string;
  value: string;
  action: FormAction;
}) {
  return (
    <ConfirmForm
      trigger={
        <Button size="sm" aria-label={`Take back the dismissal of ${value}`}>
          Take back
        </Button>
      }
      title={`Take back the dismissal of ${value}`}
      description="It is a candidate again from now on."
      action={action}
      submitLabel="Take back"
      hidden={{ id }}
    />
  );
}
