"use client";

import { Search as Glass } from "lucide-react";
import { useRouter } from "next/navigation";
import * as Radix from "radix-ui/dialog";
import { type KeyboardEvent, useId, useState } from "react";
import { Icon } from "@/components/ui/icon";
import type { PaletteAction } from "./navigation";
import { type Found, type Search, usePaletteSearch } from "./use-palette-search";

type Line = Found & { icon?: PaletteAction["icon"] };

/** Finds anything by name, id, hash or action; arrow keys choose, Enter goes there. */
export function PaletteDialog({
  actions,
  onClose,
}: {
  actions: readonly PaletteAction[];
  onClose: () => void;
}) {
  const router = useRouter();
  const listId = useId();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const search = usePaletteSearch(query.trim());
  const lines: readonly Line[] = [...matching(actions, query), ...search.found];
  const index = Math.min(at, lines.length - 1);

  const go = (line: Line | undefined) => {
    if (!line) return;
    onClose();
    router.push(line.href);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(lines.length - 1, index + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, index - 1));
    else if (event.key === "Enter") go(lines[index]);
    else return;
    event.preventDefault();
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <div data-slot="scrim" className="scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="layer fixed top-[12dvh] left-1/2 z-50 flex max-h-[70dvh] w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 flex-col rounded-sm"
        >
          <Radix.Title className="sr-only">Find anything</Radix.Title>
          <div className="flex items-center gap-2.5 border-b px-3">
            <Glass aria-hidden className="icon text-ink-3" />
            <input
              type="text"
              role="combobox"
              aria-label="Find by name, id, hash or action"
              aria-expanded
              aria-controls={listId}
              aria-activedescendant={lines.length > 0 ? `${listId}-${index}` : undefined}
              autoComplete="off"
              spellCheck={false}
              placeholder="Name, id, hash or action"
              value={query}
              onChange={(event) => {
                setQuery(event.target.value);
                setAt(0);
              }}
              onKeyDown={press}
              className="h-11 w-full bg-transparent text-lg outline-none placeholder:text-ink-3"
            />
          </div>
          <div id={listId} role="listbox" aria-label="Found" className="overflow-y-auto p-1">
            {lines.map((line, place) => (
              <PaletteLine
                key={`${line.href} ${line.title}`}
                id={`${listId}-${place}`}
                line={line}
                selected={place === index}
                onPoint={() => setAt(place)}
                onPick={() => go(line)}
              />
            ))}
          </div>
          <PaletteState search={search} empty={lines.length === 0} query={query} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteLine({
  id,
  line,
  selected,
  onPoint,
  onPick,
}: {
  id: string;
  line: Line;
  selected: boolean;
  onPoint: () => void;
  onPick: () => void;
}) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: arrow keys and Enter work in the input
    <div
      id={id}
      role="option"
      aria-selected={selected}
      className="layer-item"
      onPointerMove={onPoint}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      {line.icon ? <Icon name={line.icon} className="text-ink-3" /> : null}
      <span className="min-w-0 shrink truncate">{line.title}</span>
      <span className="min-w-0 flex-1 truncate text-sm text-ink-3">{line.detail}</span>
      <span className="text-xs text-ink-3">{line.kind}</span>
    </div>
  );
}

function PaletteState({ search, empty, query }: { search: Search; empty: boolean; query: string }) {
  const says = {
    idle: "",
    searching: "Searching",
    done: empty ? `Nothing found for “${query.trim()}”.` : "",
    failed: "The search did not answer. Check the connection and type again.",
  } as const satisfies Record<Search["state"], string>;
  return (
    <p role="status" className="px-3 pb-2 text-sm text-ink-3 empty:hidden">
      {says[search.state]}
    </p>
  );
}

function matching(actions: readonly PaletteAction[], query: string): Line[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return actions
    .filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
    .map(({ href, label, icon }) => ({ href, title: label, kind: "", detail: "", icon }));
}
