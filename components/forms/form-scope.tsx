"use client";

import { createContext, type ReactNode, useContext, useId } from "react";
import type { ActionState, FormValues } from "@/lib/core/action-state";

/** What the fields of a form know about it. */
export type FormScopeValue = {
  /** Prefix of every control's id, so that errors can be linked to. */
  id: string;
  errors: Readonly<Record<string, readonly string[]>>;
  /** What fields start from, over their own defaults: typed before an error, drafted, or taken over. */
  values: FormValues;
  /** Grows whenever `values` was replaced from outside: fields then start anew. */
  generation: number;
};

const Scope = createContext<FormScopeValue | null>(null);

/** Fields stand inside one. `Form` makes it; tests and filter-like forms can make their own. */
export function FormScope({
  state,
  values,
  generation = 0,
  id,
  children,
}: {
  state: ActionState;
  values?: FormValues | null;
  generation?: number;
  id?: string;
  children: ReactNode;
}) {
  const ownId = useId();
  const failed = state.status === "failed" ? state : null;
  const scope: FormScopeValue = {
    id: id ?? ownId,
    errors: failed?.fieldErrors ?? {},
    values: values ?? failed?.values ?? {},
    generation,
  };
  return <Scope value={scope}>{children}</Scope>;
}

export function useFormScope(): FormScopeValue {
  const scope = useContext(Scope);
  if (!scope) throw new Error("a field stands outside a Form");
  return scope;
}

/** The id of a field's control; the summary of errors links to it. */
export function controlId(formId: string, name: string): string {
  return `${formId}-${name}`;
}

/** One field's text to start from. */
export function textOf(values: FormValues, name: string, otherwise: string): string {
  const value = values[name];
  if (value === undefined) return otherwise;
  return typeof value === "string" ? value : (value[0] ?? "");
}

/** One field's list to start from. */
export function listOf(
  values: FormValues,
  name: string,
  otherwise: readonly string[],
): readonly string[] {
  const value = values[name];
  if (value === undefined) return otherwise;
  return typeof value === "string" ? [value] : value;
}
