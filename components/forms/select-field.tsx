"use client";

import { cn } from "@/components/ui/cn";
import { CONTROL, CONTROL_LINE } from "@/components/ui/control";
import { Field, type FieldProps } from "./field";
import { textOf, useFormScope } from "./form-scope";

export type Option = {
  value: string;
  label: string;
  /** What choosing it means, in a sentence. */
  help?: string;
};

/** One of a list. `placeholder` is the line that chooses nothing; null leaves it out. */
export function SelectField({
  name,
  label,
  help,
  optional = false,
  className = "",
  options,
  defaultValue = "",
  placeholder = "Choose…",
  onChange,
}: FieldProps & {
  options: readonly Option[];
  defaultValue?: string;
  placeholder?: string | null;
  onChange?: (value: string) => void;
}) {
  const { values } = useFormScope();
  const start = textOf(values, name, defaultValue);
  return (
    <Field {...{ name, label, help, optional, className }}>
      {(control) => (
        // A select takes a new default only under a new key.
        <select
          key={start}
          {...control}
          defaultValue={start}
          className={cn(CONTROL, CONTROL_LINE, "pr-8")}
          {...(onChange ? { onChange: (event) => onChange(event.target.value) } : {})}
        >
          {placeholder === null ? null : <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
