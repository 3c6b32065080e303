"use client";

import { DateField } from "@/components/forms/date-field";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { PersonField } from "@/components/forms/pick-fields";
import { TextArea } from "@/components/forms/text-field";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/core/action-state";
import { ISSUER_POLICY_MAX } from "@/lib/keys/limits";
import { type KeyFormStart, NamesAndPlace } from "./credential-fields";

/** Putting right what is written down about a key. Whom it belongs to, for what and where stays. */
export function KeyEditForm({
  action,
  keyId,
  version,
  people,
  start,
  draftKey,
}: {
  action: FormAction;
  keyId: string;
  version: number;
  people: readonly { id: string; name: string; title: string }[];
  start: KeyFormStart;
  draftKey: string;
}) {
  return (
    <Form
      action={action}
      label="Edit the key"
      submitLabel="Save"
      draftKey={draftKey}
      className="max-w-2xl"
      aside={
        <TextLink href={`/keys/${keyId}`} className="self-center">
          Cancel
        </TextLink>
      }
    >
      <HiddenField name="keyId" value={keyId} />
      <HiddenField name="version" value={String(version)} />
      <PersonField
        name="ownerId"
        label="Owner"
        help="Who answered for it before is remembered: when they leave, it must be rotated."
        people={people}
        defaultValue={start.ownerId ?? ""}
      />
      <NamesAndPlace start={start} />
      <DateField
        name="expiresAt"
        label="Expires"
        time
        optional
        defaultValue={start.expiresAt ?? ""}
      />
      <TextArea
        name="issuerPolicy"
        label="Issuer policy"
        help="For workload identities and short-lived tokens."
        rows={3}
        maxLength={ISSUER_POLICY_MAX}
        defaultValue={start.issuerPolicy ?? ""}
        optional
      />
    </Form>
  );
}
