"use client";

import { FieldGroup, FieldNotes, type FieldProps } from "./field";
import { controlId, listOf, textOf, useFormScope } from "./form-scope";
import type { Option } from "./select-field";

/** One of a few, all in sight. Sends "" where none was chosen, so that the error finds its field. */
export function RadioField({
  name,
  label,
  help,
  optional = false,
  className = "",
  options,
  defaultValue = "",
  onChange,
}: FieldProps & {
  options: readonly Option[];
  defaultValue?: string;
  onChange?: (value: string) => void;
}) {
  const { values } = useFormScope();
  const start = textOf(values, name, defaultValue);
  return (
    <FieldGroup {...{ name, label, help, optional, className }}>
      {(group) => (
        <>
          {options.map((option) => (
            <Choice key={option.value} id={`${group.id}-${option.value}`} option={option}>
              <input
                id={`${group.id}-${option.value}`}
                type="radio"
                name={name}
                value={option.value}
                required={group.required}
                defaultChecked={option.value === start}
                className="mt-0.5 size-4 shrink-0"
                {...(onChange ? { onChange: () => onChange(option.value) } : {})}
              />
            </Choice>
          ))}
          <input type="hidden" name={name} value="" />
        </>
      )}
    </FieldGroup>
  );
}

/** Any of a few, as the list `name`. Sends an empty list where none was chosen. */
export function CheckboxGroup({
  name,
  label,
  help,
  optional = false,
  className = "",
  options,
  defaultValue = [],
  columns = false,
}: FieldProps & {
  options: readonly Option[];
  defaultValue?: readonly string[];
  /** Two columns where there is room. */
  columns?: boolean;
}) {
  const { values } = useFormScope();
  const start = listOf(values, name, defaultValue);
  return (
    <FieldGroup {...{ name, label, help, optional, className }}>
      {(group) => (
        <div
          className={columns ? "sm:columns-2" : ""}
          {...(group.required ? { "data-required-group": name } : {})}
        >
          <input type="hidden" name={`${name}:list`} value="" />
          {options.map((option) => (
            <Choice key={option.value} id={`${group.id}-${option.value}`} option={option}>
              <input
                id={`${group.id}-${option.value}`}
                type="checkbox"
                name={`${name}[]`}
                value={option.value}
                defaultChecked={start.includes(option.value)}
                className="mt-0.5 size-4 shrink-0"
              />
            </Choice>
          ))}
        </div>
      )}
    </FieldGroup>
  );
}

/** A statement that is true or not. Sends "on" or "". */
export function CheckboxField({
  name,
  label,
  help,
  className = "",
  defaultChecked = false,
  onChange,
}: Omit<FieldProps, "optional"> & {
  defaultChecked?: boolean;
  onChange?: (checked: boolean) => void;
}) {
  const { id, values, generation, errors } = useFormScope();
  const own = controlId(id, name);
  const faults = errors[name] ?? [];
  const described = [faults.length > 0 && `${own}-error`, help && `${own}-help`];
  return (
    <div className={className} data-field={name}>
      <label htmlFor={own} className="flex max-w-xl items-start gap-2 py-0.5 pointer-coarse:py-2">
        <input
          key={generation}
          id={own}
          type="checkbox"
          name={name}
          value="on"
          defaultChecked={textOf(values, name, defaultChecked ? "on" : "") === "on"}
          aria-invalid={faults.length > 0}
          aria-describedby={described.filter(Boolean).join(" ") || undefined}
          className="mt-0.5 size-4 shrink-0"
          {...(onChange ? { onChange: (event) => onChange(event.target.checked) } : {})}
        />
        <span>{label}</span>
      </label>
      {/* The first of a name is read, so this one speaks only where the box is empty. */}
      <input type="hidden" name={name} value="" />
      <div className="ml-6">
        <FieldNotes id={own} help={help} errors={faults} />
      </div>
    </div>
  );
}

function Choice({
  id,
  option,
  children,
}: {
  id: string;
  option: Option;
  children: React.ReactNode;
}) {
  return (
    <label
      htmlFor={id}
      className="flex break-inside-avoid items-start gap-2 py-1 pointer-coarse:py-2.5"
    >
      {children}
      <span className="min-w-0">
        {option.label}
        {option.help ? <span className="block text-sm text-ink-3">{option.help}</span> : null}
      </span>
    </label>
  );
}
