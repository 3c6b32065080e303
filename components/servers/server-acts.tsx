"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { ReasonField } from "@/components/forms/reason-field";
import { TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/core/action-state";
import { NAME_MAX, REASON_MAX } from "@/lib/servers/limits";

type Subject = { id: string; name: string };

/** Takes the server out of use, behind its name typed out. */
export function RetireServer({ server, action }: { server: Subject; action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button>Retire</Button>}
      title="Retire this server"
      description="It stays in the register with its names and operations. Whoever still calls it is shown; grants of it stay until they are ended."
      action={action}
      submitLabel="Retire"
      danger
      hidden={{ serverId: server.id }}
    >
      <ReasonField maxLength={REASON_MAX} />
      <TextField
        name="typedName"
        label={`Type ${server.name} to confirm`}
        maxLength={NAME_MAX}
        autoComplete="off"
      />
    </ConfirmForm>
  );
}

/** Takes a retired server back into use. */
export function RestoreServer({ server, action }: { server: Subject; action: FormAction }) {
  return (
    <ConfirmForm
      trigger={<Button variant="primary">Take back into use</Button>}
      title="Take this server back into use"
      description="It counts again: its operations can be granted, and it stands in the scope document."
      action={action}
      submitLabel="Take back into use"
      hidden={{ serverId: server.id }}
    >
      <ReasonField maxLength={REASON_MAX} />
    </ConfirmForm>
  );
}
