"use client";

import { textOf, useFormScope } from "./form-scope";

/** A value the person does not type. `version` follows the newer record after a conflict. */
export function HiddenField({ name, value }: { name: string; value: string }) {
  const { values, generation } = useFormScope();
  const kept = name === "version" ? textOf(values, name, value) : value;
  return <input key={generation} type="hidden" name={name} defaultValue={kept} />;
}
