"use client";

import { DateField } from "@/components/forms/date-field";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import type { FormAction } from "@/lib/core/action-state";
import type { RuleRow } from "@/lib/settings/view";

/** New rules for a room, for another person to approve. `version` is the one they build on. */
export function ProposeForm({
  room,
  version,
  rules,
  today,
  action,
  draftKey,
}: {
  room: string;
  version: number;
  rules: readonly RuleRow[];
  /** The current day in UTC, `2026-11-21`. */
  today: string;
  action: FormAction;
  draftKey: string;
}) {
  return (
    <Form action={action} label="Propose rules" submitLabel="Send for approval" draftKey={draftKey}>
      <HiddenField name="room" value={room} />
      <HiddenField name="version" value={String(version)} />
      {rules.map(({ name, label, help, unit, min, max, value }) => (
        <TextField
          key={name}
          name={name}
          label={`${label} (${unit})`}
          help={`${help} From ${min} to ${max}.`}
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          step={1}
          defaultValue={String(value)}
        />
      ))}
      <DateField
        name="effectiveFrom"
        label="In force from"
        help="The beginning of a later day in UTC. Empty: as soon as another person has approved. Rules never reach back."
        min={today}
        optional
      />
      <TextArea
        name="reason"
        label="Reason"
        help="Why the rules should change. Auditors read it."
        maxLength={2000}
      />
    </Form>
  );
}
