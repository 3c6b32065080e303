"use client";

import { FormMessage } from "@/components/forms/form-message";
import { useForm } from "@/components/forms/use-form";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/core/action-state";

/** One button: seen. `all` acknowledges whatever is left. */
export function AcknowledgeForm({
  notificationId,
  about = "",
  action,
}: {
  notificationId: string;
  /** Title of the notification, for those who do not see what stands beside the button. */
  about?: string;
  action: FormAction;
}) {
  const { form, state, dispatch, pending, submit } = useForm({
    action,
    draftKey: undefined,
    onDone: undefined,
  });
  const all = notificationId === "all";
  const label = all ? "Acknowledge all" : `Acknowledge: ${about}`;
  return (
    <form ref={form} action={dispatch} onSubmit={submit}>
      <input type="hidden" name="notificationId" value={notificationId} />
      <Button
        type="submit"
        size={all ? "md" : "sm"}
        aria-label={label}
        aria-disabled={pending}
        aria-busy={pending}
      >
        {all ? "Acknowledge all" : "Acknowledge"}
      </Button>
      {state.status === "failed" ? (
        <FormMessage state={state} formId={notificationId} form={form} />
      ) : null}
    </form>
  );
}
