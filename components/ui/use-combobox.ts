"use client";

import { type KeyboardEvent, useState } from "react";

export type ComboboxOption = {
  value: string;
  label: string;
  /** A second line to tell two of the same name apart, also searched. */
  detail?: string;
};

const SHOWN = 12;

/** State of a combobox: what is typed, what is chosen, which option the arrow keys stand on. */
export function useCombobox(
  options: readonly ComboboxOption[],
  initial: string,
  onChoose: ((value: string) => void) | undefined,
) {
  const labelOf = (value: string) => options.find((option) => option.value === value)?.label ?? "";
  const [chosen, setChosen] = useState(initial);
  const [text, setText] = useState(() => labelOf(initial));
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const matches = matching(options, text === labelOf(chosen) ? "" : text);

  const choose = (value: string) => {
    setChosen(value);
    setText(labelOf(value));
    setOpen(false);
    onChoose?.(value);
  };
  const type = (typed: string) => {
    setText(typed);
    setOpen(true);
    setAt(0);
    if (typed === "") choose("");
  };
  // What is left half typed is taken if it names one option, else the last choice comes back.
  const leave = () => {
    const wanted = text.trim().toLowerCase();
    const exact = options.filter((option) => option.label.toLowerCase() === wanted);
    choose(wanted !== "" && exact.length === 1 ? (exact[0]?.value ?? chosen) : chosen);
  };
  const step = (by: number) => {
    setOpen(true);
    if (open) setAt(Math.max(0, Math.min(matches.length - 1, at + by)));
  };
  const take = () => {
    const pick = matches[at];
    if (pick) choose(pick.value);
  };
  const actOf = (key: string): (() => void) | null => {
    if (key === "ArrowDown") return () => step(1);
    if (key === "ArrowUp") return () => step(-1);
    if (!open) return null;
    if (key === "Enter") return take;
    return key === "Escape" ? () => setOpen(false) : null;
  };
  const press = (event: KeyboardEvent) => {
    const act = actOf(event.key);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return { chosen, text, open, at, matches, choose, type, leave, press, setOpen };
}

function matching(options: readonly ComboboxOption[], text: string): readonly ComboboxOption[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found: ComboboxOption[] = [];
  for (const option of options) {
    const hay = `${option.label} ${option.detail ?? ""}`.toLowerCase();
    if (words.every((word) => hay.includes(word))) found.push(option);
    if (found.length === SHOWN) break;
  }
  return found;
}
