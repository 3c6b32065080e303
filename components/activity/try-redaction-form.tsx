"use client";

import { useState } from "react";
import { Form } from "@/components/forms/form";
import { TextArea } from "@/components/forms/text-field";
import {
  REDACTION_RULE,
  REDACTION_TYPES,
  TRY_MAX,
} from "@/lib/activity/redaction-desk/redaction-labels";
import type { Done, FormAction } from "@/lib/core/action-state";

/** A text goes to the server, is redacted there and comes back; nobody keeps it. */
export function TryRedactionForm({ action }: { action: FormAction }) {
  const [tried, setTried] = useState<Done["data"]>();
  return (
    <div className="max-w-3xl space-y-4">
      <Form
        action={action}
        label="Try a text"
        submitLabel="Show what would be stored"
        onDone={({ data }) => setTried(data)}
      >
        <TextArea
          name="text"
          label="Text or JSON"
          help="It is not stored and not logged. The change log says only how long it was and what was counted. Its tokens are made with a key that is thrown away, so they match no record."
          rows={8}
          mono
          spellCheck={false}
          maxLength={TRY_MAX}
        />
      </Form>
      {tried ? <Tried tried={tried} /> : null}
    </div>
  );
}

function Tried({ tried }: { tried: NonNullable<Done["data"]> }) {
  const counted = REDACTION_TYPES.flatMap((type) => {
    const count = tried[type];
    return count === undefined ? [] : [`${REDACTION_RULE[type].label}: ${count}`];
  });
  return (
    <section aria-label="What would be stored">
      <h3 className="mb-1 font-semibold">What would be stored</h3>
      <p className="mb-2 text-ink-2">
        {counted.length === 0 ? "Nothing was found in it." : `${counted.join(", ")}.`}
        {tried.state === "failed" ? " A part could not be looked through and is left out." : ""}
      </p>
      <pre className="overflow-x-auto border-y bg-paper-2 p-3 font-mono text-sm whitespace-pre-wrap wrap-anywhere">
        {tried.redacted}
      </pre>
    </section>
  );
}
