"use client";

import { useEffect, useState } from "react";
import { DateField } from "@/components/forms/date-field";
import { Form } from "@/components/forms/form";
import { textOf, useFormScope } from "@/components/forms/form-scope";
import { HiddenField } from "@/components/forms/hidden-field";
import { ComboboxField } from "@/components/forms/pick-fields";
import { TextArea } from "@/components/forms/text-field";
import { ButtonLink } from "@/components/ui/button";
import type { KeyChoice } from "@/lib/access-matrix/grants/asking-view";
import { NOTE_MAX, PURPOSE_MAX } from "@/lib/access-matrix/grants/limits";
import type { FormAction } from "@/lib/core/action-state";
import { AccessRequestOperations } from "./access-request-operations";

/** What the form starts with, from the page that led here. */
export type AccessRequestStart = {
  keyId: string;
  operationIds: readonly string[];
  purpose: string;
  until: string;
  allowTest: string;
  denyTest: string;
  /** The request whose place it takes; "" for a new one. */
  requestId: string;
};

type Props = {
  action: FormAction;
  keys: readonly KeyChoice[];
  start: AccessRequestStart;
  draftKey: string;
  minDay: string;
  maxDay: string;
};

/** Asks for access: which key, which operations, what for, until when. */
export function AccessRequestForm({ action, draftKey, ...fields }: Props) {
  return (
    <Form
      action={action}
      label="Ask for access"
      submitLabel="Send for approval"
      draftKey={draftKey}
      aside={
        <ButtonLink variant="ghost" href="/access-matrix/grants">
          Cancel
        </ButtonLink>
      }
    >
      <Fields {...fields} />
    </Form>
  );
}

function Fields({ keys, start, minDay, maxDay }: Omit<Props, "action" | "draftKey">) {
  const { values, generation } = useFormScope();
  const given = textOf(values, "keyId", start.keyId);
  const [keyId, setKeyId] = useState(given);
  // A draft brings back another key than the one the page began with.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the form was filled anew
  useEffect(() => setKeyId(given), [generation]);
  const environment = keys.find(({ id }) => id === keyId)?.environment;
  return (
    <>
      {start.requestId ? <HiddenField name="requestId" value={start.requestId} /> : null}
      <ComboboxField
        name="keyId"
        label="Key"
        help={
          environment
            ? `Everything asked for holds in ${environment} only: a key never leaves its environment.`
            : "One key is for one agent, one purpose and one environment."
        }
        placeholder="Type an agent or a key"
        options={keys.map(({ id, label, detail }) => ({ value: id, label, detail }))}
        defaultValue={start.keyId}
        onChange={setKeyId}
      />
      <AccessRequestOperations keyId={keyId} start={start.operationIds} />
      <TextArea
        name="purpose"
        label="Purpose"
        help="What the access is for. Whoever decides, and later a reviewer, reads it without you."
        maxLength={PURPOSE_MAX}
        rows={3}
        defaultValue={start.purpose}
      />
      <DateField
        name="until"
        label="Granted through"
        help="The last day on which it holds, in UTC. It ends by itself; longer is asked for again."
        min={minDay}
        max={maxDay}
        defaultValue={start.until}
      />
      <TextArea
        name="allowTest"
        label="Test that it works"
        help="Who saw it work, where and when, if it was tried before (CHG-07)."
        optional
        maxLength={NOTE_MAX}
        rows={2}
        defaultValue={start.allowTest}
      />
      <TextArea
        name="denyTest"
        label="Test that everything else is refused"
        help="Which call was refused that must be, where and when."
        optional
        maxLength={NOTE_MAX}
        rows={2}
        defaultValue={start.denyTest}
      />
    </>
  );
}
