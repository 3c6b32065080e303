"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { DateField } from "@/components/forms/date-field";
import { type PersonChoice, PersonField } from "@/components/forms/pick-fields";
import { ReasonField } from "@/components/forms/reason-field";
import { SelectField } from "@/components/forms/select-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/core/action-state";
import { DISCLOSURE_KIND_LABEL, DISCLOSURE_KINDS } from "@/lib/keys/labels";
import { PUBLIC_ID_MAX, REASON_MAX, TICKET_MAX } from "@/lib/keys/limits";

type Subject = { id: string; label: string; publicId: string };

/** Says from when on a key can be used. */
export function ActivateKeyForm({ subject, action }: { subject: Subject; action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button variant="primary">Activate</Button>}
      title="Activate this key"
      description="It can be used from then on. Its agent must be approved, and for production active."
      action={action}
      submitLabel="Activate"
      hidden={{ keyId: subject.id }}
    >
      <DateField name="activatedAt" label="Active since" help="Left empty: now." time optional />
    </ConfirmForm>
  );
}

/** Ends a key for good. */
export function RevokeKeyForm({ subject, action }: { subject: Subject; action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button variant="danger">Revoke</Button>}
      title="Revoke this key"
      description="It is refused from then on, for good. Revoke it in the vault or at the gateway as well: Countersign does not do that, it watches the ledger for calls that come after."
      action={action}
      submitLabel="Revoke"
      danger
      hidden={{ keyId: subject.id }}
    >
      <ReasonField maxLength={REASON_MAX} />
      <DateField name="revokedAt" label="Refused since" help="Left empty: now." time optional />
      <TextField
        name="typedId"
        label={`Type ${subject.publicId} to confirm`}
        maxLength={PUBLIC_ID_MAX}
        autoComplete="off"
        mono
      />
    </ConfirmForm>
  );
}

/** Asks that a key may be older than the rule says. */
export function ExceptionForm({
  subject,
  action,
  mostDays,
}: {
  subject: Subject;
  action: FormAction;
  mostDays: number;
}) {
  return (
    <ConfirmForm
      trigger={<Button>Ask for an exception</Button>}
      title="Let this key be older than the rule"
      description="Somebody without a part in this key decides. Days before the decision stay as they are."
      action={action}
      submitLabel="Ask for the exception"
      hidden={{ keyId: subject.id }}
    >
      <ReasonField maxLength={REASON_MAX} />
      <TextArea
        name="measures"
        label="What makes up for it"
        help="Such as a narrower network, closer watching, fewer grants."
        maxLength={REASON_MAX}
      />
      <DateField name="until" label="Until" help={`At most ${mostDays} days from now.`} time />
    </ConfirmForm>
  );
}

/** Ends an exception before its day. */
export function EndExceptionForm({ id, action }: { id: string; action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button size="sm">End it now</Button>}
      title="End this exception"
      description="From tomorrow on the rule counts for this key again."
      action={action}
      submitLabel="End the exception"
      hidden={{ exceptionId: id }}
    >
      <ReasonField maxLength={REASON_MAX} />
    </ConfirmForm>
  );
}

const KINDS = DISCLOSURE_KINDS.map((value) => ({ value, label: DISCLOSURE_KIND_LABEL[value] }));

/** Notes that somebody saw the secret, as the vault's log says. */
export function DisclosureForm({
  subject,
  action,
  people,
}: {
  subject: Subject;
  action: FormAction;
  people: readonly PersonChoice[];
}) {
  return (
    <ConfirmForm
      trigger={<Button>Record a reveal</Button>}
      title="Somebody saw the secret"
      description="As the log of the vault says. When that person leaves, the key must be rotated."
      action={action}
      submitLabel="Record it"
      hidden={{ keyId: subject.id }}
    >
      <SelectField name="kind" label="What happened" options={KINDS} />
      <PersonField name="personId" label="Who saw it" people={people} />
      <DateField name="at" label="When" time />
      <ReasonField maxLength={REASON_MAX} />
      <TextField name="ticket" label="Ticket" maxLength={TICKET_MAX} optional />
    </ConfirmForm>
  );
}
