"use client";

import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { CONTROL, CONTROL_LINE } from "@/components/ui/control";
import { Field, type FieldProps } from "./field";
import { textOf, useFormScope } from "./form-scope";

type InputProps = Pick<
  ComponentProps<"input">,
  | "autoComplete"
  | "autoFocus"
  | "inputMode"
  | "max"
  | "maxLength"
  | "min"
  | "placeholder"
  | "readOnly"
  | "spellCheck"
  | "step"
>;

type TextFieldProps = FieldProps &
  InputProps & {
    defaultValue?: string;
    type?: "text" | "email" | "url" | "number" | "search" | "password" | "tel";
    /** For ids, slugs and codes. */
    mono?: boolean;
    onChange?: (value: string) => void;
  };

/** One line of text. A password is never refilled nor drafted. */
export function TextField({
  name,
  label,
  help,
  optional = false,
  className = "",
  defaultValue = "",
  type = "text",
  mono = false,
  onChange,
  ...input
}: TextFieldProps) {
  const { values } = useFormScope();
  const start = type === "password" ? "" : textOf(values, name, defaultValue);
  return (
    <Field {...{ name, label, help, optional, className }}>
      {(control) => (
        <input
          {...input}
          {...control}
          type={type}
          defaultValue={start}
          className={cn(CONTROL, CONTROL_LINE, mono && "font-mono text-sm")}
          {...(onChange ? { onChange: (event) => onChange(event.target.value) } : {})}
        />
      )}
    </Field>
  );
}

type TextAreaProps = FieldProps &
  Pick<ComponentProps<"textarea">, "maxLength" | "placeholder" | "rows" | "spellCheck"> & {
    defaultValue?: string;
    mono?: boolean;
    onChange?: (value: string) => void;
  };

/** Text of several lines; the box grows with it. */
export function TextArea({
  name,
  label,
  help,
  optional = false,
  className = "",
  defaultValue = "",
  mono = false,
  rows = 3,
  onChange,
  ...area
}: TextAreaProps) {
  const { values } = useFormScope();
  return (
    <Field {...{ name, label, help, optional, className }}>
      {(control) => (
        <textarea
          {...area}
          {...control}
          rows={rows}
          defaultValue={textOf(values, name, defaultValue)}
          className={cn(
            CONTROL,
            "field-sizing-content py-1.5",
            rows > 3 ? "min-h-72" : "min-h-16",
            mono && "font-mono text-sm",
          )}
          {...(onChange ? { onChange: (event) => onChange(event.target.value) } : {})}
        />
      )}
    </Field>
  );
}
