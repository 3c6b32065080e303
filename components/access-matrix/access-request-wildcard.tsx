"use client";

import { DateField } from "@/components/forms/date-field";
import { Form } from "@/components/forms/form";
import { ComboboxField } from "@/components/forms/pick-fields";
import { TextArea } from "@/components/forms/text-field";
import { ButtonLink } from "@/components/ui/button";
import type { KeyChoice } from "@/lib/access-matrix/grants/asking-view";
import { PURPOSE_MAX, REASON_MAX } from "@/lib/access-matrix/grants/limits";
import type { FormAction } from "@/lib/core/action-state";

/** Asks for every operation of a server, as an exception that somebody accepts. */
export function AccessRequestWildcard({
  action,
  keys,
  servers,
  draftKey,
  minDay,
  maxDay,
}: {
  action: FormAction;
  keys: readonly KeyChoice[];
  servers: readonly { value: string; label: string; detail: string }[];
  draftKey: string;
  minDay: string;
  maxDay: string;
}) {
  return (
    <Form
      action={action}
      label="Ask for every operation of a server"
      submitLabel="Send for approval"
      draftKey={draftKey}
      aside={
        <ButtonLink variant="ghost" href="/access-matrix/request">
          Ask for single operations
        </ButtonLink>
      }
    >
      <ComboboxField
        name="keyId"
        label="Key"
        placeholder="Type an agent or a key"
        options={keys.map(({ id, label, detail }) => ({ value: id, label, detail }))}
      />
      <ComboboxField name="serverId" label="Server" placeholder="Type a server" options={servers} />
      <TextArea name="purpose" label="Purpose" maxLength={PURPOSE_MAX} rows={2} />
      <TextArea
        name="reason"
        label="Why single operations would not do"
        maxLength={REASON_MAX}
        rows={3}
      />
      <TextArea
        name="measures"
        label="What makes up for it"
        help="What is watched, limited or checked as long as it holds."
        maxLength={REASON_MAX}
        rows={3}
      />
      <DateField
        name="until"
        label="Granted through"
        help="The last day on which it holds, in UTC."
        min={minDay}
        max={maxDay}
      />
    </Form>
  );
}
