"use client";

import { CheckboxGroup } from "@/components/forms/choice-fields";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextField } from "@/components/forms/text-field";
import { EMAIL_MAX, NAME_MAX, TITLE_MAX } from "@/lib/auth/limits";
import type { FormAction } from "@/lib/core/action-state";
import { PASSWORD_HELP, thenSignIn } from "./join-form";

type Choice = { value: string; label: string; help: string };

/** The first person of an installation introduces themselves. */
export function FirstAdminForm({
  token,
  roles,
  action,
}: {
  token: string;
  roles: readonly Choice[];
  action: FormAction;
}) {
  return (
    <Form
      action={thenSignIn(action)}
      label="Become the first admin"
      submitLabel="Become admin and sign in"
      onDone={(done) => window.location.assign(done.data?.signedIn ? "/" : "/sign-in")}
    >
      <HiddenField name="token" value={token} />
      <TextField name="name" label="Your name" maxLength={NAME_MAX} autoComplete="name" />
      <TextField
        name="title"
        label="Your title"
        maxLength={TITLE_MAX}
        autoComplete="organization-title"
        help="Name and title stand beside what you approve and sign."
      />
      <TextField
        name="email"
        label="E-mail address"
        type="email"
        maxLength={EMAIL_MAX}
        autoComplete="username"
        help="You sign in with it."
      />
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        help={PASSWORD_HELP}
      />
      <CheckboxGroup
        name="roles"
        label="Further roles"
        optional
        options={roles}
        help="An admin manages people and has no rights over evidence. Where one person does both, take a role here; nobody can change their own roles later. Whatever your roles, somebody else decides what you ask for."
      />
    </Form>
  );
}
