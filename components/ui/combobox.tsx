"use client";

import { ChevronsUpDown } from "lucide-react";
import { cn } from "./cn";
import { CONTROL, CONTROL_LINE } from "./control";
import { type ComboboxOption, useCombobox } from "./use-combobox";

type ComboboxProps = {
  id: string;
  /** The field that carries the chosen value. */
  name: string;
  options: readonly ComboboxOption[];
  defaultValue?: string;
  placeholder?: string;
  required?: boolean;
  invalid?: boolean;
  describedBy?: string | undefined;
  onChoose?: (value: string) => void;
};

/** A select that is searched by typing. Sends the chosen option's value under `name`. */
export function Combobox({
  id,
  name,
  options,
  defaultValue = "",
  placeholder = "Type to search",
  required = false,
  invalid = false,
  describedBy,
  onChoose,
}: ComboboxProps) {
  const box = useCombobox(options, defaultValue, onChoose);
  const listId = `${id}-list`;
  const active = box.open ? box.matches[box.at] : undefined;
  return (
    <div className="relative">
      <input type="hidden" name={name} value={box.chosen} />
      <input
        id={id}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={box.open}
        aria-controls={listId}
        aria-activedescendant={active ? `${listId}-${active.value}` : undefined}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        required={required}
        placeholder={placeholder}
        value={box.text}
        className={cn(CONTROL, CONTROL_LINE, "pr-8")}
        onChange={(event) => box.type(event.target.value)}
        onKeyDown={box.press}
        onClick={() => box.setOpen(true)}
        onBlur={box.leave}
      />
      <ChevronsUpDown
        aria-hidden
        className="icon pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-ink-3"
      />
      <div
        id={listId}
        role="listbox"
        aria-label="Choices"
        hidden={!box.open}
        className="layer absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-sm p-1"
      >
        {box.matches.map((option, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and names the active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: arrow keys and Enter work in the input
          <div
            key={option.value}
            id={`${listId}-${option.value}`}
            role="option"
            aria-selected={index === box.at}
            className="layer-item"
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => box.choose(option.value)}
          >
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            {option.detail ? (
              <span className="truncate text-sm text-ink-3">{option.detail}</span>
            ) : null}
          </div>
        ))}
        {box.matches.length === 0 ? (
          <p className="px-2 py-1.5 text-ink-3">Nothing matches “{box.text}”.</p>
        ) : null}
      </div>
    </div>
  );
}
