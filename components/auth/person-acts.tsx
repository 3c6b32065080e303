import type { ReactNode } from "react";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextArea, TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { NAME_MAX, REASON_MAX } from "@/lib/auth/limits";
import type { FormAction } from "@/lib/core/action-state";

type Act = { personId: string; name: string; action: FormAction };

const LINKS = {
  join: {
    button: "Make an invitation link",
    says: "An earlier link stops working. Pass the new one on yourself; it is shown once.",
  },
  "new-password": {
    button: "Make a new-password link",
    says: "Whoever opens it can set this person's password, so hand it over in person or by a call. It is shown once.",
  },
  passkey: {
    button: "Make a passkey link",
    says: "Needed where all earlier passkeys are revoked. The person signs in and enrols; you vouch that it is them. It is shown once.",
  },
} as const;

/** A one-time link for somebody else. */
export function MakeLink({
  personId,
  name,
  action,
  purpose,
}: Act & { purpose: keyof typeof LINKS }) {
  const { button, says } = LINKS[purpose];
  return (
    <ConfirmForm
      trigger={<Button size="sm">{button}</Button>}
      title={`${button} for ${name}`}
      description={says}
      action={action}
      submitLabel="Make the link"
      hidden={{ personId, purpose }}
    />
  );
}

/** Ends somebody's access. `children` lists what they answer for. */
export function DeactivatePerson({
  personId,
  name,
  action,
  children,
}: Act & { children: ReactNode }) {
  return (
    <ConfirmForm
      trigger={<Button variant="danger">Deactivate</Button>}
      title={`Deactivate ${name}`}
      description="They are signed out on their next request and cannot sign in. Their open links stop working. What they did stays."
      action={action}
      submitLabel="Deactivate"
      confirmText={name}
      danger
      hidden={{ personId }}
    >
      {children}
      <TextArea
        name="reason"
        label="Reason"
        maxLength={REASON_MAX}
        help="The change log keeps it. Name nobody in it: it cannot be erased."
      />
    </ConfirmForm>
  );
}

/** Lets somebody in again. */
export function ReactivatePerson({ personId, name, action }: Act) {
  return (
    <ConfirmForm
      trigger={<Button>Reactivate</Button>}
      title={`Reactivate ${name}`}
      description="They can sign in again, with the roles they had. Sessions and links that ended stay ended."
      action={action}
      submitLabel="Reactivate"
      hidden={{ personId }}
    />
  );
}

/** Erases who a deactivated person was. The server compares the typed name. */
export function ErasePerson({ personId, name, action }: Act) {
  return (
    <ConfirmForm
      trigger={<Button variant="danger">Erase the identity</Button>}
      title={`Erase who ${name} was`}
      description="Name, title, e-mail address, password, single sign-on and the names of passkeys go for good. The id, the keys and everything they did stay. Names printed with signatures stay."
      action={action}
      submitLabel="Erase the identity"
      danger
      hidden={{ personId }}
    >
      <TextField
        name="confirmation"
        label={`Type ${name} to confirm`}
        maxLength={NAME_MAX}
        autoComplete="off"
        spellCheck={false}
      />
    </ConfirmForm>
  );
}
