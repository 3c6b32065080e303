import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import type { FormAction } from "@/lib/core/action-state";

/** Has everything below the newest checkpoint read and hashed again, from the store. */
export function VerifyNow({ log, action }: { log: string; action: FormAction }) {
  return (
    <Form action={action} label="Verify now" submitLabel="Verify now">
      <HiddenField name="log" value={log} />
    </Form>
  );
}
