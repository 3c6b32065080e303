"use client";

import { useEffect, useState } from "react";
import { Form } from "@/components/forms/form";
import { textOf, useFormScope } from "@/components/forms/form-scope";
import { PersonField } from "@/components/forms/pick-fields";
import { SelectField } from "@/components/forms/select-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import { ButtonLink } from "@/components/ui/button";
import { REASON_MAX } from "@/lib/access-matrix/emergency/limits";
import type { FormAction } from "@/lib/core/action-state";
import { AccessRequestOperations } from "./access-request-operations";

type Props = {
  keys: readonly { id: string; label: string; publicId: string; environment: string }[];
  people: readonly { id: string; name: string; title: string }[];
  maxMinutes: number;
};

/** Takes access at once: with which key, to what, why, for how long, and who is alerted. */
export function EmergencyForm({
  action,
  draftKey,
  ...fields
}: Props & { action: FormAction; draftKey: string }) {
  return (
    <Form
      action={action}
      label="Take emergency access"
      submitLabel="Take emergency access"
      danger
      draftKey={draftKey}
      aside={
        <ButtonLink variant="ghost" href="/access-matrix/emergencies">
          Cancel
        </ButtonLink>
      }
    >
      <Fields {...fields} />
    </Form>
  );
}

function Fields({ keys, people, maxMinutes }: Props) {
  const { values, generation } = useFormScope();
  const first = keys.length === 1 ? (keys[0]?.id ?? "") : "";
  const given = textOf(values, "keyId", first);
  const [keyId, setKeyId] = useState(given);
  // A draft brings back another key than the one the page began with.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the form was filled anew
  useEffect(() => setKeyId(given), [generation]);
  return (
    <>
      <SelectField
        name="keyId"
        label="Your emergency key"
        options={keys.map(({ id, label, publicId, environment }) => ({
          value: id,
          label: `${label} (${publicId}, ${environment})`,
        }))}
        defaultValue={first}
        onChange={setKeyId}
      />
      <AccessRequestOperations keyId={keyId} start={[]} />
      <TextArea
        name="reason"
        label="What the emergency is"
        help="Everybody who judges it reads this."
        maxLength={REASON_MAX}
        rows={3}
      />
      <TextField
        name="minutes"
        label="For how many minutes"
        help={`At most ${maxMinutes}. It ends by itself, and you can end it earlier.`}
        type="number"
        defaultValue="60"
      />
      <PersonField
        name="onCallId"
        label="On call"
        help="Is alerted at once, and acknowledges it. Somebody who took no part judges it afterwards."
        people={people}
      />
    </>
  );
}
