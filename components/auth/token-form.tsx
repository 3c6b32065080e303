import { CheckboxGroup } from "@/components/forms/choice-fields";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { PersonField } from "@/components/forms/pick-fields";
import { SelectField } from "@/components/forms/select-field";
import { TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { TOKEN_NAME_MAX } from "@/lib/auth/limits";
import type { FormAction } from "@/lib/core/action-state";
import type { Choice } from "./invite-form";

const LIFETIMES = [
  { value: "30", label: "in 30 days" },
  { value: "90", label: "in 90 days" },
  { value: "180", label: "in 180 days" },
  { value: "365", label: "in 365 days" },
] as const;

/** Makes a machine token, which is shown once. */
export function TokenForm({
  grants,
  people,
  action,
}: {
  grants: readonly Choice[];
  people: readonly { id: string; name: string; title: string }[];
  action: FormAction;
}) {
  return (
    <ConfirmForm
      trigger={<Button variant="primary">Make a token</Button>}
      title="Make a machine token"
      description="The token is shown once. Only its hash is kept."
      action={action}
      submitLabel="Make the token"
    >
      <TextField
        name="name"
        label="Name"
        maxLength={TOKEN_NAME_MAX}
        autoComplete="off"
        placeholder="Deploy pipeline"
        help="After the machine that holds it."
      />
      <CheckboxGroup name="grants" label="What it may do" options={grants} />
      <PersonField
        name="responsibleId"
        label="Who answers for it"
        people={people}
        help="What the token does counts as asked for by this person. It stops working when they leave."
      />
      <SelectField
        name="days"
        label="Expires"
        options={LIFETIMES}
        defaultValue="90"
        placeholder={null}
      />
    </ConfirmForm>
  );
}
