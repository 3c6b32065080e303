"use client";

import { useState, useSyncExternalStore } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { type KeyGroup, keyGroups, subscribeKeys } from "@/components/ui/key-store";
import { useKeys } from "@/components/ui/use-keys";

const NONE: readonly KeyGroup[] = [];

/** `?` lists the keys that work on this page. */
export function KeyHelp() {
  const [open, setOpen] = useState(false);
  const groups = useSyncExternalStore(subscribeKeys, keyGroups, () => NONE);
  useKeys("Anywhere", { "?": { label: "Keys of this page", run: () => setOpen(true) } });
  return (
    <Dialog open={open} onOpenChange={setOpen} title="Keys of this page" wide>
      <div className="gap-x-8 sm:columns-2">
        {merged(groups).map(({ title, bindings }) => (
          <section key={title} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-sm font-medium text-ink-3">{title}</h3>
            <dl className="border-t">
              {bindings.map(({ keys, label }) => (
                <div key={keys} className="flex items-center justify-between gap-4 border-b py-1">
                  <dt>{label}</dt>
                  <dd className="flex gap-1">
                    {keys.split(" ").map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

const PALETTE = { keys: "⌘K Ctrl-K", label: "Find anything", run: () => {} };

// Several tables on one page register the same keys: they are listed once.
function merged(groups: readonly KeyGroup[]): KeyGroup[] {
  const titles = [...new Set(groups.map(({ title }) => title))];
  return titles.map((title) => {
    const bindings = groups.filter((group) => group.title === title).flatMap((g) => g.bindings);
    const once = bindings.filter(
      (binding, at) => bindings.findIndex(({ keys }) => keys === binding.keys) === at,
    );
    return { title, bindings: title === "Anywhere" ? [...once, PALETTE] : once };
  });
}
