"use client";

import { CheckboxGroup, RadioField } from "@/components/forms/choice-fields";
import { choicesOf, type FormStart, startList, startText } from "@/components/forms/form-start";
import { type PersonChoice, PersonField } from "@/components/forms/pick-fields";
import { TextArea, TextField } from "@/components/forms/text-field";
import { DATA_CLASS_LABEL, DATA_CLASS_MEANS, DATA_CLASSES } from "@/lib/core/data-classes";
import { ENVIRONMENT_LABEL, ENVIRONMENTS } from "@/lib/core/environments";
import { HOSTING_LABEL, HOSTINGS } from "@/lib/servers/labels";
import {
  NAME_MAX,
  PLACES_TEXT_MAX,
  PROVIDER_MAX,
  PURPOSE_MAX,
  REASON_MAX,
  SLUG_MAX,
} from "@/lib/servers/limits";

/** Step 1: what the server is, and who offers it. */
export function ServerIsFields({ start, isNew }: { start: FormStart; isNew: boolean }) {
  return (
    <>
      <TextField
        name="name"
        label="Name"
        help="As people in the company say it, such as Billing database."
        maxLength={NAME_MAX}
        defaultValue={startText(start, "name")}
      />
      {isNew ? (
        <TextField
          name="slug"
          label="Short name"
          help="For addresses. Calls that name it are recognised. Left empty, it is made from the name. It never changes."
          maxLength={SLUG_MAX}
          mono
          optional
        />
      ) : null}
      <TextArea
        name="purpose"
        label="Purpose"
        help="What agents reach through it, in a sentence or two."
        maxLength={PURPOSE_MAX}
        defaultValue={startText(start, "purpose")}
      />
      <RadioField
        name="hosting"
        label="Who runs it"
        options={choicesOf(HOSTING_LABEL, HOSTINGS)}
        defaultValue={startText(start, "hosting")}
      />
      <TextField
        name="provider"
        label="Provider"
        help="Who offers it. Empty where it is our own."
        maxLength={PROVIDER_MAX}
        defaultValue={startText(start, "provider")}
        optional
      />
      <CheckboxGroup
        name="dataClasses"
        label="Data it holds or reaches"
        options={choicesOf(DATA_CLASS_LABEL, DATA_CLASSES, DATA_CLASS_MEANS)}
        defaultValue={startList(start, "dataClasses")}
        columns
      />
    </>
  );
}

/** Step 2: who answers for it, where it stands, and what gateways call it there. */
export function ServerWhereFields({
  start,
  people,
}: {
  start: FormStart;
  people: readonly PersonChoice[];
}) {
  return (
    <>
      <PersonField
        name="ownerId"
        label="Owner"
        help="Answers for the server, and decides who may write to it or reach it in production."
        people={people}
        defaultValue={startText(start, "ownerId")}
      />
      <PersonField
        name="deputyId"
        label="Deputy"
        help="Decides where the owner has a part in the wish or is away. Not the owner."
        people={people}
        defaultValue={startText(start, "deputyId")}
        optional
      />
      <TextArea
        name="places"
        label="Places"
        help={
          <>
            One a line, as{" "}
            <span className="font-mono text-sm">environment | region | names | address</span>, such
            as{" "}
            <span className="font-mono text-sm">
              production | eu-central-1 | billing-db, billing-ro
            </span>
            . Environments: {ENVIRONMENTS.join(", ")}. Names are what gateways write; they tell the
            environment of a call that says none.
          </>
        }
        maxLength={PLACES_TEXT_MAX}
        defaultValue={startText(start, "places")}
        spellCheck={false}
        rows={3}
        mono
        optional
      />
    </>
  );
}

const SCOPE_CHOICES = [
  {
    value: "in",
    label: "In scope",
    help: "Its operations, keys and grants are governed and reviewed.",
  },
  {
    value: "out",
    label: "Out of scope",
    help: "It is left out on purpose. Calls that contradict this are shown to everybody.",
  },
];

/** Step 3: the decision that the scope document rests on. */
export function ServerScopeFields({ start, isNew }: { start: FormStart; isNew: boolean }) {
  return (
    <>
      <RadioField
        name="inScope"
        label="Scope"
        options={SCOPE_CHOICES}
        defaultValue={startText(start, "inScope")}
      />
      <TextArea
        name="scopeReason"
        label="Why"
        help="For whoever approves the scope document, and for an auditor in a year."
        maxLength={REASON_MAX}
        defaultValue={startText(start, "scopeReason")}
      />
      <CheckboxGroup
        name="contradictedBy"
        label="What would contradict it"
        help="Only where it is out of scope: a single call in one of these environments shows that it is in scope after all."
        options={choicesOf(ENVIRONMENT_LABEL, ENVIRONMENTS)}
        defaultValue={startList(start, "contradictedBy")}
        columns
        optional
      />
      {isNew ? null : (
        <TextArea
          name="reason"
          label="Why this changes"
          help="Goes into the change log."
          maxLength={REASON_MAX}
          optional
        />
      )}
    </>
  );
}
