"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { DateField } from "@/components/forms/date-field";
import { SelectField } from "@/components/forms/select-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { HOW_MAX, REASON_MAX, TICKET_MAX } from "@/lib/access-reviews/remediation/removal-limits";
import type { FormAction } from "@/lib/core/action-state";

const ANSWERS = [
  { value: "denied", label: "Denied" },
  { value: "allowed", label: "Let through" },
];

/** Null where the reader may not. */
export type RemovalActions = Readonly<Record<"report" | "test" | "accept", FormAction | null>>;

/** What people can say of a removal that is open. None of it closes one. */
export function RemovalActs({
  removalId,
  actions: { report, test, accept },
}: {
  removalId: string;
  actions: RemovalActions;
}) {
  const hidden = { removalId };
  return (
    <div className="flex flex-wrap gap-2">
      {report ? (
        <ConfirmForm
          trigger={<Button>Note a ticket</Button>}
          title="Note a ticket"
          description="It is shown beside the removal. The removal stays open until the gateway states that the access is gone and no call goes through."
          action={report}
          submitLabel="Note it"
          hidden={hidden}
        >
          <TextField name="ticket" label="Ticket or place" maxLength={TICKET_MAX} />
        </ConfirmForm>
      ) : null}
      {test ? (
        <ConfirmForm
          trigger={<Button>Enter a test</Button>}
          title="Enter a test"
          description="You called on purpose what was taken away, after the review was signed."
          action={test}
          submitLabel="Record the test"
          hidden={hidden}
        >
          <SelectField name="answer" label="Answered" options={ANSWERS} />
          <DateField name="at" label="When" time />
          <TextArea
            name="how"
            label="How it was tested"
            help="What was called, from where, and where the answer is kept."
            maxLength={HOW_MAX}
          />
        </ConfirmForm>
      ) : null}
      {accept ? (
        <ConfirmForm
          trigger={<Button>Accept it for a while</Button>}
          title="Accept that the access stays for a while"
          description="At most 90 days. The removal opens again by itself on that day."
          action={accept}
          submitLabel="Accept it"
          hidden={hidden}
        >
          <DateField name="until" label="Until" />
          <TextArea name="reason" label="Why, and what makes up for it" maxLength={REASON_MAX} />
        </ConfirmForm>
      ) : null}
    </div>
  );
}
