"use client";

import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { PersonField } from "@/components/forms/pick-fields";
import { SelectField } from "@/components/forms/select-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import { TextLink } from "@/components/ui/text-link";
import {
  PLACE_MAX,
  RHYTHM_MINUTES_MAX,
  SOURCE_FIELD_LABEL,
  SOURCE_ID_MAX,
  SOURCE_KIND_LABEL,
  SOURCE_KINDS,
  SOURCE_NAME_MAX,
  SOURCE_NOTE_MAX,
  TRUSTED_HOPS_MAX,
} from "@/lib/activity/sources/source-labels";
import type { FormAction } from "@/lib/core/action-state";

export type SourceFormStart = Readonly<Record<string, string>>;

const KINDS = SOURCE_KINDS.map((kind) => ({ value: kind, label: SOURCE_KIND_LABEL[kind] }));

/** Adding and editing ask the same; only who is added chooses a short name. */
export function SourceForm({
  action,
  submitLabel,
  label,
  people,
  start,
  draftKey,
  cancelHref,
  editing = null,
}: {
  action: FormAction;
  submitLabel: string;
  label: string;
  people: readonly { id: string; name: string; title: string }[];
  start: SourceFormStart;
  draftKey: string;
  cancelHref: string;
  editing?: { id: string; version: string } | null;
}) {
  return (
    <Form
      action={action}
      label={label}
      submitLabel={submitLabel}
      draftKey={draftKey}
      className="max-w-2xl"
      aside={
        <TextLink href={cancelHref} className="self-center">
          Cancel
        </TextLink>
      }
    >
      <TextField
        name="name"
        label={SOURCE_FIELD_LABEL.name}
        help="After the gateway and where it runs, such as Edge gateway Frankfurt."
        maxLength={SOURCE_NAME_MAX}
        defaultValue={start.name ?? ""}
        autoComplete="off"
      />
      {editing ? (
        <>
          <HiddenField name="id" value={editing.id} />
          <HiddenField name="version" value={editing.version} />
        </>
      ) : (
        <TextField
          name="id"
          label="Short name"
          help="Stands in its address and in every record, and never changes. Left empty it is made of the name."
          maxLength={SOURCE_ID_MAX}
          mono
          optional
          autoComplete="off"
          spellCheck={false}
        />
      )}
      <SelectField
        name="kind"
        label={SOURCE_FIELD_LABEL.kind}
        help="What writes the records. Its adapter reads them; what comes over OTLP is read as OTLP whatever this says."
        options={KINDS}
        defaultValue={start.kind ?? "auto"}
        placeholder={null}
      />
      <PlaceFields start={start} />
      <EvidenceFields start={start} />
      <PersonField
        name="ownerId"
        label={SOURCE_FIELD_LABEL.ownerId}
        help="Who is asked when it is silent."
        people={people}
        defaultValue={start.ownerId ?? ""}
        optional
      />
      <TextArea
        name="note"
        label={SOURCE_FIELD_LABEL.note}
        maxLength={SOURCE_NOTE_MAX}
        defaultValue={start.note ?? ""}
        optional
      />
    </Form>
  );
}

function PlaceFields({ start }: { start: SourceFormStart }) {
  return (
    <>
      <TextField
        name="environment"
        label={SOURCE_FIELD_LABEL.environment}
        help="Where calls happen that say nothing of it: production, staging, development or test, as agents have it."
        maxLength={PLACE_MAX}
        defaultValue={start.environment ?? ""}
        optional
      />
      <TextField
        name="region"
        label={SOURCE_FIELD_LABEL.region}
        help="Such as eu-central-1."
        maxLength={PLACE_MAX}
        defaultValue={start.region ?? ""}
        optional
      />
      <TextArea
        name="places"
        label={SOURCE_FIELD_LABEL.places}
        help="One server a line, as server | environment | region, where one gateway serves several. * stands for any text: *-staging | staging. The first line that fits counts."
        mono
        spellCheck={false}
        defaultValue={start.places ?? ""}
        optional
      />
    </>
  );
}

function EvidenceFields({ start }: { start: SourceFormStart }) {
  return (
    <>
      <TextField
        name="rhythmMinutes"
        label={SOURCE_FIELD_LABEL.rhythmMinutes}
        help="At least one push in so many minutes, if only an empty one. Longer silence is a gap. Without a rhythm a quiet hour is not known to be quiet."
        type="number"
        min={1}
        max={RHYTHM_MINUTES_MAX}
        defaultValue={start.rhythmMinutes ?? ""}
        optional
      />
      <TextField
        name="sampling"
        label={SOURCE_FIELD_LABEL.sampling}
        help="all, where every call is sent; a share such as 0.1; unknown, until somebody has looked."
        defaultValue={start.sampling ?? "unknown"}
      />
      <TextField
        name="trustedHops"
        label={SOURCE_FIELD_LABEL.trustedHops}
        help="How many proxies of your own stand between callers and the gateway. Of X-Forwarded-For the address so many places from the end is believed; with 0 none is."
        type="number"
        min={0}
        max={TRUSTED_HOPS_MAX}
        defaultValue={start.trustedHops ?? "0"}
      />
      <TextField
        name="utcOffset"
        label={SOURCE_FIELD_LABEL.utcOffset}
        help="Such as +00:00 or -05:00, for senders that write local times without saying where."
        defaultValue={start.utcOffset ?? "+00:00"}
      />
    </>
  );
}
