"use client";

import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import type { ActionState } from "@/lib/core/action-state";
import type { FormStepSpec } from "./form-steps";

/** Which step shows, and what is left in each. An error opens the first step it is about. */
export function useSteps(
  form: RefObject<HTMLFormElement | null>,
  steps: readonly FormStepSpec[],
  state: ActionState,
  generation: number,
) {
  const [current, setCurrent] = useState(steps[0]?.id ?? "");
  const [left, setLeft] = useState<Readonly<Record<string, number>>>({});
  const [seen, setSeen] = useState(state);
  if (seen !== state) {
    setSeen(state);
    const wrong = steps.find((step) => faultsOf(state, step) > 0);
    if (wrong) setCurrent(wrong.id);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: a refilled form has other fields left
  useEffect(() => {
    const element = form.current;
    if (!element || steps.length === 0) return;
    const count = () => setLeft(leftIn(element));
    // Never within the event: a render before React has heard of it would put a control's old text back.
    const soon = () => requestAnimationFrame(count);
    count();
    element.addEventListener("input", soon);
    element.addEventListener("click", soon);
    return () => {
      element.removeEventListener("input", soon);
      element.removeEventListener("click", soon);
    };
  }, [form, steps.length, generation]);

  const open = (id: string) => {
    setCurrent(id);
    requestAnimationFrame(() => document.getElementById(`step-${id}`)?.focus());
  };
  const index = steps.findIndex(({ id }) => id === current);
  const next = steps[index + 1];
  const previous = steps[index - 1];
  // Enter in a field goes on to the next step instead of sending a half-filled form.
  const press = (event: KeyboardEvent) => {
    const inField = event.target instanceof HTMLInputElement;
    if (event.key !== "Enter" || !inField || event.defaultPrevented || !next) return;
    event.preventDefault();
    open(next.id);
  };
  const states = Object.fromEntries(
    steps.map((step) => [step.id, { left: left[step.id] ?? null, faults: faultsOf(state, step) }]),
  );
  return { current, states, next, previous, open, press };
}

function faultsOf(state: ActionState, { fields }: FormStepSpec): number {
  return state.status === "failed" ? fields.filter((name) => state.fieldErrors[name]).length : 0;
}

// A step that asks for nothing gets no number: it would look complete before anybody has seen it.
function leftIn(form: HTMLFormElement): Record<string, number> {
  const left: Record<string, number> = {};
  for (const section of form.querySelectorAll<HTMLElement>("[data-step]")) {
    const asks = section.querySelector("[required], [data-required-group]") !== null;
    if (asks) left[section.dataset.step ?? ""] = emptyIn(section).size;
  }
  return left;
}

// The browser knows which required controls are empty; groups of checkboxes it does not.
function emptyIn(section: HTMLElement): Set<string> {
  const names = new Set<string>();
  for (const control of section.querySelectorAll<HTMLInputElement>("[required]:invalid")) {
    names.add(control.name || control.id);
  }
  for (const group of section.querySelectorAll<HTMLElement>("[data-required-group]")) {
    if (!group.querySelector(":checked")) names.add(group.dataset.requiredGroup ?? "");
  }
  return names;
}
