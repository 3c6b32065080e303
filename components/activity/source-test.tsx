"use client";

import { useState } from "react";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import type { Preview } from "@/lib/activity/sources/preview-view";
import type { FormAction } from "@/lib/core/action-state";
import { RecordPreview } from "./record-preview";

/** Reads a made-up record of the source's kind, and shows what would be made of it. */
export function SourceTest({ sourceId, action }: { sourceId: string; action: FormAction }) {
  const [preview, setPreview] = useState<Preview | null>(null);
  return (
    <>
      <Form
        action={action}
        label="Test the source"
        submitLabel="Read a test record"
        onDone={({ data }) => setPreview(data?.preview ? JSON.parse(data.preview) : null)}
      >
        <HiddenField name="id" value={sourceId} />
      </Form>
      {preview ? (
        <div className="mt-4" data-slot="source-test">
          <RecordPreview preview={preview} />
        </div>
      ) : null}
    </>
  );
}
