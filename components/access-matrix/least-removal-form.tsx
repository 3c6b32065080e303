"use client";

import { type ReactNode, useRef, useState } from "react";
import { Form } from "@/components/forms/form";
import { TextArea } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { useKeys } from "@/components/ui/use-keys";
import { REASON_MAX } from "@/lib/access-matrix/grants/limits";
import type { FormAction } from "@/lib/core/action-state";

const BOXES = 'input[name="grantIds[]"]';

/** Asks for the end of the grants that are chosen in the table it holds: one request per key and server. */
export function LeastRemovalForm({
  action,
  chosen,
  reason,
  children,
}: {
  action: FormAction;
  /** How many are chosen to begin with. */
  chosen: number;
  reason: string;
  children: ReactNode;
}) {
  const [count, setCount] = useState(chosen);
  const table = useRef<HTMLFieldSetElement>(null);
  const boxes = () => [...(table.current?.querySelectorAll<HTMLInputElement>(BOXES) ?? [])];
  const recount = () => setCount(boxes().filter(({ checked }) => checked).length);
  const choose = (all: boolean) => {
    for (const box of boxes()) box.checked = all;
    recount();
  };
  const toggle = () => {
    const row = document.activeElement?.closest("tr");
    if (row && table.current?.contains(row)) row.querySelector<HTMLInputElement>(BOXES)?.click();
  };
  useKeys("Removals", {
    x: { label: "Choose or leave the row in focus", run: toggle },
  });
  return (
    <Form
      action={action}
      label="Ask for removals"
      submitLabel={count === 1 ? "Ask to remove 1 grant" : `Ask to remove ${count} grants`}
      blocked={count === 0}
    >
      <input type="hidden" name="grantIds:list" value="" />
      <fieldset ref={table} onChange={recount} className="min-w-0" data-field="grantIds">
        <legend className="sr-only">Grants to remove</legend>
        {children}
        <div className="mt-2 flex flex-wrap gap-2 print:hidden">
          <Button size="sm" onClick={() => choose(true)}>
            Choose all
          </Button>
          <Button size="sm" onClick={() => choose(false)}>
            Choose none
          </Button>
        </div>
      </fieldset>
      <TextArea
        name="reason"
        label="Reason"
        help="For the person who decides it. Access ends only once somebody else has approved."
        defaultValue={reason}
        maxLength={REASON_MAX}
      />
    </Form>
  );
}
