"use client";

import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { PaletteAction } from "./navigation";

// Fetched when it is first opened: most pages are read without it.
const PaletteDialog = lazy(() =>
  import("./palette-dialog").then((module) => ({ default: module.PaletteDialog })),
);

const OPEN = "palette:open";

/** The palette behind ⌘K and Ctrl-K; mounted once, in the frame. */
export function CommandPalette({ actions }: { actions: readonly PaletteAction[] }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const show = () => setOpen(true);
    const press = (event: KeyboardEvent) => {
      const held = (event.metaKey || event.ctrlKey) && !event.altKey;
      if (event.key.toLowerCase() !== "k" || !held) return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    document.addEventListener("keydown", press);
    document.addEventListener(OPEN, show);
    return () => {
      document.removeEventListener("keydown", press);
      document.removeEventListener(OPEN, show);
    };
  }, []);
  if (!open) return null;
  return (
    <Suspense>
      <PaletteDialog actions={actions} onClose={() => setOpen(false)} />
    </Suspense>
  );
}

/** What opens the palette by hand, in the side and in the bar of a phone. */
export function PaletteButton({ compact = false }: { compact?: boolean }) {
  const show = () => document.dispatchEvent(new Event(OPEN));
  if (compact) {
    return (
      <Button
        variant="ghost"
        size="icon"
        aria-label="Find"
        onClick={show}
        className="noscript:hidden"
      >
        <Search aria-hidden className="icon" />
      </Button>
    );
  }
  return (
    <button
      type="button"
      title="Find anything"
      onClick={show}
      className="flex h-8 w-full items-center gap-2.5 rounded-sm border border-rule-2 bg-paper px-2 text-left text-ink-2 hover:text-ink pointer-coarse:h-11 noscript:hidden group-data-folded/side:border-transparent group-data-folded/side:bg-transparent"
    >
      <Search aria-hidden className="icon text-ink-3" />
      <span className="flex-1 group-data-folded/side:sr-only">Find</span>
      <span aria-hidden className="pointer-coarse:hidden group-data-folded/side:hidden">
        <Kbd>⌘K</Kbd>
      </span>
    </button>
  );
}
