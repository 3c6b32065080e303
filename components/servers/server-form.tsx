"use client";

import { Form } from "@/components/forms/form";
import type { FormStart } from "@/components/forms/form-start";
import { FormStep, type FormStepSpec } from "@/components/forms/form-steps";
import { HiddenField } from "@/components/forms/hidden-field";
import type { PersonChoice } from "@/components/forms/pick-fields";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/core/action-state";
import { ServerIsFields, ServerScopeFields, ServerWhereFields } from "./server-form-fields";

const STEPS: readonly FormStepSpec[] = [
  {
    id: "is",
    title: "What it is",
    fields: ["name", "slug", "purpose", "hosting", "provider", "dataClasses"],
  },
  { id: "where", title: "People and places", fields: ["ownerId", "deputyId", "places"] },
  { id: "scope", title: "Scope", fields: ["inScope", "scopeReason", "contradictedBy", "reason"] },
];

/** Registering and editing share one form: the same questions, another act. */
export function ServerForm({
  action,
  label,
  submitLabel,
  people,
  start,
  draftKey,
  cancelHref,
  editing = null,
}: {
  action: FormAction;
  label: string;
  submitLabel: string;
  people: readonly PersonChoice[];
  start: FormStart;
  draftKey: string;
  cancelHref: string;
  /** The server being changed; null: a new one. */
  editing?: { serverId: string; version: string } | null;
}) {
  return (
    <Form
      action={action}
      label={label}
      submitLabel={submitLabel}
      draftKey={draftKey}
      steps={STEPS}
      aside={
        <TextLink href={cancelHref} className="self-center">
          Cancel
        </TextLink>
      }
    >
      {editing ? (
        <>
          <HiddenField name="serverId" value={editing.serverId} />
          <HiddenField name="version" value={editing.version} />
        </>
      ) : null}
      <FormStep id="is">
        <ServerIsFields start={start} isNew={editing === null} />
      </FormStep>
      <FormStep id="where">
        <ServerWhereFields start={start} people={people} />
      </FormStep>
      <FormStep id="scope">
        <ServerScopeFields start={start} isNew={editing === null} />
      </FormStep>
    </Form>
  );
}
