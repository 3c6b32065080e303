"use client";

import { useState } from "react";
import { RadioField } from "@/components/forms/choice-fields";
import { DateField } from "@/components/forms/date-field";
import { Form } from "@/components/forms/form";
import { SelectField } from "@/components/forms/select-field";
import { TextField } from "@/components/forms/text-field";
import type { FormAction } from "@/lib/core/action-state";
import { COVERS_LABEL, LOG_LABEL } from "@/lib/ledger-store/labels";

const LOGS = (["governance", "calls"] as const).map((log) => ({
  value: log,
  label: LOG_LABEL[log],
}));

const COVERS = [
  {
    value: "all",
    label: COVERS_LABEL.all,
    help: "From the first entry to the newest checkpoint: the strongest statement, and the largest file.",
  },
  { value: "range", label: COVERS_LABEL.range },
  {
    value: "period",
    label: COVERS_LABEL.period,
    help: "By the time of acceptance. The entries just outside come along, and prove that the period is whole.",
  },
];

/** Asks for a bundle; it is made in the background. */
export function BundleForm({ action, log }: { action: FormAction; log: string }) {
  const [covers, setCovers] = useState("all");
  return (
    <Form action={action} label="Ask for a bundle" submitLabel="Ask for the bundle">
      <SelectField name="log" label="Log" options={LOGS} placeholder={null} defaultValue={log} />
      <RadioField
        name="covers"
        label="What it covers"
        options={COVERS}
        defaultValue="all"
        onChange={setCovers}
      />
      <div className={covers === "range" ? "flex flex-wrap gap-4" : "hidden noscript:flex"}>
        <TextField
          name="start"
          label="First index"
          inputMode="numeric"
          optional={covers !== "range"}
        />
        <TextField
          name="end"
          label="Ends before index"
          help="0 to 18 are the entries 0 to 17."
          inputMode="numeric"
          optional={covers !== "range"}
        />
      </div>
      <div className={covers === "period" ? "flex flex-wrap gap-4" : "hidden noscript:flex"}>
        <DateField name="from" label="From" time optional={covers !== "period"} />
        <DateField name="to" label="Until before" time optional={covers !== "period"} />
      </div>
      <TextField
        name="consistency"
        label="Prove consistency from these sizes"
        help="Sizes of checkpoints somebody kept, with commas. Those of earlier bundles come along by themselves."
        optional
        mono
      />
    </Form>
  );
}
