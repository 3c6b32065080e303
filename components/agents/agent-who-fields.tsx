"use client";

import { useState } from "react";
import { type FormStart, startText } from "@/components/forms/form-start";
import { type PersonChoice, PersonField } from "@/components/forms/pick-fields";
import { TextArea, TextField } from "@/components/forms/text-field";
import { DESCRIPTION_MAX, NAME_MAX, PURPOSE_MAX, REASON_MAX, SLUG_MAX } from "@/lib/agents/limits";
import { NearDuplicates } from "./near-duplicates";

/** Step 1: what it is called, what it is for, and who answers for it. */
export function AgentWhoFields({
  people,
  start,
  agentId,
}: {
  people: readonly PersonChoice[];
  start: FormStart;
  agentId: string;
}) {
  const [name, setName] = useState(startText(start, "name"));
  const [purpose, setPurpose] = useState(startText(start, "purpose"));
  return (
    <>
      <TextField
        name="name"
        label="Name"
        help="As people in the company say it, such as Invoice matcher."
        maxLength={NAME_MAX}
        defaultValue={startText(start, "name")}
        onChange={setName}
      />
      {agentId === "" ? (
        <TextField
          name="slug"
          label="Short name"
          help="For addresses and agents.yaml. Left empty, it is made from the name. It never changes."
          maxLength={SLUG_MAX}
          mono
          optional
        />
      ) : null}
      <TextArea
        name="purpose"
        label="Purpose"
        help="What it is for, in a sentence or two. Grants are approved for this purpose."
        maxLength={PURPOSE_MAX}
        defaultValue={startText(start, "purpose")}
        onChange={setPurpose}
      />
      <NearDuplicates name={name} purpose={purpose} exceptId={agentId} />
      <TextArea
        name="duplicateReason"
        label="Why it is another agent"
        help="Only where a registered agent looks like this one."
        maxLength={REASON_MAX}
        rows={2}
        defaultValue={startText(start, "duplicateReason")}
        optional
      />
      <TextArea
        name="description"
        label="Description"
        help="How it works, for people who have never seen it."
        maxLength={DESCRIPTION_MAX}
        defaultValue={startText(start, "description")}
        optional
      />
      <PeopleFields people={people} start={start} />
    </>
  );
}

function PeopleFields({ people, start }: { people: readonly PersonChoice[]; start: FormStart }) {
  return (
    <>
      <PersonField
        name="ownerId"
        label="Owner"
        help="Answers for what the agent does. Nobody decides on what they own."
        people={people}
        defaultValue={startText(start, "ownerId")}
      />
      <PersonField
        name="sponsorId"
        label="Sponsor"
        help="The business side that wants it. Needed before it can be active; not the owner."
        people={people}
        defaultValue={startText(start, "sponsorId")}
        optional
      />
      <PersonField
        name="successorId"
        label="Successor"
        help="Takes over when the owner leaves. Needed before it can be active; not the owner."
        people={people}
        defaultValue={startText(start, "successorId")}
        optional
      />
    </>
  );
}
