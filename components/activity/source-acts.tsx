import { ConfirmForm } from "@/components/forms/confirm-form";
import { TextArea } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { SOURCE_REASON_MAX } from "@/lib/activity/sources/source-labels";
import type { FormAction } from "@/lib/core/action-state";

/** Disabling and enabling, with a reason. */
export function TurnSource({
  source,
  disable,
  enable,
}: {
  source: { id: string; name: string; isDisabled: boolean };
  disable: FormAction;
  enable: FormAction;
}) {
  const { id, name, isDisabled } = source;
  const reason = <TextArea name="reason" label="Reason" maxLength={SOURCE_REASON_MAX} />;
  if (isDisabled) {
    return (
      <ConfirmForm
        trigger={<Button>Enable</Button>}
        title={`Enable ${name}`}
        description="What it sends is taken again, with the tokens that are still good. The time between stays a gap until it is explained."
        action={enable}
        submitLabel="Enable the source"
        hidden={{ id }}
      >
        {reason}
      </ConfirmForm>
    );
  }
  return (
    <ConfirmForm
      trigger={<Button variant="danger">Disable</Button>}
      title={`Disable ${name}`}
      description="Whatever it sends is refused from now on, and most gateways then drop what they have. What it sent stays."
      action={disable}
      submitLabel="Disable the source"
      confirmText={id}
      danger
      hidden={{ id }}
    >
      {reason}
    </ConfirmForm>
  );
}
