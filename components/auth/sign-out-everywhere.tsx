import { RadioField } from "@/components/forms/choice-fields";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/core/action-state";

const CHOICES = [
  { value: "this", label: "Everywhere but here" },
  { value: "none", label: "Everywhere, here too" },
] as const;

/** Ends the person's own sessions, all or all but this one. */
export function SignOutEverywhere({ action }: { action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button>Sign out everywhere</Button>}
      title="Sign out everywhere"
      description="Each browser is signed out on its next request."
      action={action}
      submitLabel="End the sessions"
    >
      <RadioField name="keep" label="Which sessions end" options={CHOICES} defaultValue="this" />
    </ConfirmForm>
  );
}

/** Ends all sessions of somebody else. */
export function SignOutPerson({
  personId,
  name,
  action,
}: {
  personId: string;
  name: string;
  action: FormAction;
}) {
  return (
    <ConfirmForm
      trigger={<Button size="sm">End all sessions</Button>}
      title={`End all sessions of ${name}`}
      description="They are signed out on their next request and can sign in again."
      action={action}
      submitLabel="End the sessions"
      hidden={{ personId }}
    />
  );
}
