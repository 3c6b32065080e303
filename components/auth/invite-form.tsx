import { CheckboxGroup } from "@/components/forms/choice-fields";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { EMAIL_MAX, NAME_MAX, TITLE_MAX } from "@/lib/auth/limits";
import type { FormAction } from "@/lib/core/action-state";

export type Choice = { value: string; label: string; help?: string };

/** Invites a person; the link with which they join is shown once. */
export function InviteForm({ roles, action }: { roles: readonly Choice[]; action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button variant="primary">Invite a person</Button>}
      title="Invite a person"
      description="They join by a one-time link that you pass on, or by single sign-on with this e-mail address."
      action={action}
      submitLabel="Make the invitation"
    >
      <TextField name="name" label="Name" maxLength={NAME_MAX} autoComplete="off" />
      <TextField
        name="email"
        label="E-mail address"
        type="email"
        maxLength={EMAIL_MAX}
        autoComplete="off"
      />
      <TextField
        name="title"
        label="Title"
        maxLength={TITLE_MAX}
        autoComplete="off"
        help="Stands beside what they approve and sign."
      />
      <CheckboxGroup name="roles" label="Roles" options={roles} />
    </ConfirmForm>
  );
}
