"use client";

import { Combobox } from "@/components/ui/combobox";
import type { ComboboxOption } from "@/components/ui/use-combobox";
import { Field, type FieldProps } from "./field";
import { textOf, useFormScope } from "./form-scope";

type PickProps = FieldProps & {
  defaultValue?: string;
  placeholder?: string;
  onChange?: (value: string) => void;
};

/** One of a long list, found by typing. Sends the option's value. */
export function ComboboxField({
  name,
  label,
  help,
  optional = false,
  className = "",
  options,
  defaultValue = "",
  placeholder,
  onChange,
}: PickProps & { options: readonly ComboboxOption[] }) {
  const { values } = useFormScope();
  return (
    <Field {...{ name, label, help, optional, className }}>
      {(control) => (
        <Combobox
          id={control.id}
          name={name}
          options={options}
          defaultValue={textOf(values, name, defaultValue)}
          required={control.required}
          invalid={control["aria-invalid"]}
          describedBy={control["aria-describedby"]}
          {...(placeholder ? { placeholder } : {})}
          {...(onChange ? { onChoose: onChange } : {})}
        />
      )}
    </Field>
  );
}

/** Someone who can be chosen. */
export type PersonChoice = { id: string; name: string; title?: string };

/** A person by name or title. Sends the person's id. */
export function PersonField({ people, ...field }: PickProps & { people: readonly PersonChoice[] }) {
  const options = people.map(({ id, name, title }) => ({
    value: id,
    label: name,
    ...(title ? { detail: title } : {}),
  }));
  return <ComboboxField placeholder="Type a name" {...field} options={options} />;
}
