"use client";

import { useState } from "react";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { Hash } from "@/components/ui/hash";
import { TextLink } from "@/components/ui/text-link";
import { TYPED_NAME_MAX } from "@/lib/access-reviews/sign/sign-limits";
import type { SigningView } from "@/lib/access-reviews/sign/sign-view";
import type { ActionState, FormAction } from "@/lib/core/action-state";
import {
  PASSWORD_SIGNATURE_SAYS,
  SIGNING_MINUTES,
  WHAT_YOU_SEE_SAYS,
} from "@/lib/signatures/labels";
import { ManifestDownload } from "./manifest-download";

type Acts = { begin: FormAction; finish: FormAction };
type Begun = Readonly<Record<string, string>>;
type What = Pick<SigningView, "reviewId" | "reference" | "role" | "shown" | "name" | "method">;

/** Signs in two acts: the server fixes what is signed and says its digest; the person types their name, and their passkey answers. */
export function SignForm({ what, begin, finish }: Acts & { what: What }) {
  const [begun, setBegun] = useState<Begun | null>(null);
  if (begun === null) {
    return (
      <Form
        action={begin}
        label="Prepare the signature"
        submitLabel="Prepare to sign"
        onDone={(done) => setBegun(done.data ?? null)}
      >
        <Which what={what} />
        <HiddenField name="method" value={what.method} />
        <HiddenField name="shown" value={what.shown} />
        <p className="max-w-[72ch] text-ink-2">
          Fixes what stands above, as it is now. You then have {SIGNING_MINUTES} minutes to sign it.
        </p>
      </Form>
    );
  }
  return <AnswerForm what={what} begun={begun} finish={finish} onAgain={() => setBegun(null)} />;
}

function AnswerForm({
  what,
  begun,
  finish,
  onAgain,
}: {
  what: What;
  begun: Begun;
  finish: FormAction;
  onAgain: () => void;
}) {
  const { challengeId = "", manifest = "", manifestHash = "", options = "" } = begun;
  const byPassword = what.method === "password";
  return (
    <Form
      action={(_previous, form) => answer(finish, form, byPassword ? null : options)}
      label="Sign"
      submitLabel={byPassword ? "Sign by password" : "Sign with your passkey"}
      aside={
        <Button variant="ghost" onClick={onAgain}>
          Begin again
        </Button>
      }
    >
      <Which what={what} />
      <HiddenField name="challengeId" value={challengeId} />
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span>
          Digest of what you sign: <Hash value={manifestHash} label="Copy the digest" />
        </span>
        <ManifestDownload manifest={manifest} fileName={`${what.reference}-${what.role}.json`} />
      </p>
      <TextField
        name="typedName"
        label="Your name"
        maxLength={TYPED_NAME_MAX}
        autoComplete="off"
        help={`Type it as it stands in the statement: ${what.name}.`}
      />
      {byPassword ? (
        <TextField
          name="password"
          label="Your password"
          type="password"
          autoComplete="current-password"
          help={PASSWORD_SIGNATURE_SAYS}
        />
      ) : (
        <p className="max-w-[72ch] text-ink-2">
          {WHAT_YOU_SEE_SAYS} If none of your passkeys is on this device,{" "}
          <TextLink href="/profile">enrol one on your profile</TextLink> and come back.
        </p>
      )}
    </Form>
  );
}

function Which({ what: { reviewId, role } }: { what: What }) {
  return (
    <>
      <HiddenField name="reviewId" value={reviewId} />
      <HiddenField name="role" value={role} />
    </>
  );
}

async function answer(
  finish: FormAction,
  form: FormData,
  options: string | null,
): Promise<ActionState> {
  const typedName = String(form.get("typedName") ?? "");
  // Asked before the passkey is: its answer counts once.
  if (typedName.trim() === "")
    return failed("Type your name.", typedName, { typedName: ["Type your name."] });
  const response = options === null ? "" : await askPasskey(options);
  if (response === null) return failed(NO_ANSWER, typedName);
  form.set("response", response);
  return finish({ status: "idle" }, form);
}

// Loaded when it is wanted: most visits to the page only read.
async function askPasskey(options: string): Promise<string | null> {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  const optionsJSON = JSON.parse(options);
  const made = await startAuthentication({ optionsJSON }).catch(() => null);
  return made === null ? null : JSON.stringify(made);
}

const NO_ANSWER =
  "The passkey did not answer: it was cancelled, took too long, or is not on this device. Nothing was signed. Try again.";

function failed(
  message: string,
  typedName: string,
  fieldErrors: Record<string, string[]> = {},
): ActionState {
  return {
    ...{ status: "failed", code: "invalid_input", message },
    ...{ fieldErrors, conflict: [], values: { typedName } },
  };
}
