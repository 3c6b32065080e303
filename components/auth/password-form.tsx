import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { PASSWORD_MIN } from "@/lib/auth/limits";
import type { FormAction } from "@/lib/core/action-state";

/** A new password takes the current one. */
export function PasswordForm({ action }: { action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button>Change the password</Button>}
      title="Change your password"
      description="Every other session of yours ends."
      action={action}
      submitLabel="Set the new password"
    >
      <TextField
        name="current"
        label="Current password"
        type="password"
        autoComplete="current-password"
      />
      <TextField
        name="password"
        label="New password"
        type="password"
        autoComplete="new-password"
        help={`At least ${PASSWORD_MIN} characters. A few unrelated words are enough.`}
      />
    </ConfirmForm>
  );
}
