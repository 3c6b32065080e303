"use client";

import { Form } from "@/components/forms/form";
import { TextField } from "@/components/forms/text-field";
import { Callout } from "@/components/ui/callout";
import { FRESH_SIGN_IN_MINUTES, PASSKEY_NAME_MAX } from "@/lib/auth/limits";
import type { ActionState, FormAction } from "@/lib/core/action-state";

type Acts = { begin: FormAction; enrol: FormAction };

/** Enrols a passkey: the server's challenge, the browser's answer, the server's check. */
export function PasskeyEnrolForm({
  begin,
  enrol,
  link,
  hasPassword,
  needsLink,
}: Acts & {
  /** The one-time link of an admin, where one was followed here. */
  link: string;
  hasPassword: boolean;
  /** True where all earlier passkeys are revoked. */
  needsLink: boolean;
}) {
  if (needsLink && link === "") {
    return (
      <Callout tone="attention" title="A new passkey takes a second person">
        All your passkeys are revoked. Ask an admin for a passkey link: Settings, People, your name.
      </Callout>
    );
  }
  return (
    <Form
      action={(_previous, form) => enrolHere({ begin, enrol }, form, link)}
      label="Enrol a passkey"
      submitLabel="Enrol a passkey"
    >
      <TextField
        name="name"
        label="Name of the passkey"
        maxLength={PASSKEY_NAME_MAX}
        placeholder="Work laptop"
        help="After the device or key that holds it, so that you know which one to revoke."
      />
      {hasPassword ? (
        <TextField
          name="current"
          label="Current password"
          type="password"
          autoComplete="current-password"
          help="Asked again, so that nobody enrols a passkey at a screen you left."
        />
      ) : (
        <p className="max-w-xl text-ink-2">
          You sign in without a password, so this works within {FRESH_SIGN_IN_MINUTES} minutes of
          signing in.
        </p>
      )}
    </Form>
  );
}

async function enrolHere(acts: Acts, form: FormData, link: string): Promise<ActionState> {
  const name = String(form.get("name") ?? "");
  const started = await acts.begin(
    { status: "idle" },
    formOf({ current: String(form.get("current") ?? ""), link }),
  );
  if (started.status !== "done") return withName(started, name);
  const { challengeId = "", options = "{}" } = started.data ?? {};
  const answer = await askBrowser(options);
  if (answer === null) return withName(NOT_MADE, name);
  const response = JSON.stringify(answer);
  return acts.enrol({ status: "idle" }, formOf({ challengeId, name, response }));
}

// Loaded when it is wanted: most visits to a profile enrol nothing.
async function askBrowser(options: string): Promise<unknown> {
  const { startRegistration } = await import("@simplewebauthn/browser");
  return startRegistration({ optionsJSON: JSON.parse(options) }).catch(() => null);
}

const NOT_MADE: ActionState = {
  status: "failed",
  code: "invalid_input",
  message:
    "The browser made no passkey: it was cancelled, took too long, or this device has one already. Start again.",
  fieldErrors: {},
  conflict: [],
  values: {},
};

function withName(state: ActionState, name: string): ActionState {
  return state.status === "failed" ? { ...state, values: { name } } : state;
}

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}
