"use client";

import { useId } from "react";
import { cn } from "@/components/ui/cn";
import { Icon } from "@/components/ui/icon";

type Named = { name: string; label: string };

/** One condition of a list: one of a few, some text, or a moment in UTC. */
export type Filter =
  | (Named & { kind: "select"; options: readonly { value: string; label: string }[] })
  | (Named & { kind: "text"; placeholder?: string })
  | (Named & { kind: "instant" });

const FIELD =
  "h-full min-w-0 bg-transparent text-sm text-ink outline-none placeholder:text-ink-3 pointer-coarse:text-base";

/** The search box. It takes a new value under a new key, but never while it is typed into. */
export function SearchBox({
  label = "Search",
  placeholder = "Search",
  value,
}: {
  label?: string;
  placeholder?: string;
  value: string;
}) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="flex h-7 w-60 items-center gap-1.5 rounded-sm border border-rule-2 px-2 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-seal pointer-coarse:h-11 max-sm:w-full"
    >
      <Icon name="search" className="size-3.5 text-ink-3" />
      <span className="sr-only">{label}</span>
      <FollowingInput
        id={id}
        type="search"
        name="q"
        value={value}
        placeholder={placeholder}
        className="w-full"
      />
    </label>
  );
}

/** One filter: its name, then its value; a dark edge once it leaves rows out. */
export function FilterChip({ filter, value }: { filter: Filter; value: string }) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className={cn(
        "flex h-7 items-center gap-1.5 rounded-sm border pl-2 text-sm focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-seal pointer-coarse:h-11",
        value === "" ? "border-rule-2" : "border-ink bg-paper-2",
      )}
    >
      <span className="whitespace-nowrap text-ink-2">{filter.label}</span>
      <FilterControl id={id} filter={filter} value={value} />
    </label>
  );
}

function FilterControl({ id, filter, value }: { id: string; filter: Filter; value: string }) {
  switch (filter.kind) {
    case "select":
      return (
        <select
          id={id}
          key={value}
          name={filter.name}
          defaultValue={value}
          className={cn(FIELD, "pr-1")}
        >
          <option value="">any</option>
          {filter.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      );
    case "text":
      return (
        <FollowingInput
          id={id}
          type="text"
          name={filter.name}
          value={value}
          placeholder={filter.placeholder ?? "any"}
          className="w-28 pr-2"
        />
      );
    case "instant":
      return (
        <>
          <FollowingInput
            id={id}
            type="datetime-local"
            name={filter.name}
            value={value}
            placeholder=""
            className="tabular-nums"
          />
          <span className="pr-2 text-xs text-ink-3">UTC</span>
        </>
      );
    default:
      return filter satisfies never;
  }
}

// The address may change under the field (Clear, back): then the field follows, unless it is typed into.
function FollowingInput({
  value,
  className,
  ...input
}: {
  id: string;
  type: string;
  name: string;
  value: string;
  placeholder: string;
  className?: string;
}) {
  const follow = (element: HTMLInputElement | null) => {
    if (element && element !== document.activeElement) element.value = value;
  };
  return (
    <input
      {...input}
      ref={follow}
      defaultValue={value}
      autoComplete="off"
      className={cn(FIELD, className)}
    />
  );
}
