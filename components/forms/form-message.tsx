"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { TextLink } from "@/components/ui/text-link";
import type { ActionState } from "@/lib/core/action-state";
import { controlId } from "./form-scope";

type Fault = { id: string; label: string };

/** Why the last submission failed, in the focus, with links to the fields that need another look. */
export function FormMessage({
  state,
  formId,
  form,
}: {
  state: ActionState;
  formId: string;
  form: RefObject<HTMLFormElement | null>;
}) {
  const message = useRef<HTMLDivElement>(null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  useEffect(() => {
    if (state.status !== "failed") return;
    setFaults(faultsIn(form.current, formId, Object.keys(state.fieldErrors)));
    message.current?.focus();
  }, [state, form, formId]);

  if (state.status === "idle") return null;
  if (state.status === "done") return <DoneWithoutScript state={state} />;
  const homeless = Object.entries(state.fieldErrors)
    .filter(([name]) => name === "form")
    .flatMap(([, says]) => says);
  return (
    <div
      ref={message}
      role="alert"
      tabIndex={-1}
      data-slot="form-message"
      className="mb-5 max-w-xl border-y border-l-2 border-l-fail px-3 py-2.5 outline-none"
    >
      <p className="font-medium">{state.message}</p>
      {homeless.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {faults.length > 0 ? (
        <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-0.5 leading-6">
          {faults.map(({ id, label }) => (
            <li key={id}>
              <a href={`#${id}`} className="underline underline-offset-2">
                {label}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** With script a toast says it; without, the page must, and must show what is shown only once. */
function DoneWithoutScript({ state }: { state: Extract<ActionState, { status: "done" }> }) {
  return (
    <div className="mb-5 hidden border-y border-l-2 border-l-seal px-3 py-2.5 noscript:block">
      <p>
        {state.message}{" "}
        {state.link ? <TextLink href={state.link.href}>{state.link.label}</TextLink> : null}
      </p>
      {state.reveal ? (
        <p>
          {state.reveal.label}: <code className="font-mono">{state.reveal.value}</code>
        </p>
      ) : null}
    </div>
  );
}

function faultsIn(form: HTMLFormElement | null, formId: string, names: readonly string[]): Fault[] {
  if (!form) return [];
  return names.flatMap((name) => {
    const id = controlId(formId, name);
    const field = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    const label = field?.querySelector("label, legend")?.firstChild?.textContent;
    return label ? [{ id, label }] : [];
  });
}
