"use client";

import { Check } from "lucide-react";
import { type RefObject, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { ActionState, FormValues } from "@/lib/core/action-state";
import { readValues, valueOfText } from "./form-values";

type Failed = Extract<ActionState, { status: "failed" }>;
type Entry = Failed["conflict"][number];
type Choice = "mine" | "theirs";

/**
 * Both versions of a record that two people edited, field by field. Each field is decided before the form
 * can be sent again, on top of the newer version; nothing of either is lost.
 */
export function ConflictView({
  state,
  form,
  fill,
  onDecided,
}: {
  state: Failed;
  form: RefObject<HTMLFormElement | null>;
  fill: (values: FormValues) => void;
  onDecided: (left: number) => void;
}) {
  const entries = state.conflict.filter(({ field }) => field !== "version");
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const choose = (entry: Entry, choice: Choice) => {
    const next = { ...choices, [entry.field]: choice };
    setChoices(next);
    onDecided(entries.filter(({ field }) => !next[field]).length);
    if (!form.current) return;
    const mine = state.values[entry.field] ?? entry.mine;
    const theirs = entry.theirsValue ?? valueOfText(form.current, entry.field, entry.theirs);
    fill({ ...readValues(form.current), [entry.field]: choice === "mine" ? mine : theirs });
  };
  return (
    <table className="mb-5 w-full border-y" data-slot="conflict">
      <caption className="py-2 text-left text-ink-2">
        Decide each field, then send the form again. It builds on the newer version.
      </caption>
      <thead>
        <tr className="border-y text-left text-sm text-ink-2">
          {["Field", "Yours", "Theirs", "Decision"].map((head) => (
            <th key={head} scope="col" className="py-1.5 pr-3 font-medium">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <ConflictRow
            key={entry.field}
            entry={entry}
            choice={choices[entry.field]}
            onChoose={(choice) => choose(entry, choice)}
          />
        ))}
      </tbody>
    </table>
  );
}

const ACTS = { mine: "Keep mine", theirs: "Take theirs" } as const satisfies Record<Choice, string>;

function ConflictRow({
  entry,
  choice,
  onChoose,
}: {
  entry: Entry;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
}) {
  const headId = useId();
  return (
    <tr className="border-b align-top last:border-b-0">
      <th id={headId} scope="row" className="py-2 pr-3 text-left font-normal text-ink-2">
        {entry.label}
      </th>
      <Version text={entry.mine} chosen={choice === "mine"} />
      <Version text={entry.theirs} chosen={choice === "theirs"} />
      <td className="py-1.5 whitespace-nowrap">
        <div className="flex gap-1">
          {(["mine", "theirs"] as const).map((act) => (
            <Button
              key={act}
              size="sm"
              aria-pressed={choice === act}
              aria-describedby={headId}
              className={choice === act ? "border-ink bg-paper-2" : ""}
              onClick={() => onChoose(act)}
            >
              {choice === act ? <Check aria-hidden className="icon icon-sm" /> : null}
              {ACTS[act]}
            </Button>
          ))}
        </div>
      </td>
    </tr>
  );
}

function Version({ text, chosen }: { text: string; chosen: boolean }) {
  return (
    <td className={cn("py-2 pr-3 whitespace-pre-wrap wrap-anywhere", chosen && "font-medium")}>
      {text === "" ? <span className="text-ink-3">empty</span> : text}
    </td>
  );
}
