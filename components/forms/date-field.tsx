"use client";

import { cn } from "@/components/ui/cn";
import { CONTROL, CONTROL_LINE } from "@/components/ui/control";
import { Field, type FieldProps } from "./field";
import { textOf, useFormScope } from "./form-scope";

/** A calendar day, sent as `2026-11-21`; with `time` a minute in UTC, sent as `2026-11-21T14:14`. */
export function DateField({
  name,
  label,
  help,
  optional = false,
  className = "",
  defaultValue = "",
  min,
  max,
  time = false,
}: FieldProps & { defaultValue?: string; min?: string; max?: string; time?: boolean }) {
  const { values } = useFormScope();
  return (
    <Field
      {...{ name, help, optional, className }}
      label={time && !label.includes("UTC") ? `${label} (UTC)` : label}
    >
      {(control) => (
        <input
          {...control}
          type={time ? "datetime-local" : "date"}
          min={min}
          max={max}
          defaultValue={textOf(values, name, defaultValue)}
          className={cn(CONTROL, CONTROL_LINE, "w-auto min-w-44 tabular-nums")}
        />
      )}
    </Field>
  );
}
