"use client";

import { Check } from "lucide-react";
import { createContext, type ReactNode, useContext } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

/** One step of a long form. `fields` says where an error belongs. */
export type FormStepSpec = { id: string; title: string; fields: readonly string[] };

/** What is left in a step: required fields still empty (null where it has none), and fields an error is about. */
export type StepState = { left: number | null; faults: number };

const Steps = createContext<{ current: string; steps: readonly FormStepSpec[] } | null>(null);

export function StepScope({
  steps,
  current,
  children,
}: {
  steps: readonly FormStepSpec[];
  current: string;
  children: ReactNode;
}) {
  return <Steps value={{ steps, current }}>{children}</Steps>;
}

/** The fields of one step. They stay mounted when another step shows, so one submit sends all. */
export function FormStep({ id, children }: { id: string; children: ReactNode }) {
  const scope = useContext(Steps);
  const index = scope?.steps.findIndex((step) => step.id === id) ?? -1;
  const step = scope?.steps[index];
  if (!scope || !step) throw new Error(`step ${id} is not among the form's steps`);
  return (
    <section
      data-step={id}
      aria-labelledby={`step-${id}`}
      className={scope.current === id ? "" : "hidden noscript:block"}
    >
      <h2 id={`step-${id}`} tabIndex={-1} className="mb-4 text-lg font-semibold outline-none">
        <span className="mr-2 font-normal text-ink-3 tabular-nums">
          {index + 1} of {scope.steps.length}
        </span>
        {step.title}
      </h2>
      <div className="space-y-5">{children}</div>
    </section>
  );
}

/** The steps with what is left in each; any can be opened at any time. */
export function StepList({
  steps,
  current,
  states,
  onOpen,
}: {
  steps: readonly FormStepSpec[];
  current: string;
  states: Readonly<Record<string, StepState>>;
  onOpen: (id: string) => void;
}) {
  return (
    <nav aria-label="Steps" className="mb-5 noscript:hidden lg:mb-0 lg:w-60 lg:shrink-0">
      <ol className="flex gap-x-4 overflow-x-auto border-b lg:block lg:border-b-0">
        {steps.map(({ id, title }) => (
          <li key={id} className="lg:border-b">
            <button
              type="button"
              aria-current={id === current ? "step" : undefined}
              onClick={() => onOpen(id)}
              className={cn(
                "flex min-h-9 w-full items-center gap-2 border-b-2 text-left whitespace-nowrap -outline-offset-2 pointer-coarse:min-h-11 lg:border-b-0 lg:border-l-2 lg:px-2.5",
                id === current
                  ? "border-ink font-medium"
                  : "border-transparent text-ink-2 hover:text-ink",
              )}
            >
              <span className="flex-1">{title}</span>
              <StepMark state={states[id]} />
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** To the step before and the step after; the last step has the form's own button instead. */
export function StepActs({
  previous,
  next,
  open,
}: {
  previous: FormStepSpec | undefined;
  next: FormStepSpec | undefined;
  open: (id: string) => void;
}) {
  return (
    <>
      {previous ? (
        <Button className="noscript:hidden" onClick={() => open(previous.id)}>
          Back
        </Button>
      ) : null}
      {next ? (
        <Button variant="primary" className="noscript:hidden" onClick={() => open(next.id)}>
          Continue to {withinSentence(next.title)}
        </Button>
      ) : null}
    </>
  );
}

function StepMark({ state }: { state: StepState | undefined }) {
  if (!state) return null;
  if (state.faults > 0) {
    return <span className="text-xs text-fail">{state.faults} to correct</span>;
  }
  if (state.left === null) return null;
  if (state.left > 0) return <span className="text-xs text-ink-3">{state.left} left</span>;
  return <Check role="img" aria-label="complete" className="icon icon-sm text-ink-3" />;
}

// "Risk" becomes "risk", "EU AI Act" stays.
function withinSentence(title: string): string {
  return /^\p{Lu}{2}/u.test(title) ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}
