"use client";

import { Check } from "lucide-react";
import * as Radix from "radix-ui/dropdown-menu";
import { type ReactNode, useState } from "react";
import type { MenuItem } from "./menu-item";
import { TextLink } from "./text-link";

/** A menu with the keys people know: arrows, first letters, Escape. It opens as it is first drawn. */
export function MenuLayer({
  trigger,
  items,
}: {
  trigger: ReactNode;
  items: () => readonly MenuItem[];
}) {
  const [open, setOpen] = useState(true);
  // Not modal: a modal menu locks scrolling with a style element, which the page's policy refuses.
  return (
    <Radix.Root modal={false} open={open} onOpenChange={setOpen}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="layer z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-sm p-1"
        >
          {open
            ? items().map((item) => <Line key={`${item.kind} ${item.label}`} item={item} />)
            : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Line({ item }: { item: MenuItem }) {
  switch (item.kind) {
    case "link":
      return (
        <Radix.Item asChild className="layer-item">
          {item.download ? (
            <a href={item.href} download>
              {item.label}
            </a>
          ) : (
            <TextLink plain href={item.href}>
              <Mark on={item.checked} />
              {item.label}
            </TextLink>
          )}
        </Radix.Item>
      );
    case "act":
      return (
        <Radix.Item className="layer-item" onSelect={item.onSelect}>
          {item.label}
        </Radix.Item>
      );
    case "check":
      return (
        <Radix.CheckboxItem
          className="layer-item"
          checked={item.checked}
          disabled={item.disabled ?? false}
          onCheckedChange={item.onChange}
          onSelect={(event) => event.preventDefault()}
        >
          <Mark on={item.checked} />
          {item.label}
        </Radix.CheckboxItem>
      );
    case "heading":
      return (
        <Radix.Label className="px-2 pt-1.5 pb-1 text-xs font-medium text-ink-3">
          {item.label}
        </Radix.Label>
      );
    case "rule":
      return <Radix.Separator className="-mx-1 my-1 border-t" />;
    default:
      return item satisfies never;
  }
}

function Mark({ on }: { on: boolean | undefined }) {
  if (on === undefined) return null;
  return (
    <span className="inline-flex w-4">{on ? <Check aria-hidden className="icon" /> : null}</span>
  );
}
