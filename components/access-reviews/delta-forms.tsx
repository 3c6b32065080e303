"use client";

import { CheckboxGroup, RadioField } from "@/components/forms/choice-fields";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextArea, TextField } from "@/components/forms/text-field";
import { DELTA_CHANGE_LABEL, DISPOSITION_LABEL } from "@/lib/access-reviews/labels";
import { DISPOSITIONS } from "@/lib/access-reviews/review-view";
import { COMMENT_MAX, REASON_MAX, TOGETHER_MAX } from "@/lib/access-reviews/sign/sign-limits";
import type { DeltaRowView } from "@/lib/access-reviews/sign/sign-view";
import type { FormAction } from "@/lib/core/action-state";

const MEANS = {
  "carried-over": "You have looked at it by name: it stays, and the next review has it as a line.",
  revoke: "It is taken away, with its own removal.",
  noted: "It is gone, smaller, or described otherwise: nothing has to be done.",
} as const;

/** Reads the population again and freezes what differs from the snapshot. */
export function FreezeForm({
  reviewId,
  again,
  action,
}: {
  reviewId: string;
  again: boolean;
  action: FormAction;
}) {
  return (
    <Form
      action={action}
      label="Freeze what changed"
      submitLabel={again ? "Freeze it again" : "Freeze what changed"}
    >
      <HiddenField name="reviewId" value={reviewId} />
    </Form>
  );
}

/** Says what becomes of changes: of one, or of several for the same reason. */
export function DisposeForm({
  reviewId,
  rows,
  action,
}: {
  reviewId: string;
  rows: readonly DeltaRowView[];
  action: FormAction;
}) {
  const shown = rows.slice(0, TOGETHER_MAX);
  return (
    <Form
      key={rows.map(({ id }) => id).join()}
      action={action}
      label="Say what becomes of changes"
      submitLabel="Record it"
    >
      <HiddenField name="reviewId" value={reviewId} />
      <CheckboxGroup
        name="deltaIds"
        label="Changes"
        help="Those for which the same holds, for the same reason."
        options={shown.map(({ id, n, change, what }) => ({
          value: id,
          label: `${n}. ${DELTA_CHANGE_LABEL[change]}: ${what}`,
        }))}
      />
      <RadioField
        name="disposition"
        label="What becomes of them"
        options={DISPOSITIONS.map((value) => ({
          value,
          label: DISPOSITION_LABEL[value],
          help: MEANS[value],
        }))}
      />
      <TextArea
        name="comment"
        label="Why"
        help="Asked for whatever is carried over or revoked."
        optional
        maxLength={COMMENT_MAX}
      />
    </Form>
  );
}

/** Why the review is signed late; approved by somebody else. */
export function ExplainLateForm({
  reviewId,
  reason,
  action,
}: {
  reviewId: string;
  reason: string;
  action: FormAction;
}) {
  return (
    <Form action={action} label="Say why it is late" submitLabel="Record the reason">
      <HiddenField name="reviewId" value={reviewId} />
      <TextArea
        name="reason"
        label="Why it is signed late"
        help="Stays with the review, and stands in the statement. Other words are approved anew."
        maxLength={REASON_MAX}
        defaultValue={reason}
      />
    </Form>
  );
}

/** Approves exactly the reason that is shown. */
export function ApproveLateForm({
  reviewId,
  reason,
  action,
}: {
  reviewId: string;
  reason: string;
  action: FormAction;
}) {
  return (
    <Form action={action} label="Approve the reason" submitLabel="Approve the reason">
      <HiddenField name="reviewId" value={reviewId} />
      <HiddenField name="reason" value={reason} />
      <blockquote className="max-w-[72ch] border-l-2 pl-4">{reason}</blockquote>
    </Form>
  );
}

/** Prepares an addendum: why, and which outcomes become stricter. */
export function AddendumForm({
  reviewId,
  reason,
  corrected,
  action,
}: {
  reviewId: string;
  reason: string;
  corrected: readonly number[];
  action: FormAction;
}) {
  return (
    <Form
      action={action}
      label="Prepare an addendum"
      submitLabel={reason === "" ? "Prepare the addendum" : "Prepare it again"}
    >
      <HiddenField name="reviewId" value={reviewId} />
      <TextArea
        name="reason"
        label="Why it is added"
        help="Stands in the statement that is signed."
        maxLength={REASON_MAX}
        defaultValue={reason}
      />
      <p className="max-w-[72ch] text-ink-2">
        An outcome can only become stricter here: revoke. Access is given back by a request of its
        own.
      </p>
      <TextField
        name="lines"
        label="Lines to be revoked"
        help="Their numbers in the snapshot: 4, 17, 23. What else changed is found by itself."
        optional
        defaultValue={corrected.join(", ")}
      />
    </Form>
  );
}
