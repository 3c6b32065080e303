"use client";

import { Search } from "lucide-react";
import { useId, useState } from "react";

type Named = { name: string; label: string };

/** One condition of a list: one of a few, some text, a moment in UTC or on the clocks of a zone, or that zone. */
export type Filter =
  | (Named & {
      kind: "select";
      options: readonly { value: string; label: string }[];
      /** What is shown while nothing is chosen, where that is not everything. */
      any?: string;
    })
  | (Named & { kind: "text"; placeholder?: string; suggestions?: readonly string[] })
  | (Named & { kind: "instant"; zone?: string })
  | (Named & { kind: "zone" });

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
    <label htmlFor={id} className="chip w-60 max-sm:w-full">
      <Search aria-hidden className="icon icon-sm text-ink-3" />
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
    <label htmlFor={id} className="chip" {...(value === "" ? {} : { "data-set": "" })}>
      <span className="whitespace-nowrap text-ink-2">{filter.label}</span>
      <FilterControl id={id} filter={filter} value={value} />
    </label>
  );
}

function FilterControl({ id, filter, value }: { id: string; filter: Filter; value: string }) {
  switch (filter.kind) {
    case "select":
      return (
        <select id={id} key={value} name={filter.name} defaultValue={value}>
          <option value="">{filter.any ?? "any"}</option>
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
          className="w-28"
          suggestions={filter.suggestions ?? []}
        />
      );
    case "instant":
      return (
        <>
          <FollowingInput
            id={id}
            type="datetime-local"
            name={filter.name}
            value={filter.zone ? value : value.replace(/Z$/, "")} // a link says UTC, the control knows no zone
            placeholder=""
            step="any"
            className="tabular-nums"
          />
          <span className="text-xs text-ink-3">{filter.zone ?? "UTC"}</span>
        </>
      );
    case "zone":
      return <ZoneInput id={id} name={filter.name} value={value} />;
    default:
      return filter satisfies never;
  }
}

// The address may change under the field (Clear, back): then the field follows, unless it is typed into.
function FollowingInput({
  value,
  className,
  suggestions = [],
  ...input
}: {
  suggestions?: readonly string[];
  onFocus?: () => void;
  id: string;
  type: string;
  name: string;
  value: string;
  placeholder: string;
  className?: string;
  step?: string;
}) {
  const follow = (element: HTMLInputElement | null) => {
    if (element && element !== document.activeElement) element.value = value;
  };
  const list = suggestions.length === 0 ? {} : { list: `${input.id}-list` };
  return (
    <>
      <input
        {...input}
        {...list}
        ref={follow}
        defaultValue={value}
        autoComplete="off"
        className={className}
      />
      {suggestions.length === 0 ? null : (
        <datalist id={`${input.id}-list`}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

// The browser knows all zones; their names come only once somebody is about to choose one, its own first.
function ZoneInput({ id, name, value }: { id: string; name: string; value: string }) {
  const [zones, setZones] = useState<readonly string[]>([]);
  const fill = () => {
    if (zones.length > 0) return;
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    setZones([...new Set([own, "UTC", ...Intl.supportedValuesOf("timeZone")])]);
  };
  return (
    <FollowingInput
      id={id}
      type="text"
      name={name}
      value={value}
      placeholder="UTC"
      className="w-32"
      suggestions={zones}
      onFocus={fill}
    />
  );
}
