"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { DateField } from "@/components/forms/date-field";
import { SelectField } from "@/components/forms/select-field";
import { TextArea } from "@/components/forms/text-field";
import { Button, ButtonLink } from "@/components/ui/button";
import type { FormAction } from "@/lib/core/action-state";
import { REASON_MAX } from "@/lib/keys/limits";
import type { RotationRow } from "@/lib/keys/rotation-view";

const STATUSES = [
  { value: "401", label: "401 Unauthorized" },
  { value: "403", label: "403 Forbidden" },
];

export type RotationActions = Readonly<
  Record<"proveByLedger" | "proveByTest" | "finish", FormAction>
>;

/** The next step of a rotation. */
export function RotationSteps({
  rotation,
  actions,
}: {
  rotation: RotationRow;
  actions: RotationActions;
}) {
  const hidden = { rotationId: rotation.id };
  if (rotation.state === "finished") return null;
  if (rotation.state === "open") {
    return (
      <div className="flex flex-wrap gap-2">
        {rotation.newActiveAt === "" ? (
          <ButtonLink variant="primary" href={`/keys/${rotation.newKeyId}`}>
            Activate the new key
          </ButtonLink>
        ) : null}
        {rotation.sameAccess === "" ? null : (
          <ButtonLink href={rotation.sameAccess}>Ask for the same access</ButtonLink>
        )}
        <ButtonLink href={`/keys/${rotation.oldKeyId}`}>Revoke the old key</ButtonLink>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap gap-2">
      {rotation.state === "proven" ? (
        <ConfirmForm
          trigger={<Button variant="primary">Finish the rotation</Button>}
          title="Finish this rotation"
          description="The new key is active, the old one disabled and shown to be refused."
          action={actions.finish}
          submitLabel="Finish"
          hidden={hidden}
        />
      ) : null}
      <ConfirmForm
        trigger={
          <Button variant={rotation.state === "unproven" ? "primary" : "secondary"}>
            Find the proof in the ledger
          </Button>
        }
        title="Find the proof in the ledger"
        description="The first call with the old key that was denied after it was disabled is the proof. Show the old key to the gateway once if there is none yet."
        action={actions.proveByLedger}
        submitLabel="Find it"
        hidden={hidden}
      />
      <ConfirmForm
        trigger={<Button>Enter a test</Button>}
        title="Enter a test"
        description="You showed the old key after it was disabled, and it was refused."
        action={actions.proveByTest}
        submitLabel="Record the test"
        hidden={hidden}
      >
        <SelectField name="status" label="Answered with" options={STATUSES} />
        <DateField name="at" label="When" time />
        <TextArea
          name="how"
          label="How it was tested"
          help="What was called, from where, and where the answer is kept."
          maxLength={REASON_MAX}
        />
      </ConfirmForm>
    </div>
  );
}
