"use client";

import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextField } from "@/components/forms/text-field";
import { NAME_MAX, PASSWORD_MIN } from "@/lib/auth/limits";
import type { ActionState, FormAction } from "@/lib/core/action-state";
import { signInWith } from "./sign-in-client";

export const PASSWORD_HELP = `At least ${PASSWORD_MIN} characters. A few unrelated words are enough; no digits or signs are asked for.`;

/** Answers an invitation (`name` is asked for then) or a new-password link, and signs in. */
export function JoinForm({
  token,
  email,
  name,
  action,
}: {
  token: string;
  email: string;
  /** How the admin spelt the name; null where only a password is set. */
  name: string | null;
  action: FormAction;
}) {
  return (
    <Form
      action={thenSignIn(action)}
      label={name === null ? "Start anew" : "Join"}
      submitLabel={name === null ? "Set the password and sign in" : "Join and sign in"}
      onDone={(done) => window.location.assign(done.data?.signedIn ? "/" : "/sign-in")}
    >
      <HiddenField name="token" value={token} />
      <TextField
        name="shownEmail"
        label="E-mail address"
        type="email"
        readOnly
        defaultValue={email}
        autoComplete="username"
        help="You sign in with it. Only an admin can change it."
      />
      {name === null ? null : (
        <TextField
          name="name"
          label="Your name"
          defaultValue={name}
          maxLength={NAME_MAX}
          autoComplete="name"
          help="Correct it if it is misspelt: it stands beside what you approve and sign."
        />
      )}
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        help={PASSWORD_HELP}
      />
    </Form>
  );
}

/** Once the link has been answered, the password just typed signs in: a real sign-in, not a way around it. */
export function thenSignIn(action: FormAction): FormAction {
  return async (previous: ActionState, form: FormData): Promise<ActionState> => {
    const password = String(form.get("password") ?? "");
    const state = await action(previous, withoutShown(form));
    if (state.status !== "done") return state;
    const email = state.data?.email ?? "";
    const signedIn = await signInWith("password", { email, password });
    return signedIn.status === "done" ? { ...state, data: { signedIn: "yes" } } : state;
  };
}

// What is only shown is not sent: the link knows whose it is.
function withoutShown(form: FormData): FormData {
  const sent = new FormData();
  for (const [name, value] of form) if (!name.startsWith("shown")) sent.append(name, value);
  return sent;
}
