"use client";

import { Fragment, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { controlId, useFormScope } from "./form-scope";

/** What every field takes. Required is the rule; the exception is said. */
export type FieldProps = {
  name: string;
  label: string;
  /** Under the field: what belongs here and why. */
  help?: ReactNode;
  optional?: boolean;
  className?: string;
};

export type Control = {
  id: string;
  name: string;
  required: boolean;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
};

/** Label, control, help and error of one field. The control starts anew when the form is refilled. */
export function Field({
  name,
  label,
  help,
  optional = false,
  className,
  children,
}: FieldProps & { children: (control: Control) => ReactNode }) {
  const { id, generation, errors, described } = useField(name, help);
  return (
    <div className={cn("field", className)} data-field={name}>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
        {optional ? <Optional /> : null}
      </label>
      <Fragment key={generation}>
        {children({
          id,
          name,
          required: !optional,
          "aria-invalid": errors.length > 0,
          "aria-describedby": described,
        })}
      </Fragment>
      <FieldNotes id={id} help={help} errors={errors} />
    </div>
  );
}

/** The same for several controls under one question: radio buttons and checkboxes. */
export function FieldGroup({
  name,
  label,
  help,
  optional = false,
  className,
  children,
}: FieldProps & { children: (control: Control) => ReactNode }) {
  const { id, generation, errors, described } = useField(name, help);
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={cn("field outline-offset-4", className)}
      data-field={name}
      aria-describedby={described}
      {...(errors.length > 0 ? { "aria-invalid": true } : {})}
    >
      <legend className="mb-1 font-medium">
        {label}
        {optional ? <Optional /> : null}
      </legend>
      <Fragment key={generation}>
        {children({
          id,
          name,
          required: !optional,
          "aria-invalid": errors.length > 0,
          "aria-describedby": undefined,
        })}
      </Fragment>
      <FieldNotes id={id} help={help} errors={errors} />
    </fieldset>
  );
}

function useField(name: string, help: ReactNode) {
  const scope = useFormScope();
  const id = controlId(scope.id, name);
  const errors = scope.errors[name] ?? [];
  const described = [
    ...(errors.length > 0 ? [`${id}-error`] : []),
    ...(help ? [`${id}-help`] : []),
  ].join(" ");
  return { id, generation: scope.generation, errors, described: described || undefined };
}

/** Help and error under a control. */
export function FieldNotes({
  id,
  help,
  errors,
}: {
  id: string;
  help: ReactNode;
  errors: readonly string[];
}) {
  return (
    <>
      {help ? (
        <p id={`${id}-help`} className="mt-1 text-sm text-ink-3">
          {help}
        </p>
      ) : null}
      {errors.length > 0 ? (
        <p id={`${id}-error`} role="alert" className="mt-1 text-sm font-medium text-fail">
          {errors.join(" ")}
        </p>
      ) : null}
    </>
  );
}

function Optional() {
  return <span className="ml-1.5 text-sm font-normal text-ink-3">optional</span>;
}
