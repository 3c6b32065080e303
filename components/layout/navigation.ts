import type { IconName } from "@/components/ui/icon";

/** One entry of the side. A count stands there only if it waits for this person. */
export type NavigationItem = {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  readonly count?: number;
  /** The letter after `g` that leads here. */
  readonly key?: string;
};

/** Entries under a heading; an empty heading is none. */
export type NavigationGroup = { readonly group: string; readonly items: readonly NavigationItem[] };

/** Something the palette can do at once. */
export type PaletteAction = {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
};

/** The cookie that keeps the side folded, so that the server renders it so. */
export const SIDE_COOKIE = "side";
export const SIDE_FOLDED = "folded";

/** Whether an address is an entry's page or one below it. */
export function isCurrent(href: string, pathname: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}
