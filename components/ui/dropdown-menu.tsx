"use client";

import { lazy, type ReactNode, Suspense, useState } from "react";
import { Button } from "./button";

/** One line of a menu: it leads somewhere, does something, is on or off, or stands between. */
export type MenuItem =
  | { kind: "link"; label: string; href: string; download?: boolean; checked?: boolean }
  | { kind: "act"; label: string; onSelect: () => void }
  | {
      kind: "check";
      label: string;
      checked: boolean;
      disabled?: boolean;
      onChange: (checked: boolean) => void;
    }
  | { kind: "heading"; label: string }
  | { kind: "rule"; label: string };

// Fetched with the first menu that opens.
const MenuLayer = lazy(() =>
  import("./menu-layer").then((module) => ({ default: module.MenuLayer })),
);

/** Acts that need no place of their own on the page. The lines are asked for when the menu opens. */
export function DropdownMenu({
  label,
  items,
  variant = "secondary",
  size = "md",
  disabled = false,
  children,
}: {
  /** What the menu is for, where the button has no words. */
  label?: string;
  items: () => readonly MenuItem[];
  variant?: "secondary" | "ghost";
  size?: "md" | "sm" | "icon" | "icon-sm";
  disabled?: boolean;
  /** What stands on the button. */
  children: ReactNode;
}) {
  const [wanted, setWanted] = useState(false);
  const trigger = (
    <Button
      variant={variant}
      size={size}
      disabled={disabled}
      aria-haspopup="menu"
      className="noscript:hidden"
      {...(label ? { "aria-label": label } : {})}
      {...(wanted ? {} : { "aria-expanded": false, onClick: () => setWanted(true) })}
    >
      {children}
    </Button>
  );
  if (!wanted) return trigger;
  return (
    <Suspense fallback={trigger}>
      <MenuLayer trigger={trigger} items={items} />
    </Suspense>
  );
}
