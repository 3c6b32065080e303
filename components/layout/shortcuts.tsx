"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { bindingFor, isPrefix } from "@/components/ui/key-store";
import { useKeys } from "@/components/ui/use-keys";
import type { NavigationItem } from "./navigation";

const SEQUENCE_MS = 1_200;
const TYPED_INTO = "input, textarea, select, [contenteditable='true'], [role='combobox']";

/** Listens for shortcuts: the page's own, and `g` with a letter for the entries of the side. */
export function Shortcuts({ items }: { items: readonly NavigationItem[] }) {
  const router = useRouter();
  const before = useRef<{ key: string; at: number } | null>(null);
  const jumps = items.flatMap(({ key, label, href }) =>
    key ? [[`g ${key}`, { label, run: () => router.push(href) }] as const] : [],
  );
  useKeys("Go to", Object.fromEntries(jumps));

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (isSilent(event)) return;
    const last = before.current;
    before.current = null;
    const recent = last !== null && event.timeStamp - last.at < SEQUENCE_MS;
    const binding =
      (recent ? bindingFor(`${last.key} ${event.key}`) : undefined) ?? bindingFor(event.key);
    if (binding) {
      event.preventDefault();
      binding.run();
    } else if (isPrefix(event.key)) before.current = { key: event.key, at: event.timeStamp };
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return null;
}

// No shortcut while something is typed, with a modifier, or under an open dialog.
function isSilent(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (event.target instanceof Element && event.target.closest(TYPED_INTO)) return true;
  return document.querySelector("[data-slot='scrim']") !== null;
}
