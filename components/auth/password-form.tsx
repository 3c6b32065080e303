"use client";

import { useState } from "react";
import { Form } from "@/components/forms/form";
import { TextField } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { FormAction } from "@/lib/core/action-state";
import { PASSWORD_HELP } from "./join-form";

/** A new password takes the current one. */
export function PasswordForm({ action }: { action: FormAction }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      trigger={<Button>Change the password</Button>}
      title="Change your password"
      open={open}
      onOpenChange={setOpen}
    >
      <Form
        action={action}
        label="Change your password"
        submitLabel="Set the new password"
        onDone={() => setOpen(false)}
      >
        <TextField
          name="current"
          label="Current password"
          type="password"
          autoComplete="current-password"
        />
        <TextField
          name="password"
          label="New password"
          type="password"
          autoComplete="new-password"
          help={`${PASSWORD_HELP} Every other session of yours ends.`}
        />
      </Form>
    </Dialog>
  );
}
