"use client";

import { listOf, useFormScope } from "@/components/forms/form-scope";

/** Chooses a grant of a table inside a form; what was chosen survives an error. */
export function LeastChoice({
  grantId,
  label,
  chosen,
}: {
  grantId: string;
  label: string;
  chosen: boolean;
}) {
  const { values, generation } = useFormScope();
  return (
    <input
      key={generation}
      type="checkbox"
      name="grantIds[]"
      value={grantId}
      aria-label={label}
      defaultChecked={listOf(values, "grantIds", chosen ? [grantId] : []).includes(grantId)}
      className="size-4 align-middle"
    />
  );
}
