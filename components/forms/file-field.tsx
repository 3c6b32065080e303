"use client";

import { cn } from "@/components/ui/cn";
import { CONTROL } from "@/components/ui/control";
import { Field, type FieldProps } from "./field";

/** One file. It stays chosen after an error, but no draft can keep it. */
export function FileField({
  name,
  label,
  help,
  optional = false,
  className = "",
  accept,
}: FieldProps & { accept?: string }) {
  return (
    <Field {...{ name, label, help, optional, className }}>
      {(control) => (
        <input
          {...control}
          type="file"
          accept={accept}
          className={cn(
            CONTROL,
            "py-1.5 file:mr-3 file:h-6 file:rounded-sm file:border file:border-rule-2 file:bg-paper file:px-2 file:text-sm file:font-medium",
          )}
        />
      )}
    </Field>
  );
}
