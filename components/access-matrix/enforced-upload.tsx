"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { DateField } from "@/components/forms/date-field";
import { FileInput } from "@/components/forms/file-input";
import { Form } from "@/components/forms/form";
import { SelectField } from "@/components/forms/select-field";
import { TextField } from "@/components/forms/text-field";
import { LABEL_MAX } from "@/lib/access-matrix/enforced/enforced-limits";
import type { ActionState, FormAction } from "@/lib/core/action-state";

const UPLOAD = "/api/access-matrix/enforced-grants/upload";

/** States the whole policy of a gateway that cannot push, from a CSV file. */
export function EnforcedUpload({
  sources,
}: {
  sources: readonly { readonly id: string; readonly name: string }[];
}) {
  const [file, setFile] = useState<File | null>(null);
  const router = useRouter();
  const send: FormAction = async (_previous, form) => {
    if (file === null) return refused("Choose the file.");
    const said = ["source", "label", "statedAt"].map((name) => [
      name,
      String(form.get(name) ?? ""),
    ]);
    const address = `${UPLOAD}?${new URLSearchParams(said)}`;
    const answer = await fetch(address, { method: "POST", body: file }).catch(() => null);
    if (answer === null) return refused("The server does not answer. Nothing was sent; try again.");
    const reply: Reply = await answer.json().catch(() => ({}));
    if (!answer.ok || !reply.policyId) return refused(reply.error?.message ?? NOT_TAKEN);
    return {
      status: "done",
      message: sentenceOf(reply),
      next: `/access-matrix/enforced/${reply.policyId}`,
    };
  };
  return (
    <Form
      action={send}
      label="State a policy from a file"
      submitLabel="State the policy"
      className="max-w-xl"
      onDone={() => router.refresh()}
    >
      <SelectField
        name="source"
        label="Gateway"
        help="The whole file counts as everything that this gateway enforces. What is not in it is not enforced."
        options={sources.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FileInput
        className="my-4"
        label="CSV file"
        accept=".csv,.tsv,.txt"
        help={
          <>
            The first row names the columns:{" "}
            <code>principal, server, operation, environment, conditions</code>. At most 200,000
            lines.
          </>
        }
        onFile={setFile}
      />
      <DateField
        name="statedAt"
        label="As of (UTC)"
        help="When the gateway was asked. Left empty, it is now."
        time
        optional
      />
      <TextField
        name="label"
        label="Its own name"
        help="Such as a version."
        maxLength={LABEL_MAX}
        optional
      />
    </Form>
  );
}

type Reply = {
  policyId?: string;
  outcome?: "applied" | "confirmed" | "late";
  added?: number;
  removed?: number;
  error?: { message?: string };
};

const NOT_TAKEN = "Nothing was taken in. Try again.";

function sentenceOf({ outcome, added = 0, removed = 0 }: Reply): string {
  if (outcome === "confirmed") return "The policy is recorded as unchanged.";
  if (outcome === "late") return "The policy is kept. A newer one stands.";
  return `The policy is recorded: ${added.toLocaleString("en")} lines came in, ${removed.toLocaleString("en")} went.`;
}

function refused(message: string): ActionState {
  return {
    ...{ status: "failed", code: "invalid_input", message, conflict: [], values: {} },
    fieldErrors: { form: [message] },
  };
}
