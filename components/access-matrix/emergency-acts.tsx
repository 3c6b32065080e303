"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { DateField } from "@/components/forms/date-field";
import { Form } from "@/components/forms/form";
import { TextArea, TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { HOLIDAY_NAME_MAX, REASON_MAX } from "@/lib/access-matrix/emergency/limits";
import type { FormAction } from "@/lib/core/action-state";

/** The person on call says that they have seen it. */
export function EmergencyAcknowledge({ id, action }: { id: string; action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button variant="primary">Acknowledge</Button>}
      title="Acknowledge this emergency access"
      description="You say that you have seen it and look after it. Your name and the time are recorded."
      action={action}
      submitLabel="Acknowledge"
      hidden={{ emergencyId: id }}
    />
  );
}

/** Ends it before its time. */
export function EmergencyEnd({ id, action }: { id: string; action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button variant="danger">End it now</Button>}
      title="End this emergency access"
      description="Everything it granted ends at once."
      action={action}
      submitLabel="End it now"
      danger
      hidden={{ emergencyId: id }}
    >
      <TextArea name="reason" label="Reason" maxLength={REASON_MAX} />
    </ConfirmForm>
  );
}

/** Declares a day on which nobody works. */
export function EmergencyHolidayForm({ action }: { action: FormAction }) {
  return (
    <Form action={action} label="Declare a holiday" submitLabel="Declare the holiday">
      <DateField name="day" label="Day" help="A UTC day." />
      <TextField name="name" label="Name" maxLength={HOLIDAY_NAME_MAX} />
    </Form>
  );
}

/** Takes a holiday back. */
export function EmergencyHolidayRemoval({
  day,
  name,
  action,
}: {
  day: string;
  name: string;
  action: FormAction;
}) {
  return (
    <ConfirmForm
      trigger={
        <Button size="sm" aria-label={`Remove ${name} ${day}`}>
          Remove
        </Button>
      }
      title={`Remove ${name}, ${day}`}
      description="What is taken from now on counts this day as a business day. What is due already stays as it is."
      action={action}
      submitLabel="Remove the holiday"
      hidden={{ day }}
    />
  );
}
