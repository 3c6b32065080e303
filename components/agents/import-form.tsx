"use client";

import { useState } from "react";
import { FileTextInput } from "@/components/forms/file-input";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextArea } from "@/components/forms/text-field";
import { YAML_BYTES_MAX } from "@/lib/agents/limits";
import type { ImportPlan } from "@/lib/agents/view";
import type { FormAction } from "@/lib/core/action-state";
import { ImportPlanView } from "./import-plan";

type Shown = { plan: ImportPlan; yaml: string };

/** A file is looked at first; sending it takes exactly what was shown. */
export function ImportForm({ look, send }: { look: FormAction; send: FormAction }) {
  const [yaml, setYaml] = useState("");
  const [generation, setGeneration] = useState(0);
  const [shown, setShown] = useState<Shown | null>(null);
  const current = shown && shown.yaml === yaml ? shown : null;
  const fill = (text: string) => {
    setYaml(text);
    setGeneration(generation + 1);
  };
  return (
    <div className="space-y-8">
      <FileTextInput
        accept=".yaml,.yml,text/yaml,application/yaml"
        max={YAML_BYTES_MAX}
        tooLarge="This file is larger than 1 MB. Split it into several."
        onText={fill}
      />
      <Form
        key={generation}
        action={look}
        label="Look at agents.yaml"
        submitLabel="Show what it would change"
        onDone={({ data }) => setShown(data?.plan ? { plan: JSON.parse(data.plan), yaml } : null)}
      >
        <TextArea
          name="yaml"
          label="agents.yaml"
          help="Choose a file above or paste its text here."
          rows={14}
          mono
          spellCheck={false}
          defaultValue={yaml}
          onChange={setYaml}
        />
      </Form>
      {current ? (
        <section aria-label="What the file would change">
          <ImportPlanView plan={current.plan} />
          {isReady(current.plan) ? (
            <Form action={send} label="Send agents.yaml" submitLabel={sendLabel(current.plan)}>
              <HiddenField name="yaml" value={current.yaml} />
              <HiddenField name="hash" value={current.plan.hash} />
            </Form>
          ) : null}
        </section>
      ) : null}
    </div>
  );
}

function isReady({ refused, created, changed }: ImportPlan): boolean {
  return refused.length === 0 && created.length + changed.length > 0;
}

function sendLabel({ created, changed }: ImportPlan): string {
  const count = created.length + changed.length;
  return count === 1 ? "Send 1 agent for approval" : `Send ${count} agents for approval`;
}
