"use client";

import * as Radix from "radix-ui/dropdown-menu";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { Icon } from "./icon";
import { LAYER, LAYER_ITEM } from "./layer";
import { TextLink } from "./text-link";

/** Acts that do not need a place of their own on the page. `trigger` is a `Button`. */
export function DropdownMenu({
  trigger,
  align = "end",
  children,
}: {
  trigger: ReactNode;
  align?: "start" | "end";
  children: ReactNode;
}) {
  // Not modal: a modal menu locks scrolling with a style element, which the page's policy refuses.
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            LAYER,
            "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-sm p-1",
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A line of the menu that leads somewhere. `download` answers with a file instead of a page. */
export function MenuLink({
  href,
  download = false,
  children,
}: {
  href: string;
  download?: boolean;
  children: ReactNode;
}) {
  return (
    <Radix.Item asChild className={LAYER_ITEM}>
      {download ? (
        <a href={href} download>
          {children}
        </a>
      ) : (
        <TextLink plain href={href}>
          {children}
        </TextLink>
      )}
    </Radix.Item>
  );
}

/** A line of the menu that does something. */
export function MenuAct({ onSelect, children }: { onSelect: () => void; children: ReactNode }) {
  return (
    <Radix.Item className={LAYER_ITEM} onSelect={onSelect}>
      {children}
    </Radix.Item>
  );
}

/** A line of the menu that is on or off; the menu stays open for the next one. */
export function MenuCheck({
  checked,
  onChange,
  disabled = false,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <Radix.CheckboxItem
      className={LAYER_ITEM}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
    >
      <span className="inline-flex w-4">{checked ? <Icon name="check" /> : null}</span>
      {children}
    </Radix.CheckboxItem>
  );
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return (
    <Radix.Label className="px-2 pt-1.5 pb-1 text-xs font-medium text-ink-3">
      {children}
    </Radix.Label>
  );
}

export function MenuRule() {
  return <Radix.Separator className="-mx-1 my-1 border-t" />;
}
