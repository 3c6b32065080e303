"use client";

import { ChevronDown } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import type { MenuItem } from "@/components/ui/menu-item";
import { toast } from "@/components/ui/toast-store";
import type { useListAddress } from "./use-list-address";
import { dropView, readViews, writeView } from "./view-store";

const NAME_MAX = 60;

/** Views with a name: chosen from a menu, saved from the filter as it stands. */
export function SavedViews({ address }: { address: ReturnType<typeof useListAddress> }) {
  const [naming, setNaming] = useState(false);
  const save = (name: string) => {
    const kept = writeView(address.pathname, { name, query: address.current });
    toast(kept ? `View “${name}” kept in this browser.` : "This browser keeps no views.");
    setNaming(false);
  };
  // Asked for when the menu opens, so the list is read from the browser at that moment.
  const items = (): MenuItem[] => {
    const views = readViews(address.pathname);
    const current = views.find(({ query }) => query === address.current);
    return [
      ...(views.length > 0 ? [{ kind: "heading" as const, label: "Saved views" }] : []),
      ...views.map(({ name, query }) => ({
        kind: "link" as const,
        label: name,
        href: `${address.pathname}?${query}`,
        checked: query === address.current,
      })),
      ...(views.length > 0 ? [{ kind: "rule" as const, label: "" }] : []),
      { kind: "act", label: "Save this view", onSelect: () => setNaming(true) },
      ...(current
        ? [
            {
              kind: "act" as const,
              label: `Remove “${current.name}”`,
              onSelect: () => dropView(address.pathname, current.name),
            },
          ]
        : []),
    ];
  };
  return (
    <>
      <DropdownMenu variant="ghost" size="sm" items={items}>
        Views
        <ChevronDown aria-hidden className="icon icon-sm" />
      </DropdownMenu>
      <Dialog
        open={naming}
        onOpenChange={setNaming}
        title="Save this view"
        description="Filters, order and columns under a name, kept in this browser."
      >
        <NameForm onSave={save} />
      </Dialog>
    </>
  );
}

function NameForm({ onSave }: { onSave: (name: string) => void }) {
  const id = useId();
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") onSave(name.trim());
  };
  return (
    <form onSubmit={submit}>
      <label htmlFor={id} className="mb-1 block font-medium">
        Name
      </label>
      <input
        id={id}
        type="text"
        maxLength={NAME_MAX}
        value={name}
        onChange={(event) => setName(event.target.value)}
        className="control control-line"
      />
      <div className="mt-4 flex justify-end">
        <Button type="submit" variant="primary" aria-disabled={name.trim() === ""}>
          Save view
        </Button>
      </div>
    </form>
  );
}
