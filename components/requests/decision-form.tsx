"use client";

import { useRef, useState } from "react";
import { RadioField } from "@/components/forms/choice-fields";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextArea } from "@/components/forms/text-field";
import { useKeys } from "@/components/ui/use-keys";
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

/** Approves or declines by the hash of what is on the screen; a and d choose, and the note is next. */
export function DecisionForm({
  requestId,
  diffHash,
  action,
  draftKey,
  onlyDecline = false,
}: {
  requestId: string;
  diffHash: string;
  action: FormAction;
  draftKey: string;
  /** Nobody can approve it any more. */
  onlyDecline?: boolean;
}) {
  const [decision, setDecision] = useState("");
  const form = useRef<HTMLDivElement>(null);
  const choices = onlyDecline ? CHOICES.filter(({ value }) => value === "decline") : CHOICES;
  const declines = decision === "decline";
  const choose = (value: string) => {
    form.current?.querySelector<HTMLElement>(`input[name="decision"][value="${value}"]`)?.click();
    form.current?.querySelector<HTMLElement>("textarea")?.focus();
  };
  useKeys(
    "Decision",
    Object.fromEntries(
      choices.map(({ value, label }) => [value.charAt(0), { label, run: () => choose(value) }]),
    ),
  );
  return (
    <div ref={form}>
      <Form
        action={action}
        label="Decide this request"
        submitLabel={ACTS[decision] ?? "Record decision"}
        danger={declines}
        draftKey={draftKey}
      >
        <HiddenField name="requestId" value={requestId} />
        <HiddenField name="diffHash" value={diffHash} />
        <RadioField
          name="decision"
          label="Your decision"
          options={choices}
          onChange={setDecision}
        />
        <TextArea
          name="note"
          label="Note"
          help="Kept with the decision. A decline says what would have to change."
          optional={!declines}
          maxLength={NOTE_MAX}
        />
      </Form>
    </div>
  );
}
