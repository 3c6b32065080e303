"use client";

import { type ReactNode, useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { CONTROL, CONTROL_LINE } from "@/components/ui/control";
import { Dialog } from "@/components/ui/dialog";
import type { FormAction } from "@/lib/core/action-state";
import { Form } from "./form";
import { HiddenField } from "./hidden-field";

/** An act behind a question. A dangerous one asks for the name of the thing before it can be sent. */
export function ConfirmForm({
  trigger,
  title,
  description,
  action,
  submitLabel,
  confirmText,
  danger = false,
  hidden = {},
  children,
}: {
  /** The `Button` that asks. */
  trigger: ReactNode;
  title: string;
  description: string;
  action: FormAction;
  submitLabel: string;
  /** What must be typed: the name of the thing. */
  confirmText?: string;
  danger?: boolean;
  hidden?: Readonly<Record<string, string>>;
  /** Further fields, such as a reason. */
  children?: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const missing = confirmText !== undefined && typed.trim() !== confirmText;
  const turn = (to: boolean) => {
    setTyped("");
    setOpen(to);
  };
  return (
    <Dialog
      trigger={trigger}
      title={title}
      description={description}
      open={open}
      onOpenChange={turn}
    >
      <Form
        action={action}
        label={title}
        submitLabel={submitLabel}
        danger={danger}
        blocked={missing}
        onDone={() => turn(false)}
      >
        {Object.entries(hidden).map(([name, value]) => (
          <HiddenField key={name} name={name} value={value} />
        ))}
        {children}
        {confirmText === undefined ? null : (
          <NameOfThing text={confirmText} typed={typed} onType={setTyped} />
        )}
      </Form>
    </Dialog>
  );
}

// It has no name: what was typed here proves attention and is not sent.
function NameOfThing({
  text,
  typed,
  onType,
}: {
  text: string;
  typed: string;
  onType: (typed: string) => void;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        Type <span className="font-mono text-sm select-all">{text}</span> to confirm
      </label>
      <input
        id={id}
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => onType(event.target.value)}
        className={cn(CONTROL, CONTROL_LINE)}
      />
    </div>
  );
}
