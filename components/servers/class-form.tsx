"use client";

import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { SelectField } from "@/components/forms/select-field";
import { ACCESS_CLASS_LABEL, ACCESS_CLASSES } from "@/lib/core/access-classes";
import type { FormAction } from "@/lib/core/action-state";
import { choiceField } from "@/lib/servers/choice-field-labels";
import { UNCLASSIFIED } from "@/lib/servers/labels";

const CLASSES = ACCESS_CLASSES.map((value) => ({ value, label: ACCESS_CLASS_LABEL[value] }));
const AND_WITHOUT = [...CLASSES, { value: UNCLASSIFIED, label: "Register, classify later" }];

/** One choice of class a line: for operations nobody classified, and for those that are called and not registered. */
export function ClassForm({
  serverId,
  lines,
  action,
  label,
  submitLabel,
  registers,
}: {
  serverId: string;
  lines: readonly { about: string; name: string; detail: string }[];
  action: FormAction;
  label: string;
  submitLabel: string;
  /** Whether the lines are registered by this, so that a class may come later. */
  registers: boolean;
}) {
  return (
    <Form action={action} label={label} submitLabel={submitLabel} className="max-w-4xl">
      <HiddenField name="serverId" value={serverId} />
      <ul className="border-y">
        {lines.map(({ about, name, detail }) => (
          <li
            key={about}
            className="grid items-center gap-x-4 gap-y-1 border-b py-1.5 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_14rem]"
          >
            <p className="min-w-0 wrap-anywhere">
              <span className="font-mono text-sm">{name}</span>{" "}
              <span className="text-sm text-ink-3">{detail}</span>
            </p>
            <SelectField
              name={choiceField(about)}
              label={`Class of ${name}`}
              placeholder={registers ? "Leave out for now" : "Not now"}
              options={registers ? AND_WITHOUT : CLASSES}
              className="[&>label]:sr-only"
              optional
            />
          </li>
        ))}
      </ul>
    </Form>
  );
}
