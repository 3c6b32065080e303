"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CONTROL, CONTROL_LINE } from "@/components/ui/control";
import { Dialog } from "@/components/ui/dialog";
import {
  DropdownMenu,
  MenuAct,
  MenuHeading,
  MenuLink,
  MenuRule,
} from "@/components/ui/dropdown-menu";
import { Icon } from "@/components/ui/icon";
import { toast } from "@/components/ui/toast-store";
import type { useListAddress } from "./use-list-address";
import { dropView, readViews, type SavedView, writeView } from "./view-store";

const NAME_MAX = 60;

/** Views with a name: chosen from a menu, saved from the filter as it stands. */
export function SavedViews({ address }: { address: ReturnType<typeof useListAddress> }) {
  const [naming, setNaming] = useState(false);
  const save = (name: string) => {
    const kept = writeView(address.pathname, { name, query: address.current });
    toast(kept ? `View “${name}” kept in this browser.` : "This browser keeps no views.");
    setNaming(false);
  };
  return (
    <>
      <DropdownMenu
        trigger={
          <Button variant="ghost" size="sm">
            Views
            <Icon name="open" className="size-3.5" />
          </Button>
        }
      >
        <ViewList address={address} onSave={() => setNaming(true)} />
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

// Mounted when the menu opens, so the list is read from the browser at that moment.
function ViewList({
  address,
  onSave,
}: {
  address: ReturnType<typeof useListAddress>;
  onSave: () => void;
}) {
  const [views, setViews] = useState<readonly SavedView[]>(() => readViews(address.pathname));
  const current = views.find(({ query }) => query === address.current);
  const drop = ({ name }: SavedView) => {
    dropView(address.pathname, name);
    setViews(readViews(address.pathname));
  };
  return (
    <>
      {views.length > 0 ? <MenuHeading>Saved views</MenuHeading> : null}
      {views.map(({ name, query }) => (
        <MenuLink key={name} href={`${address.pathname}?${query}`}>
          <span className="inline-flex w-4">
            {query === address.current ? <Icon name="check" /> : null}
          </span>
          {name}
        </MenuLink>
      ))}
      {views.length > 0 ? <MenuRule /> : null}
      <MenuAct onSelect={onSave}>
        <Icon name="plus" />
        Save this view
      </MenuAct>
      {current ? (
        <MenuAct onSelect={() => drop(current)}>
          <Icon name="x" />
          Remove “{current.name}”
        </MenuAct>
      ) : null}
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
        className={cn(CONTROL, CONTROL_LINE)}
      />
      <div className="mt-4 flex justify-end">
        <Button type="submit" variant="primary" aria-disabled={name.trim() === ""}>
          Save view
        </Button>
      </div>
    </form>
  );
}
