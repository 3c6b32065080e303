"use client";

import { useState } from "react";
import { RadioField } from "@/components/forms/choice-fields";
import { Form } from "@/components/forms/form";
import { textOf, useFormScope } from "@/components/forms/form-scope";
import { HiddenField } from "@/components/forms/hidden-field";
import { ComboboxField, PersonField } from "@/components/forms/pick-fields";
import { SelectField } from "@/components/forms/select-field";
import { TextArea } from "@/components/forms/text-field";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/core/action-state";
import { ENVIRONMENT_LABEL, ENVIRONMENTS } from "@/lib/core/environments";
import {
  isKeyKind,
  KEY_BEARER,
  KEY_KIND_LABEL,
  KEY_KIND_MEANS,
  KEY_KINDS,
} from "@/lib/keys/labels";
import { ISSUER_POLICY_MAX, PURPOSE_MAX } from "@/lib/keys/limits";
import { CredentialFields, type KeyFormStart } from "./credential-fields";

type Person = { id: string; name: string; title: string };
type Bearers = Readonly<
  Record<"agents" | "servers", readonly { id: string; name: string; slug: string }[]>
>;

const KINDS = KEY_KINDS.map((kind) => ({
  value: kind,
  label: KEY_KIND_LABEL[kind],
  help: KEY_KIND_MEANS[kind],
}));
const PLACES = ENVIRONMENTS.map((value) => ({ value, label: ENVIRONMENT_LABEL[value] }));

/** Writing a key down. Whom it belongs to, for what and where is for ever. */
export function KeyForm({
  action,
  people,
  bearers,
  start,
  draftKey,
  now,
}: {
  action: FormAction;
  people: readonly Person[];
  bearers: Bearers;
  start: KeyFormStart;
  draftKey: string;
  /** A minute in UTC, the latest that an issue can be. */
  now: string;
}) {
  return (
    <Form
      action={action}
      label="Register a key"
      submitLabel="Register the key"
      draftKey={draftKey}
      className="max-w-2xl"
      aside={
        <TextLink href="/keys" className="self-center">
          Cancel
        </TextLink>
      }
    >
      <BearerFields people={people} bearers={bearers} start={start} />
      <SelectField
        name="environment"
        label="Environment"
        help="One, for ever. Another environment is another key."
        options={PLACES}
        defaultValue={start.environment ?? ""}
      />
      <TextArea
        name="purpose"
        label="Purpose"
        help="One, for ever. Another purpose is another key."
        maxLength={PURPOSE_MAX}
        defaultValue={start.purpose ?? ""}
      />
      <CredentialFields start={start} now={now} />
    </Form>
  );
}

function BearerFields({
  people,
  bearers,
  start,
}: {
  people: readonly Person[];
  bearers: Bearers;
  start: KeyFormStart;
}) {
  const { values } = useFormScope();
  const [chosen, setKind] = useState<string | null>(null);
  const kind = chosen ?? textOf(values, "kind", start.kind ?? "");
  const bearer = isKeyKind(kind) ? KEY_BEARER[kind] : "";
  return (
    <>
      <RadioField
        name="kind"
        label="Kind"
        options={KINDS}
        defaultValue={start.kind ?? ""}
        onChange={setKind}
      />
      <BearerField bearer={bearer} people={people} bearers={bearers} start={start} />
      <PersonField
        name="ownerId"
        label="Owner"
        help="Who answers for the key."
        people={people}
        defaultValue={start.ownerId ?? ""}
      />
      <TextArea
        name="issuerPolicy"
        label="Issuer policy"
        help="For workload identities and short-lived tokens: who issues them, for how long, and to what."
        rows={3}
        maxLength={ISSUER_POLICY_MAX}
        defaultValue={start.issuerPolicy ?? ""}
        optional
      />
    </>
  );
}

// The one it belongs to; what it cannot belong to is sent empty.
function BearerField({
  bearer,
  people,
  bearers,
  start,
}: {
  bearer: string;
  people: readonly Person[];
  bearers: Bearers;
  start: KeyFormStart;
}) {
  return (
    <>
      {bearer === "agent" ? (
        <ComboboxField
          name="agentId"
          label="Agent"
          help="The one agent that uses it."
          placeholder="Type a name"
          options={bearers.agents.map(({ id, name, slug }) => ({
            value: id,
            label: name,
            detail: slug,
          }))}
          defaultValue={start.agentId ?? ""}
        />
      ) : (
        <HiddenField name="agentId" value="" />
      )}
      {bearer === "server" ? (
        <ComboboxField
          name="serverId"
          label="Server"
          help="The one server that shows it upstream."
          placeholder="Type a name"
          options={bearers.servers.map(({ id, name, slug }) => ({
            value: id,
            label: name,
            detail: slug,
          }))}
          defaultValue={start.serverId ?? ""}
        />
      ) : (
        <HiddenField name="serverId" value="" />
      )}
      {bearer === "person" ? (
        <PersonField
          name="personId"
          label="Person"
          help="The one person who may use it, in emergencies alone."
          people={people}
          defaultValue={start.personId ?? ""}
        />
      ) : (
        <HiddenField name="personId" value="" />
      )}
    </>
  );
}
