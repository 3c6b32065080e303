import { CheckboxGroup } from "@/components/forms/choice-fields";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import { EMAIL_MAX, NAME_MAX, REASON_MAX, TITLE_MAX } from "@/lib/auth/limits";
import type { FormAction } from "@/lib/core/action-state";
import type { Choice } from "./invite-form";

type Subject = { personId: string; version: number; action: FormAction };

/** Gives a person other roles. */
export function RolesForm({
  personId,
  version,
  action,
  held,
  roles,
}: Subject & { held: readonly string[]; roles: readonly Choice[] }) {
  return (
    <Form action={action} label="Change roles" submitLabel="Change the roles">
      <HiddenField name="personId" value={personId} />
      <HiddenField name="version" value={String(version)} />
      <CheckboxGroup
        name="roles"
        label="Roles"
        options={roles}
        defaultValue={held}
        help="Hold from the person's next request on. Nobody decides what they asked for themselves, whatever their roles."
      />
      <TextArea
        name="reason"
        label="Reason"
        optional
        maxLength={REASON_MAX}
        help="The change log keeps it. Name nobody in it: it cannot be erased."
      />
    </Form>
  );
}

/** Corrects who a person is. */
export function IdentityForm({
  personId,
  version,
  action,
  identity,
}: Subject & { identity: { name: string; email: string; title: string } }) {
  return (
    <Form action={action} label="Correct the identity" submitLabel="Save the identity">
      <HiddenField name="personId" value={personId} />
      <HiddenField name="version" value={String(version)} />
      <TextField name="name" label="Name" defaultValue={identity.name} maxLength={NAME_MAX} />
      <TextField name="title" label="Title" defaultValue={identity.title} maxLength={TITLE_MAX} />
      <TextField
        name="email"
        label="E-mail address"
        type="email"
        defaultValue={identity.email}
        maxLength={EMAIL_MAX}
        help="The person signs in with it. The change log says that it changed, not from what to what."
      />
    </Form>
  );
}
