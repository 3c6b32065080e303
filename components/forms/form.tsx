"use client";

import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { ActionState, Done, FormAction } from "@/lib/core/action-state";
import { ConflictView } from "./conflict-view";
import { FormFooter } from "./form-footer";
import { FormMessage } from "./form-message";
import { FormScope } from "./form-scope";
import { type FormStepSpec, StepList, StepScope } from "./form-steps";
import { RevealDialog } from "./reveal-dialog";
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

const NO_STEPS: readonly FormStepSpec[] = [];

/** The one form of the house: nothing typed is lost, one submit at a time, errors say what to do. */
export function Form({ steps = NO_STEPS, children, ...props }: FormProps) {
  const formId = useId();
  const { form, state, dispatch, pending, refill, fill, submit, draft, discard, revealing, leave } =
    useForm({ action: props.action, draftKey: props.draftKey, onDone: props.onDone });
  const { current, states, next, previous, open, press } = useSteps(
    form,
    steps,
    state,
    refill.generation,
  );
  const conflicted = useConflict(state);
  const blocked = props.blocked === true || conflicted.left > 0;
  return (
    <form
      ref={form}
      noValidate
      action={dispatch}
      onSubmit={submit}
      onKeyDown={press}
      aria-label={props.label}
      {...(blocked ? { "data-undecided": "" } : {})}
      className={props.className}
    >
      <FormMessage state={state} formId={formId} form={form} />
      {conflicted.failed ? (
        <ConflictView
          state={conflicted.failed}
          form={form}
          fill={fill}
          onDecided={conflicted.setLeft}
        />
      ) : null}
      <div className={cn(steps.length > 0 && "lg:flex lg:gap-10")}>
        {steps.length > 0 ? (
          <StepList steps={steps} current={current} states={states} onOpen={open} />
        ) : null}
        <div className="min-w-0 flex-1">
          <FormScope
            id={formId}
            state={state}
            generation={refill.generation}
            {...(refill.values ? { values: refill.values } : {})}
          >
            <StepScope steps={steps} current={current}>
              <div className={steps.length > 0 ? "noscript:space-y-10" : "space-y-5"}>
                {typeof children === "function" ? children(state) : children}
              </div>
            </StepScope>
          </FormScope>
          <FormFooter
            submitLabel={props.submitLabel}
            later={next !== undefined}
            pending={pending}
            blocked={blocked}
            danger={props.danger ?? false}
            draft={{ keptAt: draft.keptAt, onDiscard: discard }}
            aside={
              <>
                {previous ? (
                  <Button className="noscript:hidden" onClick={() => open(previous.id)}>
                    Back
                  </Button>
                ) : null}
                {next ? (
                  <Button
                    variant="primary"
                    className="noscript:hidden"
                    onClick={() => open(next.id)}
                  >
                    Continue to {next.title.toLowerCase()}
                  </Button>
                ) : null}
                {props.aside}
              </>
            }
          />
        </div>
      </div>
      {revealing ? <RevealDialog done={revealing} onClose={() => leave(revealing)} /> : null}
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
