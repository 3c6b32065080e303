"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import type { FormStart } from "@/components/forms/form-start";
import { ReasonField } from "@/components/forms/reason-field";
import { TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/core/action-state";
import { OPERATION_NAME_MAX, REASON_MAX } from "@/lib/servers/limits";
import { OperationFields } from "./operation-fields";

/** Registers one operation by hand. */
export function RegisterOperation({ serverId, action }: { serverId: string; action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button>Register an operation</Button>}
      title="Register an operation"
      description="For servers whose list of tools cannot be imported. Nobody checks by a definition what it does."
      action={action}
      submitLabel="Register"
      hidden={{ serverId }}
    >
      <TextField
        name="name"
        label="Name"
        help="Exactly as gateways write it."
        maxLength={OPERATION_NAME_MAX}
        autoComplete="off"
        spellCheck={false}
        mono
      />
      <OperationFields start={{}} />
    </ConfirmForm>
  );
}

type Subject = { id: string; version: number; start: FormStart; retired: boolean };

/** What can be done to an operation: said anew, retired, or taken back into use. */
export function OperationActs({
  operation: { id, version, start, retired },
  actions,
}: {
  operation: Subject;
  actions: { edit: FormAction; retire: FormAction; restore: FormAction };
}) {
  if (retired) {
    return (
      <ConfirmForm
        trigger={<Button>Take back into use</Button>}
        title="Take this operation back into use"
        description="The server offers it again. It can be granted."
        action={actions.restore}
        submitLabel="Take back into use"
        hidden={{ operationId: id }}
      >
        <ReasonField maxLength={REASON_MAX} />
      </ConfirmForm>
    );
  }
  return (
    <>
      <ConfirmForm
        trigger={<Button>Classify</Button>}
        title="Say what this operation is"
        description="Who has to approve access to it follows from its class."
        action={actions.edit}
        submitLabel="Save"
        hidden={{ operationId: id, version: String(version) }}
      >
        <OperationFields start={start} />
        <ReasonField
          maxLength={REASON_MAX}
          help="Needed for a milder class: access then needs fewer approvals."
          optional
        />
      </ConfirmForm>
      <ConfirmForm
        trigger={<Button variant="ghost">Retire</Button>}
        title="Retire this operation"
        description="The server no longer offers it. Whoever still calls it is shown; grants of it stay until they are ended."
        action={actions.retire}
        submitLabel="Retire"
        danger
        hidden={{ operationId: id }}
      >
        <ReasonField maxLength={REASON_MAX} />
      </ConfirmForm>
    </>
  );
}
