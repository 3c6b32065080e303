"use client";

import { RadioField } from "@/components/forms/choice-fields";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import {
  CAUSE_MAX,
  DISPOSE_FIELD_LABEL,
  GAP_DISPOSITION_LABEL,
  INCIDENT_MAX,
  ORIGIN_MAX,
} from "@/lib/activity/gaps/gap-labels";
import type { GapRowShown } from "@/lib/activity/gaps/gap-view";
import type { FormAction } from "@/lib/core/action-state";

const CHOICES = [
  {
    value: "explained",
    label: GAP_DISPOSITION_LABEL.explained,
    help: "What happened is known, and nothing was lost without being known.",
  },
  {
    value: "accepted",
    label: GAP_DISPOSITION_LABEL.accepted,
    help: "What was lost stays lost, and that is borne.",
  },
];
const REOPEN = {
  value: "unexplained",
  label: GAP_DISPOSITION_LABEL.unexplained,
  help: "What was said does not hold: it is open again.",
};

/** Says what a gap is, or opens it again. */
export function DisposeGapForm({ gap, action }: { gap: GapRowShown; action: FormAction }) {
  const isOpen = gap.disposition === "unexplained";
  return (
    <Form action={action} label="Say what the gap is" submitLabel="Record">
      <HiddenField name="gapId" value={gap.id} />
      <HiddenField name="version" value={String(gap.version)} />
      <RadioField
        name="disposition"
        label={DISPOSE_FIELD_LABEL.disposition}
        options={isOpen ? CHOICES : [...CHOICES, REOPEN]}
        defaultValue={isOpen ? "" : gap.disposition}
      />
      <TextArea
        name="cause"
        label={DISPOSE_FIELD_LABEL.cause}
        help={
          isOpen
            ? "Goes into the change log."
            : "Or why it is open again. Goes into the change log."
        }
        maxLength={CAUSE_MAX}
        rows={3}
        defaultValue={gap.cause}
      />
      <TextArea
        name="impact"
        label={DISPOSE_FIELD_LABEL.impact}
        help="What is missing because of it, or that nothing is."
        maxLength={CAUSE_MAX}
        rows={2}
        defaultValue={gap.impact}
        optional={!isOpen}
      />
      <TextField
        name="incident"
        label={DISPOSE_FIELD_LABEL.incident}
        help="Its number in the tracker."
        maxLength={INCIDENT_MAX}
        defaultValue={gap.incident}
        optional
      />
    </Form>
  );
}

/** Enters what somebody else counted of the day. */
export function EnterTotal({
  source,
  day,
  zone,
  action,
}: {
  source: string;
  day: string;
  zone: string;
  action: FormAction;
}) {
  return (
    <ConfirmForm
      trigger={<Button size="sm">Enter a total</Button>}
      title={`Total of ${day} from elsewhere`}
      description="What somebody who does not depend on Countersign counted: a load balancer, an invoice, the gateway's own counter. It is recorded under your name beside what the ledger holds now."
      action={action}
      submitLabel="Record the total"
      hidden={{ sourceId: source, day, zone }}
    >
      <TextField name="total" label="Calls of that day" type="text" maxLength={16} mono />
      <TextField
        name="origin"
        label="Where it comes from"
        help="The counter and how it was read."
        maxLength={ORIGIN_MAX}
      />
      <TextArea
        name="explanation"
        label="Explanation of the difference"
        help="Needed where the totals differ."
        maxLength={CAUSE_MAX}
        rows={3}
        optional
      />
    </ConfirmForm>
  );
}
