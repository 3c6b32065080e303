"use client";

import { lazy, type ReactNode, Suspense, useState } from "react";
import { Button } from "./button";
import type { MenuItem } from "./menu-item";

// Fetched when the first menu is likely to open.
const load = () => import("./menu-layer").then(({ MenuLayer }) => ({ default: MenuLayer }));
const MenuLayer = lazy(load);

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
      {...(wanted
        ? {}
        : { "aria-expanded": false, onPointerEnter: load, onClick: () => setWanted(true) })}
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
