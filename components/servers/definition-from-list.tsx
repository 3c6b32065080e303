"use client";

import { useState } from "react";
import { FileTextInput } from "@/components/forms/file-input";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextArea } from "@/components/forms/text-field";
import { Section } from "@/components/ui/section";
import type { Done, FormAction } from "@/lib/core/action-state";
import { TOOLS_BYTES_MAX } from "@/lib/servers/definitions/definition-limits";

/** A list that somebody has: pasted, or from a file. */
export function DefinitionFromList({
  serverId,
  look,
  onLooked,
  onChange,
}: {
  serverId: string;
  look: FormAction;
  onLooked: (sent: Readonly<Record<string, string>>, done: Done) => void;
  onChange: () => void;
}) {
  const [list, setList] = useState({ origin: "paste", text: "" });
  const [generation, setGeneration] = useState(0);
  const change = (origin: string, text: string) => {
    setList({ origin, text });
    onChange();
  };
  return (
    <Section
      id="list"
      title="Paste or upload the list"
      lead="The reply of the server to tools/list, as it came: with its envelope, its result, or the list alone. Replies of several pages stand in one JSON list."
    >
      <FileTextInput
        accept=".json,application/json"
        max={TOOLS_BYTES_MAX}
        tooLarge="This file is larger than 1.5 MB. No list of tools is."
        onText={(text) => {
          change("upload", text);
          setGeneration(generation + 1);
        }}
      />
      <Form
        key={generation}
        action={look}
        label="Look at a list of tools"
        submitLabel="Show what it would change"
        className="mt-5"
        onDone={(done) => onLooked({ serverId, ...list }, done)}
      >
        <HiddenField name="serverId" value={serverId} />
        <HiddenField name="origin" value={list.origin} />
        <TextArea
          name="text"
          label="tools/list"
          help="Choose a file above or paste its text here."
          rows={12}
          mono
          spellCheck={false}
          defaultValue={list.text}
          onChange={(text) => change("paste", text)}
        />
      </Form>
    </Section>
  );
}
