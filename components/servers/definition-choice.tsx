"use client";

import { useId } from "react";
import { cn } from "@/components/ui/cn";
import { CONTROL, CONTROL_LINE } from "@/components/ui/control";
import { ACCESS_CLASS_LABEL, ACCESS_CLASSES, NOT_CLASSIFIED } from "@/lib/core/access-classes";
import { DATA_CLASS_LABEL, DATA_CLASSES } from "@/lib/core/data-classes";
import { MEANING_MAX } from "@/lib/servers/limits";

/** What a person says a new operation is. `access` empty: not classified yet. */
export type Choice = { name: string; meaning: string; access: string; dataClasses: string[] };

/** Meaning, class and data of one new operation, proposed from what the server says and corrected by the person. */
export function DefinitionChoice({
  choice,
  why,
  onChange,
}: {
  choice: Choice | null;
  why: string;
  onChange: (choice: Choice) => void;
}) {
  const id = useId();
  if (!choice) return null;
  const turn = (known: string, on: boolean) =>
    onChange({
      ...choice,
      dataClasses: DATA_CLASSES.filter((each) =>
        each === known ? on : choice.dataClasses.includes(each),
      ),
    });
  return (
    <div className="mt-2 grid gap-3 lg:grid-cols-[minmax(0,1fr)_14rem]">
      <div>
        <label htmlFor={`${id}-meaning`} className="mb-1 block text-sm font-medium">
          What it does, in plain language
        </label>
        <textarea
          id={`${id}-meaning`}
          rows={2}
          maxLength={MEANING_MAX}
          value={choice.meaning}
          onChange={({ target }) => onChange({ ...choice, meaning: target.value })}
          className={CONTROL}
        />
      </div>
      <div>
        <label htmlFor={`${id}-access`} className="mb-1 block text-sm font-medium">
          At worst
        </label>
        <select
          id={`${id}-access`}
          value={choice.access}
          onChange={({ target }) => onChange({ ...choice, access: target.value })}
          className={cn(CONTROL, CONTROL_LINE, "pr-8")}
        >
          <option value="">{NOT_CLASSIFIED}</option>
          {ACCESS_CLASSES.map((access) => (
            <option key={access} value={access}>
              {ACCESS_CLASS_LABEL[access]}
            </option>
          ))}
        </select>
        <p className="mt-1 text-sm text-ink-3">{why}</p>
      </div>
      <fieldset className="lg:col-span-2">
        <legend className="mb-1 text-sm font-medium">Data it touches</legend>
        <div className="flex flex-wrap gap-x-4 gap-y-1">
          {DATA_CLASSES.map((known) => (
            <label key={known} className="inline-flex min-h-6 items-center gap-1.5 text-sm">
              <input
                type="checkbox"
                className="size-4"
                checked={choice.dataClasses.includes(known)}
                onChange={({ target }) => turn(known, target.checked)}
              />
              {DATA_CLASS_LABEL[known]}
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  );
}
