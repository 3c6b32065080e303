"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextArea } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { REASON_MAX } from "@/lib/access-reviews/prepare/prepare-limits";
import type { FormAction } from "@/lib/core/action-state";

/** Starts a draft, with the number of its lines on the button, or puts it aside. */
export function PrepareActs({
  reviewId,
  reference,
  version,
  lines,
  blocked,
  launch,
  discard,
}: {
  reviewId: string;
  reference: string;
  version: number;
  lines: number | null; // null: more than a review can hold
  blocked: boolean;
  launch: FormAction;
  discard: FormAction;
}) {
  const hidden = { reviewId, version: String(version) };
  const count =
    lines === null
      ? "too many lines"
      : `${lines.toLocaleString("en")} ${lines === 1 ? "line" : "lines"}`;
  return (
    <>
      <ConfirmForm
        trigger={<Button variant="ghost">Put aside</Button>}
        title={`Put ${reference} aside`}
        description="The draft is not needed. It stays on record as discarded."
        action={discard}
        submitLabel="Put it aside"
        hidden={hidden}
      >
        <TextArea name="reason" label="Why" maxLength={REASON_MAX} rows={3} />
      </ConfirmForm>
      <ConfirmForm
        trigger={
          <Button variant="primary" disabled={blocked}>
            Start with {count}
          </Button>
        }
        title={`Start ${reference}`}
        description={`${count} as of this moment are frozen and hashed, reviewers are asked, and nothing of scope, due day or rule for silence changes any more.`}
        action={launch}
        submitLabel={`Start with ${count}`}
        hidden={hidden}
      />
    </>
  );
}
