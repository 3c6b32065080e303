"use client";

import { Form } from "@/components/forms/form";
import { TextField } from "@/components/forms/text-field";
import type { ActionState } from "@/lib/core/action-state";
import { signInWith } from "./sign-in-client";

/** E-mail address and password. An error keeps the address; the password is typed again. */
export function SignInForm({ next }: { next: string }) {
  return (
    <Form
      action={trySignIn}
      label="Sign in"
      submitLabel="Sign in"
      // A full load: whatever the browser kept of pages seen signed out is gone.
      onDone={() => window.location.assign(next)}
    >
      <TextField name="email" label="E-mail address" type="email" autoComplete="username" />
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        help="Forgotten? An admin can make you a new-password link."
      />
    </Form>
  );
}

async function trySignIn(_previous: ActionState, form: FormData): Promise<ActionState> {
  const email = String(form.get("email") ?? "");
  const password = String(form.get("password") ?? "");
  const missing = {
    ...(email.trim() === "" ? { email: ["Enter your e-mail address."] } : {}),
    ...(password === "" ? { password: ["Enter your password."] } : {}),
  };
  if (Object.keys(missing).length > 0) {
    return {
      status: "failed",
      code: "invalid_input",
      message: "Check the fields.",
      fieldErrors: missing,
      conflict: [],
      values: { email },
    };
  }
  const state = await signInWith("password", { email, password });
  return state.status === "failed" ? { ...state, values: { email } } : state;
}
