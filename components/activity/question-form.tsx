"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CONTROL, CONTROL_LINE } from "@/components/ui/control";

export type QuestionTyped = {
  readonly when: string;
  readonly around: string;
  readonly zone: string;
  readonly environment: string;
  readonly server: string;
  readonly dataClass: string;
};

type Option = { readonly value: string; readonly label: string };

/** The one box: when, and if wanted where. It asks for the page with the answer, so each answer has an address of its own. */
export function QuestionForm({
  typed,
  environments,
  servers,
  dataClasses,
  aroundMax,
}: {
  typed: QuestionTyped;
  environments: readonly string[];
  servers: readonly string[];
  dataClasses: readonly Option[];
  aroundMax: number;
}) {
  const zone = useRef<HTMLInputElement>(null);
  // A local time is the reader's own unless another zone is asked for.
  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone.current && zone.current.value === "") zone.current.value = own;
  }, []);
  return (
    <search>
      <form
        method="get"
        action="/activity/question"
        aria-label="Who was it?"
        className="grid gap-x-4 gap-y-3 border-y py-4 print:hidden sm:grid-cols-2 lg:grid-cols-4"
      >
        <Labelled label="When" help="tuesday 14:14, 2026-11-17 14:14, 14:00 to 15:30" wide>
          {(control) => (
            <input
              {...control}
              name="when"
              defaultValue={typed.when}
              required
              autoComplete="off"
              className={cn(CONTROL, CONTROL_LINE, "w-full")}
            />
          )}
        </Labelled>
        <Labelled label="Minutes before and after" help="Where one moment is asked for">
          {(control) => (
            <input
              {...control}
              name="around"
              type="number"
              min={0}
              max={aroundMax}
              defaultValue={typed.around}
              className={cn(CONTROL, CONTROL_LINE, "w-full tabular-nums")}
            />
          )}
        </Labelled>
        <Labelled label="Zone" help="UTC or a name such as Europe/Berlin">
          {(control) => (
            <input
              {...control}
              ref={zone}
              name="zone"
              defaultValue={typed.zone}
              placeholder="UTC"
              autoComplete="off"
              className={cn(CONTROL, CONTROL_LINE, "w-full")}
            />
          )}
        </Labelled>
        <Choice
          name="environment"
          label="Environment"
          value={typed.environment}
          options={environments.map(plain)}
        />
        <Choice name="dataClass" label="Data class" value={typed.dataClass} options={dataClasses} />
        <Choice name="server" label="Server" value={typed.server} options={servers.map(plain)} />
        <div className="flex items-end">
          <Button type="submit" variant="primary">
            Ask
          </Button>
        </div>
      </form>
    </search>
  );
}

function plain(value: string): Option {
  return { value, label: value };
}

function Choice({
  name,
  label,
  value,
  options,
}: {
  name: string;
  label: string;
  value: string;
  options: readonly Option[];
}) {
  return (
    <Labelled label={label}>
      {(control) => (
        <select
          {...control}
          key={value}
          name={name}
          defaultValue={value}
          className={cn(CONTROL, CONTROL_LINE, "w-full")}
        >
          <option value="">Any</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

function Labelled({
  label,
  help,
  wide = false,
  children,
}: {
  label: string;
  help?: string;
  wide?: boolean;
  children: (control: { id: string; "aria-describedby"?: string }) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={wide ? "sm:col-span-2" : undefined}>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {children({ id, ...(help ? { "aria-describedby": `${id}-help` } : {}) })}
      {help ? (
        <p id={`${id}-help`} className="mt-1 text-sm text-ink-3">
          {help}
        </p>
      ) : null}
    </div>
  );
}
