"use client";

import { lazy, type ReactNode, Suspense, useId, useState } from "react";
import type { ActionState, Done, FormAction } from "@/lib/core/action-state";
import { FormFooter } from "./form-footer";
import { FormMessage } from "./form-message";
import { FormScope } from "./form-scope";
import { type FormStepSpec, StepActs, StepList, StepScope } from "./form-steps";
import { useForm } from "./use-form";
import { useSteps } from "./use-steps";

export type FormProps = {
  action: FormAction;
  /** The act in words: "Send for approval". Never "Submit". */
  submitLabel: string;
  /** The form's name for those who do not see it. */
  label: string;
  /** Names person and form, `${personId}:agent-registration`; without it nothing is kept. */
  draftKey?: string;
  onDone?: (done: Done) => void;
  steps?: readonly FormStepSpec[];
  danger?: boolean;
  /** True while something outside the form's own fields is missing. */
  blocked?: boolean;
  /** Beside the submit button, such as a cancel link. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode | ((state: ActionState) => ReactNode);
};

// Few forms ever show these two.
const ConflictView = lazy(() =>
  import("./conflict-view").then((module) => ({ default: module.ConflictView })),
);
const RevealDialog = lazy(() =>
  import("./reveal-dialog").then((module) => ({ default: module.RevealDialog })),
);

const NO_STEPS: readonly FormStepSpec[] = [];

/** The one form of the house: nothing typed is lost, one submit at a time, errors say what to do. */
export function Form({ steps = NO_STEPS, children, ...props }: FormProps) {
  const formId = useId();
  const { form, state, refill, fill, draft, revealing, ...acts } = useForm(props);
  const step = useSteps(form, steps, state, refill.generation);
  const conflict = useConflict(state);
  const blocked = props.blocked === true || conflict.left > 0;
  const stepped = steps.length > 0;
  return (
    <form
      ref={form}
      noValidate
      action={acts.dispatch}
      onSubmit={acts.submit}
      onKeyDown={step.press}
      aria-label={props.label}
      {...(blocked ? { "data-undecided": "" } : {})}
      className={props.className}
    >
      <FormMessage state={state} formId={formId} form={form} />
      <Suspense>
        {conflict.failed ? (
          <ConflictView
            state={conflict.failed}
            form={form}
            fill={fill}
            onDecided={conflict.setLeft}
          />
        ) : null}
      </Suspense>
      <div className={stepped ? "lg:flex lg:gap-10" : ""}>
        {stepped ? <StepList steps={steps} {...step} onOpen={step.open} /> : null}
        <div className="min-w-0 flex-1">
          <FormScope id={formId} state={state} {...refill}>
            <StepScope steps={steps} current={step.current}>
              <div className={stepped ? "noscript:space-y-10" : "space-y-5"}>
                {typeof children === "function" ? children(state) : children}
              </div>
            </StepScope>
          </FormScope>
          <FormFooter
            submitLabel={props.submitLabel}
            later={step.next !== undefined}
            pending={acts.pending}
            blocked={blocked}
            danger={props.danger ?? false}
            draft={{ keptAt: draft.keptAt, onDiscard: acts.discard }}
          >
            <StepActs {...step} />
            {props.aside}
          </FormFooter>
        </div>
      </div>
      <Suspense>
        {revealing ? <RevealDialog done={revealing} onClose={() => acts.leave(revealing)} /> : null}
      </Suspense>
    </form>
  );
}

// How many fields of a conflict still wait for a decision; a new answer of the action starts anew.
function useConflict(state: ActionState) {
  const failed = state.status === "failed" && state.conflict.length > 0 ? state : null;
  const count = failed?.conflict.filter(({ field }) => field !== "version").length ?? 0;
  const [seen, setSeen] = useState(state);
  const [left, setLeft] = useState(count);
  if (seen !== state) {
    setSeen(state);
    setLeft(count);
  }
  return { failed, left: failed ? left : 0, setLeft };
}
