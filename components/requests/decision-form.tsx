"use client";

import { useState } from "react";
import { RadioField } from "@/components/forms/choice-fields";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextArea } from "@/components/forms/text-field";
import type { FormAction } from "@/lib/core/action-state";
import { NOTE_MAX } from "@/lib/requests/labels";

const CHOICES = [
  {
    value: "approve",
    label: "Approve",
    help: "It is carried out exactly as shown, as soon as the ledger has recorded your approval.",
  },
  { value: "decline", label: "Decline", help: "Nothing changes. The requester is told why." },
];

const ACTS: Readonly<Record<string, string>> = { approve: "Approve", decline: "Decline" };

/** Approves or declines by the hash of what is on the screen. */
export function DecisionForm({
  requestId,
  diffHash,
  action,
  draftKey,
}: {
  requestId: string;
  diffHash: string;
  action: FormAction;
  draftKey: string;
}) {
  const [decision, setDecision] = useState("");
  const declines = decision === "decline";
  return (
    <Form
      action={action}
      label="Decide this request"
      submitLabel={ACTS[decision] ?? "Record decision"}
      danger={declines}
      draftKey={draftKey}
    >
      <HiddenField name="requestId" value={requestId} />
      <HiddenField name="diffHash" value={diffHash} />
      <RadioField name="decision" label="Your decision" options={CHOICES} onChange={setDecision} />
      <TextArea
        name="note"
        label="Note"
        help="Kept with the decision. A decline says what would have to change."
        optional={!declines}
        maxLength={NOTE_MAX}
      />
    </Form>
  );
}
