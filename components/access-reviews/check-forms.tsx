"use client";

import { RadioField } from "@/components/forms/choice-fields";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { PersonField } from "@/components/forms/pick-fields";
import { TextArea, TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { NOTE_MAX, SEED_MAX } from "@/lib/access-reviews/check/check-limits";
import type { CheckItemRow } from "@/lib/access-reviews/check/check-view";
import type { FormAction } from "@/lib/core/action-state";

type Person = { readonly id: string; readonly name: string; readonly title: string };

/** Draws lines for a second look. */
export function DrawCheck({
  reviewId,
  people,
  size,
  population,
  action,
}: {
  reviewId: string;
  people: readonly Person[];
  size: number;
  population: number;
  action: FormAction;
}) {
  return (
    <ConfirmForm
      trigger={<Button>Draw lines for a second look</Button>}
      title="Draw lines for a second look"
      description={`From ${population.toLocaleString("en")} kept lines, by SHA-256 over the seed and the key of each line.`}
      action={action}
      submitLabel="Draw"
      hidden={{ reviewId }}
    >
      <PersonField name="checkerId" label="Who looks" people={[...people]} />
      <TextField name="size" label="How many lines" defaultValue={String(size)} maxLength={3} />
      <TextField
        name="seed"
        label="Seed"
        optional
        help="Any text, such as an auditor's. Empty: one is made."
        maxLength={SEED_MAX}
      />
    </ConfirmForm>
  );
}

const VERDICTS = [
  { value: "agrees", label: "Agree that it is kept" },
  { value: "disagrees", label: "Do not agree" },
];

/** Judges one drawn line. */
export function JudgeItem({
  checkId,
  item,
  action,
}: {
  checkId: string;
  item: CheckItemRow;
  action: FormAction;
}) {
  return (
    <ConfirmForm
      trigger={
        <Button size="sm" variant={item.verdict === "" ? "primary" : "secondary"}>
          {item.verdict === "" ? "Judge" : "Judge again"}
        </Button>
      }
      title={item.what}
      description={`${item.meaning} ${item.use} Kept by ${item.kept}`}
      action={action}
      submitLabel="Record it"
      hidden={{ checkId, lineId: item.id }}
    >
      <RadioField name="verdict" label="What you say" options={VERDICTS} />
      <TextArea
        name="note"
        label="Note"
        optional
        help="Asked for where you do not agree."
        defaultValue={item.note}
        maxLength={NOTE_MAX}
      />
    </ConfirmForm>
  );
}

/** Closes the second look. */
export function FinishCheck({ checkId, action }: { checkId: string; action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button variant="primary">Finish the second look</Button>}
      title="Finish the second look"
      description="What you said of each line is final then."
      action={action}
      submitLabel="Finish"
      hidden={{ checkId }}
    />
  );
}
